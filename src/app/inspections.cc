// SPDX-License-Identifier: Apache-2.0
#include "app/inspections.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/record_families.h"
#include "rules/finding.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::Line;
using oversight::OpenFinding;
using oversight::OpenKind;
using oversight::Record;
using oversight::RecordKind;
using oversight::RecordState;
using oversight::RecordStep;

Result<std::vector<oversight::Checklist>> lists_named(const std::vector<std::string>& names) {
  if (names.empty()) return fail(ErrorCode::usage, "要写明用哪一张检查清单");
  std::vector<oversight::Checklist> lists;
  for (const std::string& name : names) {
    Result<oversight::Checklist> list = oversight::find_checklist(name);
    if (!list) return tl::unexpected(list.error());
    lists.push_back(*std::move(list));
  }
  return lists;
}

// What is recorded of a project and open, and as of when it was judged.
struct Standing {
  std::optional<Date> judged;
  std::vector<OpenFinding> open;
};
Result<Standing> standing_of(store::Store& held, store::ProjectId project) {
  Standing standing;
  const Result<std::vector<store::ProjectLine>> lines = held.project_lines_after(
      {.project = project, .region = {}, .words = {}}, store::kNoProject, 1);
  if (!lines) return tl::unexpected(lines.error());
  if (!lines->empty()) standing.judged = lines->front().as_of;
  const Result<std::vector<store::FindingState>> found = held.open_findings(project);
  if (!found) return tl::unexpected(found.error());
  for (const store::FindingState& one : *found) {
    const auto verdict = static_cast<rules::Verdict>(one.verdict);
    if (verdict == rules::Verdict::violates)
      standing.open.push_back({one.rule, OpenKind::violates});
    if (verdict == rules::Verdict::missing_fact)
      standing.open.push_back({one.rule, OpenKind::missing_fact});
  }
  return standing;
}

Result<std::vector<Line>> lines_of_project(store::Store& held, store::ProjectId project,
                                           const std::vector<oversight::Checklist>& lists) {
  const Result<Standing> standing = standing_of(held, project);
  if (!standing) return tl::unexpected(standing.error());
  std::vector<Line> lines;
  for (const oversight::Checklist& list : lists)
    std::ranges::move(oversight::prefilled(list, standing->open, standing->judged),
                      std::back_inserter(lines));
  return lines;
}

// What a person has written stays.
void keep_answers(const Record& record, std::vector<Line>& lines) {
  for (Line& line : lines) {
    const Line* known = oversight::find_line(record, line.item);
    if (known == nullptr) continue;
    line.answer = known->answer;
    line.note = known->note;
    line.photos = known->photos;
  }
}

Result<store::WholeRecord> checked_record(store::Store& held, RecordId id) {
  Result<store::WholeRecord> whole = held.records().whole_record(id);
  if (!whole) return whole;
  const RecordKind kind = whole->record.face.kind;
  if (kind == RecordKind::inspection || kind == RecordKind::self_inspection) return whole;
  return fail(ErrorCode::not_found, fmt::format("{} 不是检查，也不是企业自查，是{}", number(id),
                                                oversight::words_of(kind).chinese));
}

bool has_hazard(const std::vector<KeptRecordOf>& hazards, const Line& line) {
  return std::ranges::any_of(hazards, [&](const KeptRecordOf& hazard) {
    return hazard.record.state != RecordState::cancelled &&
           oversight::text_of(hazard.record.values, Field::source) == line.item;
  });
}

RecordOrder hazard_order(const store::WholeRecord& inspection, const Line& line,
                         const law::Law& law) {
  const oversight::RecordFace& face = inspection.record.face;
  RecordOrder order;
  order.face.kind = RecordKind::hazard;
  order.face.parent = number(inspection.id);
  order.face.owner = face.owner;
  order.face.addressee = face.addressee;
  order.face.region_code = face.region_code;
  order.face.industry = face.industry;
  order.face.project = face.project;
  order.event.step = RecordStep::recorded;
  order.event.values = oversight::hazard_of(line, inspection.record, law);
  Line seen = line;
  seen.told.clear();
  order.event.lines = {std::move(seen)};
  return order;
}

RecordOrder assignment(std::int64_t place, const HazardOrder& order) {
  RecordOrder assigned;
  assigned.id = RecordId{place};
  assigned.face.kind = RecordKind::hazard;
  assigned.event.step = RecordStep::assigned;
  assigned.event.values = {{Field::person_in_charge, order.person_in_charge},
                           {Field::measure, order.measure},
                           {Field::until, to_string(*order.until)}};
  return assigned;
}

