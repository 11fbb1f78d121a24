// SPDX-License-Identifier: Apache-2.0
#include "app/draws.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/permit.h"
#include "app/record_families.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

using oversight::DrawOfficer;
using oversight::DrawPlan;
using oversight::DrawProject;
using oversight::Field;
using oversight::RecordKind;
using oversight::RecordStep;

constexpr int kAtOnce = 1'000;
constexpr std::string_view kNotSaid = "未写明";

// Those that were judged and stood still, were finished or had not begun: they have no figure of
// projects in progress. One whose state nobody said has an unknown one, and stays.
Result<std::set<store::ProjectId>> not_in_progress(store::Store& held, Date today,
                                                   std::string_view region) {
  std::set<store::ProjectId> still;
  store::ProjectId after = store::kNoProject;
  while (true) {
    const auto some = held.records().figures_after(today, std::nullopt, {}, region, after, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::ProjectFigures& project : *some) {
      after = project.project;
      const bool may_run = std::ranges::any_of(project.figures, [](const auto& figure) {
        return figure.indicator == oversight::IndicatorId::projects && !figure.month;
      });
      if (!may_run) still.insert(project.project);
    }
    if (std::ssize(*some) < kAtOnce) return still;
  }
}

// Credit grades of firms, by credit code and by name, as they were imported last.
using Grades = std::map<std::string, std::string>;
Result<Grades> credit_grades(store::Store& held) {
  store::RecordFilter filter;
  filter.kind = RecordKind::sign;
  filter.state = oversight::RecordState::standing;
  const Result<std::vector<KeptRecordOf>> signs = records_like(held, filter);
  if (!signs) return tl::unexpected(signs.error());
  Grades grades;
  for (const KeptRecordOf& sign : *signs) {
    const oversight::Values& values = sign.record.values;
    const std::string grade{oversight::text_of(values, Field::grade)};
    if (oversight::text_of(values, Field::way) != "credit" || grade.empty()) continue;
    for (const Field field : {Field::firm_code, Field::firm})
      if (const std::string_view name = oversight::text_of(values, field); !name.empty())
        grades[folded_name(name)] = grade;
  }
  return grades;
}

std::string grade_of(const Grades& grades, const store::ProjectFirm& project) {
  for (const std::string* name : {&project.firm_code, &project.firm})
    if (const auto found = grades.find(folded_name(*name)); !name->empty() && found != grades.end())
      return found->second;
  return std::string{kNotSaid};
}

std::string stratum_of(Strata strata, const Grades& grades, const store::ProjectFirm& project) {
  switch (strata) {
    case Strata::none: return {};
    case Strata::industry:
      return project.industry.empty() ? std::string{kNotSaid} : project.industry;
    case Strata::grade: return grade_of(grades, project);
  }
  return {};
}

// What is drawn from, with the ids of the projects by their codes.
struct Urn {
  std::vector<DrawProject> projects;
  std::map<std::string, store::ProjectId> ids;
  std::vector<DrawOfficer> officers;
  std::map<std::int64_t, std::string> names;
};

Result<void> fill_projects(store::Store& held, Date today, const DrawOrder& order, Urn& urn) {
  const auto projects = held.project_firms(order.region);
  if (!projects) return tl::unexpected(projects.error());
  const auto still = not_in_progress(held, today, order.region);
  if (!still) return tl::unexpected(still.error());
  Grades grades;
  if (order.strata == Strata::grade) {
    Result<Grades> read = credit_grades(held);
    if (!read) return tl::unexpected(read.error());
    grades = *std::move(read);
  }
  for (const store::ProjectFirm& project : *projects) {
    if (!order.industry.empty() && project.industry != order.industry) continue;
    urn.ids[project.code] = project.project;
    urn.projects.push_back({.code = project.code,
                            .stratum = stratum_of(order.strata, grades, project),
                            .firm = project.firm,
                            .firm_code = project.firm_code,
                            .excluded = still->contains(project.project) ? "不在建" : ""});
  }
  return {};
}

// Once, however often and by whom it was said: what he declared stands before his own unit.
void add_interest(DrawOfficer& officer, std::string_view with, std::string_view why) {
  std::string settled = printable(trim(with));
  const bool is_known = std::ranges::any_of(officer.interests, [&](const auto& one) {
    return folded_name(one.with) == folded_name(settled);
  });
  if (!is_known) officer.interests.push_back({std::move(settled), std::string{why}});
}

