// SPDX-License-Identifier: Apache-2.0
#include "app/return_board.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/record_families.h"
#include "app/show_indicators.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using oversight::BodyId;
using oversight::DuePeriod;
using oversight::Field;
using oversight::KeptReturn;
using oversight::Line;
using oversight::Record;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;
using oversight::ReturnUnit;

// Who takes part and has not left, each once.
Result<std::vector<ReturnUnit>> units_of(store::Store& held, const RecordDesk& desk,
                                         RecordId campaign) {
  const auto members = records_under(held, RecordKind::member, campaign);
  if (!members) return tl::unexpected(members.error());
  const auto with_users = units_with_users(*desk.store);
  if (!with_users) return tl::unexpected(with_users.error());
  std::vector<ReturnUnit> units;
  for (const KeptRecordOf& member : *members) {
    const auto id = static_cast<std::int64_t>(member.record.face.addressee);
    const bool is_there = std::ranges::find(units, id, &ReturnUnit::id) != units.end();
    if (id == 0 || is_there || member.record.state != RecordState::standing) continue;
    const Result<store::Unit> unit = desk.store->unit(access::UnitId{id});
    const std::string_view name = oversight::text_of(member.record.values, Field::name);
    units.push_back({id, unit ? unit->name : std::string{name}, with_users->contains(id)});
  }
  return units;
}

Result<std::vector<KeptReturn>> returns_of(store::Store& held, RecordId campaign) {
  const auto records = records_under(held, RecordKind::return_, campaign);
  if (!records) return tl::unexpected(records.error());
  std::vector<KeptReturn> returns;
  for (const KeptRecordOf& one : *records) returns.push_back({one.id, one.record});
  return returns;
}

// What the data say of the figures of one unit in one period.
class Figures {
 public:
  Figures(const access::Principal& who, Moment moment, const RecordDesk& desk)
      : who_(&who), moment_(moment), desk_(&desk) {}

  Result<std::vector<Line>> lines_for(const Record& campaign, const store::Unit& unit,
                                      const DuePeriod& period) const;

 private:
  IndicatorOrder order_for(const Record& campaign, const store::Unit& unit,
                           const DuePeriod& period) const;

  const access::Principal* who_;
  Moment moment_;
  const RecordDesk* desk_;
};

// Of an authority its industry, of any other body its district.
IndicatorOrder Figures::order_for(const Record& campaign, const store::Unit& unit,
                                  const DuePeriod& period) const {
  IndicatorOrder order;
  order.from = period.from;
  order.until = std::min(period.until, moment_.today);
  order.region = law::region_prefix(unit.region_code);
  if (!unit.industry.empty()) order.by = oversight::By::industry;
  for (const Line& line : campaign.lines)
    if (const oversight::Indicator* indicator = oversight::indicator_named(line.item))
      order.indicators.push_back(indicator->id);
  return order;
}

std::string told_of(const IndicatorTable& table, const oversight::Indicator& indicator,
                    const std::string& industry) {
  const std::string root =
      table.table.places.empty() ? std::string{} : table.table.places.front().code;
  const oversight::SnapshotCell* cell =
      oversight::find_cell(table.table, indicator.id, industry.empty() ? root : industry);
  const std::optional<std::int64_t> value =
      oversight::value_of(indicator, cell == nullptr ? oversight::Cell{} : cell->cell);
  if (!value) return {};
  using oversight::Measure;
  const bool is_count = indicator.measure == Measure::count ||
                        indicator.measure == Measure::people || indicator.measure == Measure::fen;
  return is_count ? std::to_string(*value) : oversight::value_text(indicator.measure, value);
}

Result<std::vector<Line>> Figures::lines_for(const Record& campaign, const store::Unit& unit,
                                             const DuePeriod& period) const {
  const IndicatorOrder order = order_for(campaign, unit, period);
  std::optional<IndicatorTable> table;
  if (!order.indicators.empty()) {
    Result<IndicatorTable> shown = show_indicators(*who_, moment_, *desk_, order);
    if (!shown) return tl::unexpected(shown.error());
    table = *std::move(shown);
  }
  std::vector<Line> lines;
  for (const Line& asked : campaign.lines) {
    Line line;
    line.item = asked.item;
    const oversight::Indicator* indicator = oversight::indicator_named(asked.item);
    if (table && indicator != nullptr) line.told = told_of(*table, *indicator, unit.industry);
    lines.push_back(std::move(line));
  }
  return lines;
}

bool has_come(const DuePeriod& period, Date today) {
  return period.due == period.until ? today >= period.until : today > period.until;
}

RecordOrder order_of(const ShownBoard& shown, const Record& campaign, const store::Unit& unit,
                     const DuePeriod& period, std::vector<Line> lines) {
  RecordOrder order;
  order.face.kind = RecordKind::return_;
  order.face.parent = number(shown.campaign);
  order.face.owner = campaign.face.owner;
  order.face.addressee = BodyId{access::number(unit.id)};
  order.face.industry = unit.industry;
  order.event.step = RecordStep::frozen;
  const std::string_view subject = oversight::text_of(campaign.values, Field::subject);
  order.event.values = {
      {Field::name, fmt::format("{} {}", subject.empty() ? shown.name : std::string{subject},
                                oversight::words_of(period))},
      {Field::from, to_string(period.from)},
      {Field::day, to_string(period.until)},
      {Field::until, to_string(period.due)},
      {Field::due_hour, std::to_string(shown.plan.due_hour)},
      {Field::rhythm, std::string{oversight::name_of(period.rhythm)}},
      {Field::as_of, to_string(china_day(shown.as_of))}};
  order.event.lines = std::move(lines);
  return order;
}

