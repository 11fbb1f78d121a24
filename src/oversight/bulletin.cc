// SPDX-License-Identifier: Apache-2.0
#include "oversight/bulletin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace qingxin::oversight {

namespace {

using enum IndicatorId;

// What is told first of clues and cases, in each of them.
constexpr std::array kWeekly{
    clues_received,   receipt_on_time,     answered_on_time,        cases_added,
    cases_open,       cases_open_public,   cases_overdue,           people_unpaid,
    amount_unpaid,    cases_cleared,       people_proven_paid,      real_name_update_today,
    manager_presence, supervisor_presence, real_name_update_people, returns_on_time};
constexpr std::array kWeeklyRanked{real_name_update_today, manager_presence, supervisor_presence,
                                   answered_on_time};
constexpr std::array kTenDays{
    clues_received, receipt_on_time, answered_on_time, cases_open,    cases_open_public,
    cases_overdue,  people_unpaid,   amount_unpaid,    cases_cleared, people_proven_paid,
    hazards_open,   orders_open,     returns_on_time};
constexpr std::array kTenDaysRanked{answered_on_time, returns_on_time};
constexpr std::array kMonthly{clues_received,    receipt_on_time,     answered,
                              answered_on_time,  cases_added,         cases_open,
                              cases_open_public, cases_overdue,       people_unpaid,
                              amount_unpaid,     cases_cleared,       people_proven_paid,
                              projects,          register_coverage,   real_name_update_people,
                              manager_presence,  supervisor_presence, gate_coverage,
                              deposit_coverage,  account_coverage,    agency_coverage,
                              board_coverage,    guarantee_coverage,  paid_in_full,
                              arrears_people,    arrears_amount,      arrears_per_thousand,
                              returns_on_time};
constexpr std::array kMonthlyRanked{receipt_on_time, answered_on_time, paid_in_full,
                                    real_name_update_people, arrears_per_thousand};
constexpr std::array kMeeting{cases_open,    cases_open_public, cases_overdue, people_unpaid,
                              amount_unpaid, answered_on_time,  tasks_on_time, returns_on_time,
                              hazards_open,  orders_open,       arrears_people};
constexpr std::array kMeetingRanked{answered_on_time, tasks_on_time};
constexpr std::array kBriefing{cases_open,    cases_open_public,   cases_overdue,
                               people_unpaid, amount_unpaid,       answered_on_time,
                               paid_in_full,  arrears_per_thousand};
constexpr std::array kAssessment{receipt_on_time,   answered,
                                 answered_on_time,  cases_open,
                                 cases_open_public, cases_overdue,
                                 register_coverage, real_name_update_people,
                                 manager_presence,  supervisor_presence,
                                 gate_coverage,     deposit_coverage,
                                 account_coverage,  agency_coverage,
                                 board_coverage,    guarantee_coverage,
                                 paid_in_full,      arrears_per_thousand,
                                 repeat_arrears,    look_back_paid,
                                 satisfaction,      withdrawals,
                                 tasks_on_time,     returns_on_time};
constexpr std::array kAssessmentRanked{answered, paid_in_full, look_back_paid};
constexpr std::array kClosing{
    clues_received,  answered,          answered_on_time,   cases_added,          cases_cleared,
    cases_open,      cases_open_public, people_proven_paid, people_unpaid,        amount_unpaid,
    inspections,     hazards_open,      orders_open,        tasks_on_time,        returns_on_time,
    publicity_reach, paid_in_full,      arrears_people,     arrears_per_thousand, look_back_paid,
    satisfaction};
constexpr std::array kClosingRanked{answered, paid_in_full, tasks_on_time};

constexpr std::array<BlockWords, 4> kReportBlocks{
    {{"一、总体情况"}, {"二、排名情况"}, {"三、主要问题", true}, {"四、下步打算", true}}};
constexpr std::array<BlockWords, 3> kAgendaBlocks{
    {{"一、会议安排", true}, {"二、需要调度的情况"}, {"三、会议议程"}}};
constexpr std::array<BlockWords, 3> kMinutesBlocks{
    {{"一、会议情况"}, {"二、调度时的情况"}, {"三、议定事项"}}};
constexpr std::array<BlockWords, 2> kBriefingBlocks{{{"一、当前情况"}, {"二、提请关注", true}}};
constexpr std::array<BlockWords, 4> kAssessmentBlocks{
    {{"一、组织领导", true}, {"二、指标完成情况"}, {"三、横向比较"}, {"四、存在的不足", true}}};
constexpr std::array<BlockWords, 5> kClosingBlocks{{{"一、总体情况"},
                                                    {"二、工作成效"},
                                                    {"三、各地情况"},
                                                    {"四、好做法", true},
                                                    {"五、存在的问题和下步打算", true}}};

constexpr std::array kKinds = std::to_array<BulletinWords>({
    {BulletinKind::weekly, "weekly", "周报", "根治欠薪工作周报", "本周", "上周", kWeekly,
     kWeeklyRanked, kReportBlocks},
    {BulletinKind::ten_days, "ten_days", "旬报", "根治欠薪工作旬报", "本旬", "上一旬", kTenDays,
     kTenDaysRanked, kReportBlocks},
    {BulletinKind::monthly, "monthly", "月通报", "根治欠薪工作月通报", "本月", "上月", kMonthly,
     kMonthlyRanked, kReportBlocks},
    {BulletinKind::agenda, "agenda", "调度会议程", "根治欠薪工作调度会议程", "本期", "上期",
     kMeeting, kMeetingRanked, kAgendaBlocks},
    {BulletinKind::minutes, "minutes", "调度会纪要", "根治欠薪工作调度会纪要", "本期", "上期",
     kMeeting, kMeetingRanked, kMinutesBlocks},
    {BulletinKind::briefing,
     "briefing",
     "领导专报",
     "根治欠薪工作专报",
     "今年以来",
     "去年同期",
     kBriefing,
     {},
     kBriefingBlocks},
    {BulletinKind::assessment_material, "assessment_material", "考核材料", "根治欠薪工作考核材料",
     "今年以来", "去年同期", kAssessment, kAssessmentRanked, kAssessmentBlocks},
    {BulletinKind::closing_summary, "closing_summary", "专项行动总结", "根治欠薪专项行动总结",
     "行动期间", "去年同期", kClosing, kClosingRanked, kClosingBlocks},
});
static_assert([] {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (static_cast<std::size_t>(kKinds[i].kind) != i + 1) return false;
  return true;
}());

BulletinPeriod ten_days_before(Date day) {
  const Month this_month = month_of(day);
  const unsigned number = day_of_month(day);
  if (number > 20) return {day_in(this_month, 11), day_in(this_month, 20)};
  if (number > 10) return {first_day(this_month), day_in(this_month, 10)};
  return {day_in(this_month - 1, 21), last_day(this_month - 1)};
}

BulletinPeriod month_before(Date day) {
  const Month month = month_of(day) - 1;
  return {first_day(month), last_day(month)};
}

Date year_before(Date day) {
  return day_in(month_of(day) - 12, static_cast<int>(day_of_month(day)));
}

bool has(const Snapshot& snapshot, IndicatorId indicator) {
  return find_cell(snapshot, indicator, By::district, snapshot.region_code) != nullptr;
}

const SnapshotCell* whole_cell(const Snapshot& snapshot, IndicatorId indicator) {
  for (const SnapshotCell& cell : snapshot.cells)
    if (cell.indicator == indicator && cell.by == By::district && cell.code == snapshot.region_code)
      return &cell;
  return nullptr;
}

bool has_before(const Snapshot& snapshot, IndicatorId indicator) {
  const SnapshotCell* cell = whole_cell(snapshot, indicator);
  return cell != nullptr && cell->before.has_value();
}

// Whether there are districts below, of which one could be better than another.
bool is_ranked(const Snapshot& snapshot, IndicatorId indicator) {
  return !ranking_of(snapshot, indicator, snapshot.region_code).ranked.empty();
}

// Clauses of which the figures are there, one after the other.
class Sentence {
 public:
  explicit Sentence(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  // `words` with one {} for the name of the indicator.
  Sentence& say(IndicatorId indicator, std::string_view words) {
    if (!has(*snapshot_, indicator)) return *this;
    if (!text_.empty()) text_ += "，";
    const std::size_t at = words.find("{}");
    text_ += fmt::format("{}{{{}}}{}", words.substr(0, at), indicator_of(indicator).name,
                         words.substr(at + 2));
    return *this;
  }
  std::string end() const { return text_.empty() ? text_ : text_ + "。"; }

 private:
  const Snapshot* snapshot_;
  std::string text_;
};

std::string changes(BulletinKind kind, const Snapshot& snapshot) {
  std::string all;
  for (const IndicatorId id : {cases_open, people_unpaid, amount_unpaid})
    if (has_before(snapshot, id))
      all += fmt::format("{}{}{{{}:change}}", all.empty() ? "" : "，", indicator_of(id).chinese,
                         indicator_of(id).name);
  return all.empty() ? all : fmt::format("与{}相比，{}。", words_of(kind).then, all);
}

std::string gaps(const Snapshot& snapshot) {
  std::string all;
  if (!snapshot.missing.empty()) all += "\n{missing}";
  if (!snapshot.corrections.empty()) all += "\n{corrections}";
  return all;
}

std::string overall(BulletinKind kind, const Snapshot& snapshot) {
  const std::string_view now = words_of(kind).now;
  std::string text = "截至{as_of}，" + Sentence(snapshot)
                                           .say(cases_open, "未清零欠薪案件{}")
                                           .say(people_unpaid, "涉及农民工{}")
                                           .say(amount_unpaid, "未付金额{}")
                                           .say(cases_open_public, "其中政府投资、国企项目{}")
                                           .say(cases_overdue, "超期{}")
                                           .end();
  if (text == "截至{as_of}，") text = "截至{as_of}，没有案件的数。";
  text += changes(kind, snapshot);
  const std::string flow = Sentence(snapshot)
                               .say(clues_received, "新收线索{}")
                               .say(answered, "线索办结率{}")
                               .say(answered_on_time, "按期办结率{}")
                               .say(cases_added, "新立案件{}")
                               .say(cases_cleared, "销账{}")
                               .say(people_proven_paid, "经银行到账或回访证实领到工资的{}")
                               .end();
  if (!flow.empty()) text += fmt::format("{}{}", now, flow);
  return text + gaps(snapshot);
}

std::string rankings(BulletinKind kind, const Snapshot& snapshot) {
  constexpr std::array<std::string_view, 5> kNumbers{"（一）", "（二）", "（三）", "（四）",
                                                     "（五）"};
  std::string text;
  std::size_t said = 0;
  for (const IndicatorId id : words_of(kind).ranked) {
    if (!is_ranked(snapshot, id)) continue;
    check(said < kNumbers.size());
    const std::string_view name = indicator_of(id).name;
    text += fmt::format("{}{}{}。{}{{{}}}。{{{}:best}}{{{}:worst}}{{{}:without}}",
                        text.empty() ? "" : "\n", kNumbers[said++], indicator_of(id).chinese,
                        "总体", name, name, name, name);
  }
  return text.empty() ? std::string{"没有可以排名的下级区划。"} : text;
}

std::string done_so_far(const Snapshot& snapshot) {
  std::string text = Sentence(snapshot)
                         .say(paid_in_full, "按月足额支付率{}")
                         .say(arrears_per_thousand, "每千名工人欠薪{}")
                         .say(look_back_paid, "回头看清偿率{}")
                         .say(satisfaction, "满意度{}")
                         .say(tasks_on_time, "任务按期完成率{}")
                         .say(returns_on_time, "报表按期报送率{}")
                         .end();
  text += Sentence(snapshot)
              .say(inspections, "检查{}")
              .say(hazards_open, "未消除的隐患{}")
              .say(orders_open, "未解除的督办{}")
              .say(publicity_reach, "宣传受众{}")
              .end();
  return text.empty() ? std::string{"没有可用的数。"} : text;
}

// Every indicator of the kind in one line each, for whoever scores.
std::string every_figure(BulletinKind kind, const Snapshot& snapshot) {
  std::string text = overall(kind, snapshot);
  for (const IndicatorId id : words_of(kind).shown)
    if (has(snapshot, id))
      text += fmt::format("\n{}{{{}}}。", indicator_of(id).chinese, indicator_of(id).name);
  return text;
}

std::string agenda(const Snapshot& snapshot) {
  std::string text = "（一）通报情况。治欠办通报截至{as_of}的数。";
  if (has(snapshot, cases_overdue))
    text += "\n（二）逐案调度。超期案件{cases_overdue}逐案过堂。";
  else
    text += "\n（二）逐案调度。未清零案件逐案过堂。";
  return text + "\n（三）议定事项。";
}

}  // namespace

std::span<const BulletinWords> bulletin_kinds() {
  return kKinds;
}

const BulletinWords& words_of(BulletinKind kind) {
  const auto at = static_cast<std::size_t>(kind) - 1;
  check(at < kKinds.size());
  return kKinds[at];
}

std::optional<BulletinKind> bulletin_kind_named(std::string_view name) {
  for (const BulletinWords& words : kKinds)
    if (words.name == name || words.chinese == name) return words.kind;
  return std::nullopt;
}

std::optional<std::size_t> block_named(BulletinKind kind, std::string_view item) {
  const std::span<const BlockWords> blocks = words_of(kind).blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (blocks[i].item == item) return i;
  return std::nullopt;
}

std::optional<BulletinPeriod> period_of(BulletinKind kind, Date day) {
  const Date yesterday = day - 1;
  switch (kind) {
    case BulletinKind::weekly: {
      const Date sunday = day - static_cast<int>(iso_weekday(day));
      return BulletinPeriod{sunday - 6, sunday};
    }
    case BulletinKind::ten_days: return ten_days_before(day);
    case BulletinKind::monthly: return month_before(day);
    case BulletinKind::agenda:
    case BulletinKind::minutes: return BulletinPeriod{day - 7, yesterday};
    case BulletinKind::briefing:
    case BulletinKind::assessment_material:
      return BulletinPeriod{date(year_of(yesterday), 1, 1), yesterday};
    case BulletinKind::closing_summary: break;
  }
  return std::nullopt;
}

BulletinPeriod period_before(BulletinKind kind, BulletinPeriod period) {
  switch (kind) {
    case BulletinKind::weekly:
    case BulletinKind::agenda:
    case BulletinKind::minutes: {
      const int days = period.until - period.from + 1;
      return {period.from - days, period.from - 1};
    }
    case BulletinKind::ten_days: return ten_days_before(period.from);
    case BulletinKind::monthly: return month_before(period.from);
    case BulletinKind::briefing:
    case BulletinKind::assessment_material:
    case BulletinKind::closing_summary: break;
  }
  return {year_before(period.from), year_before(period.until)};
}

std::string default_subject(BulletinKind kind, const Snapshot& snapshot) {
  switch (kind) {
    case BulletinKind::weekly:
    case BulletinKind::ten_days:
    case BulletinKind::monthly:
    case BulletinKind::briefing:
      return has(snapshot, cases_open) ? "未清零欠薪案件{cases_open}" : "欠薪治理情况";
    case BulletinKind::agenda: return "根治欠薪工作调度会议程";
    case BulletinKind::minutes: return "根治欠薪工作调度会纪要";
    case BulletinKind::assessment_material: return "{body}考核材料";
    case BulletinKind::closing_summary: return "{body}专项行动总结";
  }
  check(false);
  return {};
}

std::string default_prose(BulletinKind kind, std::size_t block, const Snapshot& snapshot) {
  check(block < words_of(kind).blocks.size());
  switch (kind) {
    case BulletinKind::weekly:
    case BulletinKind::ten_days:
    case BulletinKind::monthly:
      if (block == 0) return overall(kind, snapshot);
      return block == 1 ? rankings(kind, snapshot) : std::string{};
    case BulletinKind::agenda:
      if (block == 1) return overall(kind, snapshot);
      return block == 2 ? agenda(snapshot) : std::string{};
    case BulletinKind::minutes: return block == 1 ? overall(kind, snapshot) : std::string{};
    case BulletinKind::briefing: return block == 0 ? overall(kind, snapshot) : std::string{};
    case BulletinKind::assessment_material:
      if (block == 1) return every_figure(kind, snapshot);
      return block == 2 ? rankings(kind, snapshot) : std::string{};
    case BulletinKind::closing_summary:
      if (block == 0) return overall(kind, snapshot);
      if (block == 1) return done_so_far(snapshot);
      return block == 2 ? rankings(kind, snapshot) : std::string{};
  }
  check(false);
  return {};
}

}  // namespace qingxin::oversight
