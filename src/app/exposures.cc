// SPDX-License-Identifier: Apache-2.0
#include "app/exposures.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/units.h"
#include "documents/markup.h"
#include "law/parameters.h"

namespace qingxin::app {

namespace {

using documents::escaped;
using oversight::Field;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;

constexpr std::string_view kTerm = "exposure.objection_working_days";

Result<std::vector<store::KeptRecord>> open_records(const access::Principal& who, Moment moment,
                                                    const RecordDesk& desk, RecordKind kind,
                                                    std::string_view region) {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.is_open = 1;
  filter.region = law::region_prefix(region);
  return all_records(who, moment, desk, filter);
}

Result<int> count_published(const access::Principal& who, Moment moment, const RecordDesk& desk,
                            const ExposureBoard& board, std::string_view region) {
  store::RecordFilter filter;
  filter.kind = RecordKind::exposure;
  filter.region = law::region_prefix(region);
  const Result<std::vector<store::KeptRecord>> all = all_records(who, moment, desk, filter);
  if (!all) return tl::unexpected(all.error());
  return static_cast<int>(std::ranges::count_if(*all, [&](const store::KeptRecord& kept) {
    const bool was_told =
        kept.state == RecordState::published || kept.state == RecordState::taken_down;
    const std::optional<Date> day = oversight::day_of(kept.values, Field::day);
    return was_told && day && *day >= board.period.from && *day <= board.period.until;
  }));
}

Result<void> add_objections(const access::Principal& who, Moment moment, const RecordDesk& desk,
                            const store::KeptRecord& kept, ExposureBoard& board) {
  const Result<store::WholeRecord> whole = show_record(who, moment, desk, kept.id);
  if (!whole) return tl::unexpected(whole.error());
  for (const oversight::Objection& one : oversight::objections_of(whole->record)) {
    if (one.answered) continue;
    ObjectionDue due{
        kept.id, std::string{oversight::text_of(kept.values, Field::firm)}, one, {}, false};
    const law::ParameterValue* term =
        desk.law->parameters.find(kTerm, kept.face.region_code, one.day);
    if (term != nullptr) {
      due.due = law::add_working_days(one.day, static_cast<int>(term->value), desk.law->calendar);
      due.is_overdue = due.due->day < moment.today;
      board.objection_term = term->source;
    }
    board.objections.push_back(std::move(due));
  }
  return {};
}

void add_row(std::string_view name, std::string_view value, std::string& page) {
  if (value.empty()) return;
  page += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, escaped(value));
}

// When the firm got it, and whether it said so.
Result<ViolationWaiting> waiting_of(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, const store::KeptRecord& kept) {
  const Result<store::WholeRecord> whole = show_record(who, moment, desk, kept.id);
  if (!whole) return tl::unexpected(whole.error());
  ViolationWaiting waiting{.kept = kept, .handed_over = {}, .authority = {}};
  for (const oversight::RecordEvent& event : whole->record.events)
    if (event.step == RecordStep::handed_over) waiting.handed_over = china_day(event.at);
  waiting.days = moment.today - waiting.handed_over;
  waiting.is_receipted = kept.state == RecordState::receipted;
  const std::optional<Date> until = oversight::day_of(kept.values, Field::until);
  waiting.is_overdue = until && *until < moment.today;
  const Result<store::Unit> unit =
      desk.store->unit(access::UnitId{static_cast<std::int64_t>(kept.face.addressee)});
  waiting.authority =
      unit ? unit->name : fmt::format("单位 {}", static_cast<std::int64_t>(kept.face.addressee));
  return waiting;
}

}  // namespace

Result<ExposureBoard> exposure_board(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, std::string_view region) {
  ExposureBoard board;
  const std::string place = region.empty() && who.scope.districts.size() == 1
                                ? who.scope.districts.front()
                                : std::string{region};
  board.period = oversight::exposure_period(place, moment.today);
  const Result<std::vector<store::KeptRecord>> open =
      open_records(who, moment, desk, RecordKind::exposure, place);
  if (!open) return tl::unexpected(open.error());
  for (const store::KeptRecord& kept : *open) {
    if (kept.state != RecordState::published) {
      board.waiting.push_back(kept);
      continue;
    }
    board.standing.push_back(kept);
    if (const Result<void> added = add_objections(who, moment, desk, kept, board); !added)
      return tl::unexpected(added.error());
  }
  const Result<int> published = count_published(who, moment, desk, board, place);
  if (!published) return tl::unexpected(published.error());
  board.published = *published;
  return board;
}