Result<DrawOfficer> officer_of(const RecordDesk& desk, const std::string& login,
                               const std::vector<Declared>& declared, Urn& urn) {
  const Result<store::User> user = user_of_login(desk, login);
  if (!user) return tl::unexpected(user.error());
  DrawOfficer officer{.id = access::number(user->id), .interests = {}, .excluded = {}};
  urn.names[officer.id] = user->name;
  if (user->state == store::UserState::disabled) officer.excluded = "已经停用";
  for (const Declared& one : declared)
    if (one.login == login) add_interest(officer, one.with, "本人申报");
  const Result<store::Unit> unit = desk.store->unit(user->unit);
  if (unit)
    for (const std::string* name : {&unit->credit_code, &unit->name})
      if (!name->empty()) add_interest(officer, *name, "本单位");
  return officer;
}

Result<void> fill_officers(const RecordDesk& desk, const DrawOrder& order, Urn& urn) {
  for (const std::string& login : order.officers) {
    Result<DrawOfficer> officer = officer_of(desk, login, order.declared, urn);
    if (!officer) return tl::unexpected(officer.error());
    urn.officers.push_back(*std::move(officer));
  }
  for (const Declared& one : order.declared)
    if (trim(one.with).empty())
      return fail(ErrorCode::usage, fmt::format("「{}」申报的利害关系没有写是哪个项目或企业",
                                                shortened(printable(one.login), 40)));
  for (const Declared& one : order.declared)
    if (std::ranges::find(order.officers, one.login) == order.officers.end())
      return fail(ErrorCode::usage, fmt::format("申报利害关系的「{}」不在检查人员里",
                                                shortened(printable(one.login), 40)));
  return {};
}

DrawPlan plan_of(const DrawOrder& order, const Urn& urn) {
  DrawPlan plan{
      .seed = printable(trim(order.seed)), .wanted = {}, .officers_each = order.officers_each};
  if (order.strata == Strata::none) {
    plan.wanted[""] = order.projects;
    return plan;
  }
  for (const DrawProject& project : urn.projects)
    if (project.excluded.empty()) ++plan.wanted[project.stratum];
  for (auto& [stratum, wanted] : plan.wanted) wanted = std::min(wanted, order.projects);
  return plan;
}

RecordOrder draw_order(const DrawOrder& order, const DrawPlan& plan,
                       std::vector<oversight::Line> lines) {
  RecordOrder made;
  made.fresh = order.fresh;
  made.face.kind = RecordKind::draw;
  made.face.parent = order.parent;
  made.face.region_code = order.region;
  made.event.step = RecordStep::frozen;
  made.event.values = {{Field::seed, plan.seed},
                       {Field::name, fmt::format("双随机抽取 {}", to_string(order.day))},
                       {Field::day, to_string(order.day)},
                       {Field::digest, oversight::digest_of_draw(lines)}};
  made.event.lines = std::move(lines);
  return made;
}

RecordOrder inspection_order(const DrawOrder& order, const oversight::DrawnProject& drawn,
                             const Urn& urn) {
  RecordOrder planned;
  planned.face.kind = RecordKind::inspection;
  planned.face.parent = -1;  // the draw
  planned.face.project = number(urn.ids.at(drawn.code));
  planned.event.step = RecordStep::planned;
  std::string officers;
  for (const std::int64_t officer : drawn.officers)
    officers += fmt::format("{}{}", officers.empty() ? "" : "\n", officer);
  planned.event.values = {{Field::way, "drawn"},
                          {Field::day, to_string(order.day)},
                          {Field::officers, std::move(officers)},
                          {Field::seed, printable(trim(order.seed))}};
  const auto project = std::ranges::find(urn.projects, drawn.code, &DrawProject::code);
  if (!project->firm.empty()) planned.event.values[Field::firm] = project->firm;
  return planned;
}

std::vector<std::string> notes_of(const Urn& urn, const oversight::Drawn& drawn) {
  std::vector<std::string> notes;
  for (const DrawProject& project : urn.projects)
    if (!project.excluded.empty())
      notes.push_back(fmt::format("项目 {} 没有参加抽取：{}", project.code, project.excluded));
  for (const DrawOfficer& officer : urn.officers)
    if (!officer.excluded.empty())
      notes.push_back(
          fmt::format("{} 没有参加抽取：{}", urn.names.at(officer.id), officer.excluded));
  for (const oversight::Conflict& one : drawn.conflicts)
    notes.push_back(
        fmt::format("{} 回避项目 {}：{}", urn.names.at(one.officer), one.project, one.why));
  return notes;
}