// The one that was asked for before: what the data said then stays.
Result<RecordKept> as_asked(store::WholeRecord known, const SelfInspectionOrder& order,
                            std::int64_t project) {
  const oversight::RecordFace& face = known.record.face;
  const bool is_same = face.kind == RecordKind::self_inspection && face.project == project &&
                       face.parent == order.parent && face.addressee == order.firm &&
                       oversight::text_of(known.record.events.front().values, Field::until) ==
                           to_string(order.until);
  if (is_same) return RecordKept{std::move(known), store::Kept::already};
  return fail(ErrorCode::conflict,
              fmt::format("编号 {} 已经是另一条记录；请换一个编号", number(order.fresh)));
}

}  // namespace

Result<RecordKept> prefill_inspection(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, RecordId inspection,
                                      const std::vector<std::string>& lists) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  const auto named = lists_named(lists);
  if (!named) return tl::unexpected(named.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const auto whole = record_of_kind(*held, RecordKind::inspection, inspection);
  if (!whole) return tl::unexpected(whole.error());
  if (whole->record.face.project == 0)
    return fail(ErrorCode::usage, "这次检查没有写是哪个项目，没有数据可以预先填");
  Result<std::vector<Line>> lines =
      lines_of_project(*held, store::ProjectId{whole->record.face.project}, *named);
  if (!lines) return tl::unexpected(lines.error());
  keep_answers(whole->record, *lines);
  RecordOrder order;
  order.id = inspection;
  order.face.kind = RecordKind::inspection;
  order.event.step =
      whole->record.state == RecordState::under_way ? RecordStep::noted : RecordStep::changed;
  order.event.lines = *std::move(lines);
  return step_record(who, moment, desk, order);
}

Result<RecordKept> ask_self_inspection(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const SelfInspectionOrder& order) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  const auto named = lists_named(order.lists);
  if (!named) return tl::unexpected(named.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::ProjectId> project = held->project_named(order.project_code);
  if (!project) return tl::unexpected(project.error());
  if (order.fresh != RecordId{}) {
    Result<store::WholeRecord> known = held->records().whole_record(order.fresh);
    if (known) return as_asked(*std::move(known), order, number(*project));
    if (known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
  }
  Result<std::vector<Line>> lines = lines_of_project(*held, *project, *named);
  if (!lines) return tl::unexpected(lines.error());
  RecordOrder begun;
  begun.fresh = order.fresh;
  begun.face.kind = RecordKind::self_inspection;
  begun.face.parent = order.parent;
  begun.face.addressee = order.firm;
  begun.project_code = order.project_code;
  begun.event.step = RecordStep::frozen;
  begun.event.values = {{Field::name, fmt::format("{} 自查", order.project_code)},
                        {Field::until, to_string(order.until)},
                        {Field::as_of, to_string(moment.today)}};
  begun.event.lines = *std::move(lines);
  return step_record(who, moment, desk, begun);
}

Result<SiteComparison> compare_inspection(const access::Principal& who, Moment moment,
                                          const RecordDesk& desk, RecordId inspection) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<store::WholeRecord> whole = checked_record(*held, inspection);
  if (!whole) return tl::unexpected(whole.error());
  SiteComparison comparison{.inspection = *std::move(whole), .differences = {}};
  const std::vector<Line>& lines = comparison.inspection.record.lines;
  comparison.differences = oversight::site_against_data(lines);
  comparison.items = static_cast<int>(lines.size());
  comparison.answered = static_cast<int>(
      std::ranges::count_if(lines, [](const Line& line) { return !line.answer.empty(); }));
  return comparison;
}

Result<std::vector<RecordKept>> hazards_of_inspection(const access::Principal& who, Moment moment,
                                                      const RecordDesk& desk,
                                                      const HazardOrder& order) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  const int said = (order.person_in_charge.empty() ? 0 : 1) + (order.measure.empty() ? 0 : 1) +
                   (order.until ? 1 : 0);
  if (said != 0 && said != 3)
    return fail(ErrorCode::usage, "交办隐患要写齐责任人、整改措施和截止日；先不交办就都不写");
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<store::WholeRecord> whole = checked_record(*held, order.inspection);
  if (!whole) return tl::unexpected(whole.error());
  const auto known = records_under(*held, RecordKind::hazard, order.inspection);
  if (!known) return tl::unexpected(known.error());
  std::vector<RecordOrder> orders;
  for (const Line& line : oversight::faults_on_site(whole->record.lines)) {
    if (has_hazard(*known, line)) continue;
    orders.push_back(hazard_order(*whole, line, *desk.law));
    if (said == 3) orders.push_back(assignment(-std::ssize(orders), order));
  }
  if (orders.empty()) return std::vector<RecordKept>{};
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, orders);
  if (!kept) return kept;
  // Of each hazard what it came to at last.
  std::vector<RecordKept> last;
  for (RecordKept& one : *kept) {
    if (!last.empty() && last.back().whole.id == one.whole.id) last.pop_back();
    last.push_back(std::move(one));
  }
  return last;
}

}  // namespace qingxin::app