Result<std::vector<RecordId>> take_down_exposures(Moment moment, const RecordDesk& desk) {
  const access::Principal machine = access::the_machine();
  const Result<std::vector<store::KeptRecord>> open =
      open_records(machine, moment, desk, RecordKind::exposure, "");
  if (!open) return tl::unexpected(open.error());
  std::vector<RecordId> taken;
  std::vector<RecordOrder> orders;
  for (const store::KeptRecord& kept : *open) {
    const std::optional<Date> last = oversight::day_of(kept.values, Field::take_down);
    if (kept.state != RecordState::published || !last || *last > moment.today) continue;
    RecordOrder order;
    order.id = kept.id;
    order.event.step = RecordStep::taken_down;
    order.event.values[Field::reason] = fmt::format("到了撤下的日期 {}", to_string(*last));
    orders.push_back(std::move(order));
    taken.push_back(kept.id);
  }
  if (orders.empty()) return taken;
  if (const auto done = step_records(machine, moment, desk, orders); !done)
    return tl::unexpected(done.error());
  return taken;
}

Result<std::vector<store::KeptRecord>> public_list(const RecordDesk& desk, RecordKind kind,
                                                   std::string_view region, Date today, int limit) {
  if (const Result<void> sound = check_region(region); !sound) return tl::unexpected(sound.error());
  return desk.store->records().public_records(kind, law::region_prefix(region), today, limit);
}

std::string exposures_page(const std::vector<store::KeptRecord>& exposures) {
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<title>重大劳动保障违法行为社会公布</title>\n<style>"
      "body{font:16px/26px sans-serif;max-width:760px;margin:24px auto;padding:0 16px}"
      "table{border-collapse:collapse;width:100%;margin:0 0 24px}"
      "th,td{border-bottom:1px solid #ddd;text-align:left;vertical-align:top;padding:4px 8px}"
      "th{width:9em;font-weight:600}</style></head><body>\n"
      "<h1>重大劳动保障违法行为社会公布</h1>\n";
  if (exposures.empty()) page += "<p>现在没有公布的。</p>\n";
  for (const store::KeptRecord& kept : exposures) {
    const auto text = [&](Field field) { return oversight::text_of(kept.values, field); };
    page += fmt::format("<h2>{}</h2>\n<table>\n", escaped(text(Field::firm)));
    for (const auto& [name, field] : {std::pair{"统一社会信用代码", Field::firm_code},
                                      {"地址", Field::address},
                                      {"法定代表人（负责人）", Field::leader_name},
                                      {"违法行为类别", Field::subject},
                                      {"主要违法事实", Field::content},
                                      {"处理情况", Field::result},
                                      {"公布日期", Field::day},
                                      {"撤下日期", Field::take_down}})
      add_row(name, text(field), page);
    page += "</table>\n";
  }
  return page + "</body></html>\n";
}

Result<std::vector<ViolationWaiting>> violation_board(const access::Principal& who, Moment moment,
                                                      const RecordDesk& desk,
                                                      std::string_view region) {
  const Result<std::vector<store::KeptRecord>> open =
      open_records(who, moment, desk, RecordKind::violation, region);
  if (!open) return tl::unexpected(open.error());
  std::vector<ViolationWaiting> board;
  for (const store::KeptRecord& kept : *open) {
    if (kept.state == RecordState::open) continue;  // not handed over
    Result<ViolationWaiting> waiting = waiting_of(who, moment, desk, kept);
    if (!waiting) return tl::unexpected(waiting.error());
    board.push_back(*std::move(waiting));
  }
  std::ranges::stable_sort(board, {}, &ViolationWaiting::handed_over);
  return board;
}

}  // namespace qingxin::app