// The one that was drawn before: whatever the urn holds by now, its lots have fallen.
Result<DrawMade> as_drawn(store::Store& held, store::WholeRecord known, const DrawOrder& order) {
  const oversight::Record& record = known.record;
  const bool is_same =
      record.face.kind == RecordKind::draw && record.face.parent == order.parent &&
      oversight::text_of(record.values, Field::seed) == printable(trim(order.seed)) &&
      oversight::day_of(record.values, Field::day) == order.day;
  if (!is_same)
    return fail(ErrorCode::conflict,
                fmt::format("编号 {} 已经是另一条记录；请换一个编号", number(order.fresh)));
  Result<oversight::DrawCheck> check = oversight::check_draw(record);
  if (!check) return tl::unexpected(check.error());
  const auto planned = records_under(held, RecordKind::inspection, known.id);
  if (!planned) return tl::unexpected(planned.error());
  DrawMade made{.draw = {std::move(known), store::Kept::already},
                .drawn = std::move(check->kept),
                .inspections = {},
                .notes = {}};
  for (const KeptRecordOf& one : *planned) {
    Result<store::WholeRecord> whole = held.records().whole_record(RecordId{one.id});
    if (!whole) return tl::unexpected(whole.error());
    made.inspections.push_back({*std::move(whole), store::Kept::already});
  }
  return made;
}

Result<void> check_order(const DrawOrder& order) {
  constexpr int kProjectsMost = 1'000, kOfficersMost = 20;
  if (order.projects < 1 || order.projects > kProjectsMost)
    return fail(ErrorCode::usage,
                fmt::format("要抽的项目数 {} 应在 1 至 {} 之间", order.projects, kProjectsMost));
  if (order.officers_each < 2 || order.officers_each > kOfficersMost)
    return fail(ErrorCode::usage, fmt::format("每个项目的检查人员 {} 应在 2 至 {} 之间",
                                              order.officers_each, kOfficersMost));
  return check_region(order.region);
}

}  // namespace

Result<Strata> strata_in(std::string_view name) {
  if (name.empty()) return Strata::none;
  if (name == "industry" || name == "行业") return Strata::industry;
  if (name == "grade" || name == "等级") return Strata::grade;
  return fail(ErrorCode::usage, fmt::format("分层「{}」不对，可写：industry（行业）、grade（等级）",
                                            shortened(printable(name), 40)));
}

Result<DrawMade> draw_inspections(const access::Principal& who, Moment moment,
                                  const RecordDesk& desk, const DrawOrder& order) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_order(order); !sound) return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (order.fresh != RecordId{}) {
    Result<store::WholeRecord> known = held->records().whole_record(order.fresh);
    if (known) return as_drawn(*held, *std::move(known), order);
    if (known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
  }
  Urn urn;
  if (const auto filled = fill_projects(*held, moment.today, order, urn); !filled)
    return tl::unexpected(filled.error());
  if (const auto filled = fill_officers(desk, order, urn); !filled)
    return tl::unexpected(filled.error());
  const DrawPlan plan = plan_of(order, urn);
  Result<oversight::Drawn> drawn = oversight::draw(plan, urn.projects, urn.officers);
  if (!drawn) return tl::unexpected(drawn.error());
  std::vector<RecordOrder> orders{
      draw_order(order, plan, oversight::lines_of_draw(plan, urn.projects, urn.officers, *drawn))};
  for (const oversight::DrawnProject& one : drawn->projects)
    orders.push_back(inspection_order(order, one, urn));
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, orders);
  if (!kept) return tl::unexpected(kept.error());
  DrawMade made{
      .draw = std::move(kept->front()), .drawn = *std::move(drawn), .inspections = {}, .notes = {}};
  made.notes = notes_of(urn, made.drawn);
  made.inspections.assign(std::make_move_iterator(kept->begin() + 1),
                          std::make_move_iterator(kept->end()));
  return made;
}

Result<DrawChecked> check_draw(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               RecordId draw) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<store::WholeRecord> whole = record_of_kind(*held, RecordKind::draw, draw);
  if (!whole) return tl::unexpected(whole.error());
  Result<oversight::DrawCheck> check = oversight::check_draw(whole->record);
  if (!check) return tl::unexpected(check.error());
  return DrawChecked{*std::move(whole), *std::move(check)};
}

}  // namespace qingxin::app