Result<void> check_runs(const Record& campaign) {
  if (campaign.state == RecordState::running) return {};
  return fail(ErrorCode::conflict, fmt::format("专项行动{}，不在进行中，不能准备报表",
                                               oversight::words_of(campaign.state).chinese));
}

// As it stood when it was filed under that key: the same act again comes to the same, whatever
// happened since. As it stands: nothing was.
Result<Record> as_filed_upon(const Record& record, std::string_view key) {
  const auto known = std::ranges::find(record.events, key, &oversight::RecordEvent::key);
  if (key.empty() || known == record.events.end() || known == record.events.begin()) return record;
  return oversight::replay(record.face, {record.events.begin(), known});
}

// What was said of a line before, with what is said now.
Line filled(const Line& before, const ReturnFiling& filing) {
  Line line = before;
  line.told.clear();  // stays as it is
  const auto said = std::ranges::find(filing.lines, before.item, &Line::item);
  if (said != filing.lines.end()) {
    if (!said->answer.empty()) line.answer = said->answer;
    if (!said->note.empty()) line.note = said->note;
  }
  if (filing.is_zero && line.answer.empty()) line.answer = "0";
  return line;
}

}  // namespace

Result<ShownBoard> return_board(const access::Principal& who, Moment moment, const RecordDesk& desk,
                                RecordId campaign) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto whole = record_of_kind(*held, RecordKind::campaign, campaign);
  if (!whole) return tl::unexpected(whole.error());
  const std::optional<oversight::ReturnPlan> plan = oversight::return_plan_of(whole->record);
  if (!plan) return fail(ErrorCode::usage, "这个专项行动没有写报送频次，不要求报表");
  Result<std::vector<ReturnUnit>> units = units_of(*held, desk, campaign);
  if (!units) return tl::unexpected(units.error());
  const Result<std::vector<KeptReturn>> returns = returns_of(*held, campaign);
  if (!returns) return tl::unexpected(returns.error());
  ShownBoard shown{.campaign = campaign,
                   .name = std::string{oversight::text_of(whole->record.values, Field::name)},
                   .as_of = moment.now,
                   .plan = *plan,
                   .schedule = oversight::schedule_of(*plan, desk.law->calendar),
                   .board = {}};
  shown.board = oversight::board_of(*plan, shown.schedule, *std::move(units), *returns, moment.now);
  return shown;
}

Result<ReturnsOpened> open_returns(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId campaign) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  const Result<ShownBoard> shown = return_board(who, moment, desk, campaign);
  if (!shown) return tl::unexpected(shown.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto whole = record_of_kind(*held, RecordKind::campaign, campaign);
  if (!whole) return tl::unexpected(whole.error());
  if (const Result<void> runs = check_runs(whole->record); !runs)
    return tl::unexpected(runs.error());
  const Figures figures(who, moment, desk);
  ReturnsOpened opened;
  std::vector<RecordOrder> orders;
  for (const oversight::BoardCell& cell : shown->board.cells) {
    if (cell.record != 0 || !has_come(cell.period, moment.today)) continue;
    const Result<store::Unit> unit = desk.store->unit(access::UnitId{cell.unit});
    if (!unit) {
      opened.notes.push_back(fmt::format("单位 {} 不在名册里，没有准备它的报表", cell.unit));
      continue;
    }
    Result<std::vector<Line>> lines = figures.lines_for(whole->record, *unit, cell.period);
    if (!lines) return tl::unexpected(lines.error());
    orders.push_back(order_of(*shown, whole->record, *unit, cell.period, *std::move(lines)));
  }
  if (orders.empty()) return opened;
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, orders);
  if (!kept) return tl::unexpected(kept.error());
  opened.records = *std::move(kept);
  return opened;
}

Result<RecordKept> file_return(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const ReturnFiling& filing) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto whole = record_of_kind(*held, RecordKind::return_, filing.id);
  if (!whole) return tl::unexpected(whole.error());
  RecordOrder order;
  order.id = filing.id;
  order.face.kind = RecordKind::return_;
  order.event.key = filing.key;
  const Result<Record> before = as_filed_upon(whole->record, filing.key);
  if (!before) return tl::unexpected(before.error());
  const bool is_filed =
      before->state == RecordState::filed || before->state == RecordState::accepted;
  order.event.step = is_filed ? RecordStep::corrected : RecordStep::filed;
  order.event.values = filing.values;
  if (!filing.reason.empty()) order.event.values[Field::reason] = filing.reason;
  for (const Line& line : before->lines) order.event.lines.push_back(filled(line, filing));
  for (const Line& line : filing.lines)
    if (oversight::find_line(*before, line.item) == nullptr) order.event.lines.push_back(line);
  Record after;
  after.lines = order.event.lines;
  if (filing.is_zero && oversight::is_zero_report(after))
    order.event.values[Field::result] = "零报告";
  return step_record(who, moment, desk, order);
}

}  // namespace qingxin::app
