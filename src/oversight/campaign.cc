// SPDX-License-Identifier: Apache-2.0
#include "oversight/campaign.h"

#include <fmt/format.h>

#include <algorithm>

#include "oversight/figure.h"

namespace qingxin::oversight {

namespace {

std::string day_text(Date day) {
  return to_string(day);
}

// A file's days in one year.
class Days {
 public:
  Days(int year, Date from, const law::Calendar& calendar)
      : year_(year), eve_(festival_eve_after(from, calendar)) {}

  Date of(const PlanDay& day) const {
    if (day.of == PlanDay::Of::before_festival) return eve_.value_or(Date{}) - day.days_before;
    const int year = day.of == PlanDay::Of::next_year ? year_ + 1 : year_;
    return day_in(month(year, day.month), static_cast<int>(day.day));
  }
  std::optional<Date> eve() const { return eve_; }

 private:
  int year_;
  std::optional<Date> eve_;
};

bool hangs_on_festival(const CampaignPlan& plan) {
  const auto does = [](const PlanDay& day) { return day.of == PlanDay::Of::before_festival; };
  return does(plan.from) || does(plan.until) ||
         std::ranges::any_of(plan.stages,
                             [&](const auto& one) { return does(one.from) || does(one.until); }) ||
         std::ranges::any_of(plan.tasks, [&](const auto& one) { return does(one.until); }) ||
         (plan.returns && plan.returns->festival_from && does(*plan.returns->festival_from));
}

Line figure_line(std::string_view item, std::string_view note) {
  Line line;
  line.item = item;
  line.note = note;
  return line;
}

void add_returns(const PlannedReturns& returns, const Days& days, PlannedRecord& campaign) {
  campaign.values[Field::subject] = returns.name;
  campaign.values[Field::rhythm] = returns.rhythm;
  campaign.values[Field::due_hour] = std::to_string(returns.due_hour);
  if (!returns.festival_rhythm.empty()) {
    campaign.values[Field::festival_rhythm] = returns.festival_rhythm;
    campaign.values[Field::festival_from] = day_text(days.of(*returns.festival_from));
  }
  for (const std::string& name : returns.figures) {
    const Indicator* indicator = indicator_named(name);
    campaign.lines.push_back(figure_line(indicator == nullptr ? name : indicator->chinese,
                                         "程序预先填数"));
  }
  for (const std::string& name : returns.own)
    campaign.lines.push_back(figure_line(name, "单位自己数"));
}

PlannedRecord campaign_of(const CampaignPlan& plan, int year, const Days& days) {
  PlannedRecord campaign{.kind = RecordKind::campaign,
                         .industry = {},
                         .region_code = {},
                         .values = {{Field::name, fmt::format("{}年{}", year, plan.name)},
                                    {Field::year, std::to_string(year)},
                                    {Field::from, day_text(days.of(plan.from))},
                                    {Field::until, day_text(days.of(plan.until))},
                                    {Field::source, plan.title}},
                         .lines = {}};
  if (!plan.goal.empty()) campaign.values[Field::goal] = plan.goal;
  if (plan.returns) add_returns(*plan.returns, days, campaign);
  return campaign;
}

constexpr std::int64_t kCampaign = -1;  // the first of the list

// Its place in the list, as a parent is written.
std::int64_t place_of_next(const std::vector<PlannedRecord>& records) {
  return -static_cast<std::int64_t>(records.size()) - 1;
}

void add_stages(const CampaignPlan& plan, const Days& days, std::vector<PlannedRecord>& records,
                std::map<std::string, std::int64_t>& stages) {
  for (const PlannedStage& stage : plan.stages) {
    stages[stage.name] = place_of_next(records);
    PlannedRecord record{.kind = RecordKind::stage,
                         .parent = kCampaign,
                         .industry = {},
                         .region_code = {},
                         .values = {{Field::name, stage.name},
                                    {Field::from, day_text(days.of(stage.from))},
                                    {Field::until, day_text(days.of(stage.until))}},
                         .lines = {}};
    if (!stage.goal.empty()) record.values[Field::goal] = stage.goal;
    records.push_back(std::move(record));
  }
}

// Also the ones that nobody has registered: they stand there without a unit, and it is said.
void add_members(const CampaignPlan& plan, std::span<const MemberUnit> units, CampaignDraft& draft) {
  for (const PlannedMember& member : plan.members) {
    bool is_there = false;
    const auto add = [&](std::string name, std::int64_t unit) {
      draft.records.push_back({.kind = RecordKind::member,
                               .parent = kCampaign,
                               .addressee = unit,
                               .industry = member.industry,
                               .region_code = {},
                               .values = {{Field::name, std::move(name)},
                                          {Field::duty, member.duty}},
                               .lines = {}});
    };
    for (const MemberUnit& unit : units) {
      if (unit.member != member.name) continue;
      is_there = true;
      add(unit.name, unit.unit);
    }
    if (is_there) continue;
    add(member.name, 0);
    draft.notes.push_back(fmt::format(
        "单位名册里没有「{}」一类的单位，任务和报表没有交给它；登记以后再补", member.name));
  }
}

void add_tasks(const CampaignPlan& plan, std::span<const MemberUnit> units, const Days& days,
               const std::map<std::string, std::int64_t>& stages, CampaignDraft& draft) {
  for (const PlannedTask& task : plan.tasks)
    for (const MemberUnit& unit : units) {
      if (std::ranges::find(task.members, unit.member) == task.members.end()) continue;
      const auto member = std::ranges::find(plan.members, unit.member, &PlannedMember::name);
      draft.records.push_back({.kind = RecordKind::task,
                               .parent = stages.at(task.stage),
                               .addressee = unit.unit,
                               .industry = member->industry,
                               .region_code = {},
                               .values = {{Field::content, task.content},
                                          {Field::until, day_text(days.of(task.until))}},
                               .lines = {}});
    }
}

void note_festival(std::optional<Date> eve, const law::Calendar& calendar,
                   std::vector<std::string>& notes) {
  if (eve && !calendar.is_published(year_of(*eve)))
    notes.push_back(fmt::format(
        "{} 年的放假安排还没有公布，春节前最后一天暂定为 {}，公布以后请核对各个日期", year_of(*eve),
        day_text(*eve)));
}

}  // namespace

Result<CampaignDraft> draft_of(const CampaignPlan& plan, int year,
                               std::span<const MemberUnit> units, const law::Calendar& calendar) {
  const Date begins = Days(year, date(year, 1, 1), calendar).of(plan.from);
  const Days days(year, begins, calendar);
  if (hangs_on_festival(plan) && !days.eve())
    return fail(ErrorCode::not_published,
                fmt::format("{} 年春节的日子还没有，请先补上 law/calendar/{}.toml", year + 1,
                            year + 1));
  CampaignDraft draft;
  draft.records.push_back(campaign_of(plan, year, days));
  std::map<std::string, std::int64_t> stages;
  add_stages(plan, days, draft.records, stages);
  add_members(plan, units, draft);
  add_tasks(plan, units, days, stages, draft);
  if (hangs_on_festival(plan)) note_festival(days.eve(), calendar, draft.notes);
  return draft;
}

std::vector<Progress> progress_of(std::span<const KeptRecordOf> tasks, ProgressBy by, Date today,
                                  const std::map<std::string, std::string>& names) {
  std::vector<Progress> all;
  const auto key_of = [by](const RecordFace& face) {
    if (by == ProgressBy::industry) return face.industry;
    const std::int64_t id =
        by == ProgressBy::stage ? face.parent : static_cast<std::int64_t>(face.addressee);
    return id == 0 ? std::string{} : std::to_string(id);
  };
  for (const KeptRecordOf& task : tasks) {
    const std::string key = key_of(task.record.face);
    auto found = std::ranges::find(all, key, &Progress::key);
    if (found == all.end()) {
      const auto name = names.find(key);
      const std::string label = name != names.end() ? name->second : key;
      all.push_back({.key = key, .label = label.empty() ? "没有写明" : label});
      found = all.end() - 1;
    }
    if (task.record.state == RecordState::cancelled) {
      ++found->cancelled;
      continue;
    }
    ++found->of;
    if (task.record.state == RecordState::done) ++found->done;
    if (task.record.state == RecordState::reported) ++found->waiting;
    if (is_overdue(task.record, today)) ++found->overdue;
  }
  return all;
}

}  // namespace qingxin::oversight
