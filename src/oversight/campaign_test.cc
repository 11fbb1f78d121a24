// SPDX-License-Identifier: Apache-2.0
#include "oversight/campaign.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/law.h"
#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using test::RecordStory;
using A = RecordActor;
using K = RecordKind;
using S = RecordState;
using T = RecordStep;

const law::Calendar& calendar() {
  static const law::Law kLaw = law::load(std::nullopt, std::nullopt).value();
  return kLaw.calendar;
}

bool says(const std::vector<std::string>& notes, std::string_view words) {
  return std::ranges::any_of(
      notes, [&](const std::string& note) { return note.find(words) != note.npos; });
}

std::vector<const PlannedRecord*> of_kind(const CampaignDraft& draft, K kind) {
  std::vector<const PlannedRecord*> found;
  for (const PlannedRecord& record : draft.records)
    if (record.kind == kind) found.push_back(&record);
  return found;
}

const std::vector<MemberUnit>& bodies() {
  static const std::vector<MemberUnit> kBodies{{"人社", 21, "平川县人社局"},
                                               {"住建", 22, "平川县住建局"},
                                               {"街道乡镇", 23, "城关街道办事处"},
                                               {"街道乡镇", 24, "石桥镇人民政府"}};
  return kBodies;
}

TEST(PlanDay, IsOfTheYearTheNextOrBeforeTheFestival) {
  EXPECT_EQ(plan_day_in("11-20")->month, 11U);
  EXPECT_EQ(plan_day_in("次年 01-05")->of, PlanDay::Of::next_year);
  EXPECT_EQ(plan_day_in("春节前 20")->days_before, 20);
  for (const std::string_view wrong :
       {"", "11-31", "13-01", "1-5", "次年01-05", "春节前 -1", "春节前 999", "春节"})
    EXPECT_FALSE(plan_day_in(wrong)) << wrong;
}

TEST(Winter, HasItsStagesMembersTasksAndReturns) {
  const Result<CampaignPlan> plan = find_campaign_plan("winter");
  ASSERT_TRUE(plan) << plan.error().message;
  const Result<CampaignDraft> draft = draft_of(*plan, 2026, bodies(), calendar());
  ASSERT_TRUE(draft) << draft.error().message;
  const Values& campaign = draft->records.front().values;
  EXPECT_EQ(text_of(campaign, Field::from), "2026-11-20");
  EXPECT_EQ(text_of(campaign, Field::until), "2027-02-04");  // the eve of the festival of 2027
  EXPECT_EQ(text_of(campaign, Field::festival_from), "2027-01-15");
  EXPECT_EQ(text_of(campaign, Field::rhythm), "weekly");
  EXPECT_EQ(draft->records.front().lines.size(), 6U);
  EXPECT_EQ(draft->records.front().lines[0].item, "新收线索");
  EXPECT_EQ(of_kind(*draft, K::stage).size(), 4U);
  EXPECT_EQ(of_kind(*draft, K::member).size(), 6U);  // four units, two kinds without one
  for (const PlannedRecord* member : of_kind(*draft, K::member)) EXPECT_EQ(member->parent, -1);
  // 4 of 宣传, 1 and 2 of 自查, 2 of 执法检查, 4 of 整改提高.
  const std::vector<const PlannedRecord*> tasks = of_kind(*draft, K::task);
  EXPECT_EQ(tasks.size(), 13U);
  for (const PlannedRecord* task : tasks) {
    EXPECT_NE(task->addressee, 0);
    EXPECT_EQ(draft->records[static_cast<std::size_t>(-task->parent) - 1].kind, K::stage);
  }
  for (const PlannedRecord& record : draft->records)
    EXPECT_TRUE(check_values(record.kind, record.values)) << text_of(record.values, Field::name);
  EXPECT_TRUE(says(draft->notes, "「交通」"));
  EXPECT_TRUE(says(draft->notes, "暂定为 2027-02-04"));
}

TEST(Winter, IsNotPlannedBeforeItsFestivalIsKnown) {
  const Result<CampaignDraft> draft =
      draft_of(*find_campaign_plan("winter"), 2027, bodies(), calendar());
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().code, ErrorCode::not_published);
  EXPECT_NE(draft.error().message.find("law/calendar/2028.toml"), std::string::npos);
}

TEST(CampaignFile, RefusesWhatItWouldHaveToGuess) {
  const std::string head = R"(title = "试"
source = "试"
checked_on = "2026-11-23"
name = "试"
from = "11-20"
until = "春节前 0"
)";
  const auto refusal = [&](std::string_view more) {
    const Result<CampaignPlan> plan = read_campaign(head + std::string{more}, "试.toml");
    return plan ? std::string{} : plan.error().message;
  };
  EXPECT_EQ(refusal(""), "");
  EXPECT_NE(refusal("days = 3\n").find("days"), std::string::npos);
  EXPECT_NE(refusal("[returns]\nname = \"周报\"\nrhythm = \"hourly\"\n").find("weekly"),
            std::string::npos);
  EXPECT_NE(refusal("[returns]\nname = \"周报\"\nrhythm = \"weekly\"\nfigures = [\"nothing\"]\n")
                .find("没有指标「nothing」"),
            std::string::npos);
  EXPECT_NE(refusal("[[stage]]\nname = \"宣传\"\nfrom = \"11-31\"\nuntil = \"12-01\"\n")
                .find("春节前 20"),
            std::string::npos);
  EXPECT_NE(refusal("[[task]]\nstage = \"宣传\"\nmembers = [\"人社\"]\ncontent = \"讲\"\n"
                    "until = \"11-30\"\n")
                .find("没有这个阶段"),
            std::string::npos);
}

TEST(Moving, KeepsItsDistanceFromTheFestivalAndTheOrderOfDays) {
  // The eves of 2026 and 2027: 354 days from one to the other.
  const Moving moving{.festival = date(2026, 2, 15), .next = date(2027, 2, 4)};
  EXPECT_EQ(moved(date(2025, 11, 20), moving), date(2026, 11, 20));
  EXPECT_EQ(moved(date(2026, 2, 15), moving), date(2027, 2, 4));
  EXPECT_EQ(moved(date(2026, 2, 5), moving), date(2027, 1, 25));
  EXPECT_EQ(moved(date(2026, 1, 18), moving), date(2027, 1, 7));  // four weeks before
  EXPECT_EQ(moved(date(2026, 1, 17), moving), date(2027, 1, 6));  // a year on would pass it
  EXPECT_EQ(moved(date(2026, 4, 30), moving), date(2027, 4, 30));
  Date last = moved(date(2025, 11, 1), moving);
  for (Date day = date(2025, 11, 1); day <= date(2026, 4, 30); day = day + 1) {
    EXPECT_LE(last, moved(day, moving)) << to_string(day);
    last = moved(day, moving);
  }
  EXPECT_EQ(moved(date(2024, 2, 29), {}), date(2025, 2, 28));
}

KeptRecordOf kept(std::int64_t id, K kind, std::int64_t parent, std::int64_t unit, Values values,
                  S state) {
  Record record;
  record.face = {.kind = kind,
                 .parent = parent,
                 .region_code = "990123",
                 .industry = {},
                 .owner = test::kOffice,
                 .addressee = BodyId{unit}};
  record.state = state;
  record.values = std::move(values);
  return {id, std::move(record)};
}

KeptRecordOf last_years() {
  KeptRecordOf campaign = kept(100, K::campaign, 0, 0,
                               {{Field::name, "2025年冬季行动"},
                                {Field::year, "2025"},
                                {Field::from, "2025-11-20"},
                                {Field::until, "2026-02-15"},
                                {Field::festival_from, "2026-01-26"},
                                {Field::basis, "平治欠办〔2025〕3号"},
                                {Field::rhythm, "weekly"},
                                {Field::content, "全县\n上一年的好做法：\n老办法"},
                                {Field::summary, "清零"},
                                {Field::practice, "夜间接访"}},
                               S::closed);
  campaign.record.lines = {
      {.item = "新收线索", .answer = {}, .told = {}, .note = "程序预先填数", .photos = {}}};
  return campaign;
}

TEST(NextCampaign, TakesAlongWhatStandsAndSaysWhatDoesNot) {
  const std::vector<KeptRecordOf> parts{
      kept(101, K::stage, 100, 0,
           {{Field::name, "自查"}, {Field::from, "2025-12-01"}, {Field::until, "2025-12-15"}},
           S::standing),
      kept(102, K::member, 100, 21, {{Field::name, "县人社局"}, {Field::duty, "牵头"}},
           S::standing),
      kept(103, K::member, 100, 22, {{Field::name, "县农机局"}, {Field::duty, "农机"}},
           S::standing),
      kept(104, K::task, 101, 21,
           {{Field::content, "催填自查表"}, {Field::until, "2025-12-15"}, {Field::result, "完成"}},
           S::done),
      kept(105, K::task, 101, 22, {{Field::content, "农机自查"}, {Field::until, "2025-12-15"}},
           S::done),
      kept(106, K::task, 100, 21, {{Field::content, "不办了"}, {Field::until, "2025-12-15"}},
           S::cancelled)};
  const std::vector<EndedBody> ended{{22, "平川县农机局"}};
  const Result<CampaignDraft> next = next_campaign(last_years(), parts, ended, calendar());
  ASSERT_TRUE(next) << next.error().message;
  const Values& campaign = next->records.front().values;
  EXPECT_EQ(text_of(campaign, Field::name), "2026年冬季行动");
  EXPECT_EQ(text_of(campaign, Field::year), "2026");
  EXPECT_EQ(text_of(campaign, Field::from), "2026-11-20");
  EXPECT_EQ(text_of(campaign, Field::until), "2027-02-04");
  EXPECT_EQ(text_of(campaign, Field::festival_from), "2027-01-15");  // twenty days before, again
  EXPECT_EQ(text_of(campaign, Field::earlier), "100");
  EXPECT_EQ(text_of(campaign, Field::content), "全县\n上一年的好做法：\n夜间接访");
  EXPECT_EQ(text_of(campaign, Field::summary), "");
  EXPECT_EQ(text_of(campaign, Field::basis), "");
  ASSERT_EQ(next->records.front().lines.size(), 1U);
  EXPECT_EQ(next->records.front().lines[0].item, "新收线索");

  ASSERT_EQ(next->records.size(), 4U);  // the campaign, a stage, a member, a task
  EXPECT_EQ(text_of(next->records[1].values, Field::until), "2026-12-15");
  EXPECT_EQ(next->records[2].addressee, 21);
  EXPECT_EQ(next->records[3].parent, -2);  // its stage
  EXPECT_EQ(text_of(next->records[3].values, Field::result), "");
  EXPECT_TRUE(says(next->notes, "成员单位「县农机局」，单位「平川县农机局」已经撤销或者退出"));
  EXPECT_TRUE(says(next->notes, "任务「农机自查」"));
  EXPECT_TRUE(says(next->notes, "任务「不办了」，已经取消"));
  EXPECT_TRUE(says(next->notes, "依据文号"));
  EXPECT_TRUE(says(next->notes, "暂定为 2027-02-04"));
}

TEST(NextCampaign, MovesByAYearWhereTheFestivalIsNotKnown) {
  KeptRecordOf campaign = last_years();
  campaign.record.values[Field::year] = "2026";
  campaign.record.values[Field::from] = "2026-11-20";
  campaign.record.values[Field::until] = "2027-02-04";
  campaign.record.values[Field::festival_from] = "2027-01-15";
  const Result<CampaignDraft> next = next_campaign(campaign, {}, {}, calendar());
  ASSERT_TRUE(next) << next.error().message;
  EXPECT_EQ(text_of(next->records.front().values, Field::until), "2028-02-04");
  EXPECT_TRUE(says(next->notes, "2028 年春节的日子还没有"));
}

TEST(Progress, CountsWhatIsDoneAndWhatIsLate) {
  const Values asked{{Field::content, "查"}, {Field::until, "2026-12-15"}};
  const std::vector<KeptRecordOf> tasks{kept(1, K::task, 100, 21, asked, S::done),
                                        kept(2, K::task, 100, 21, asked, S::open),
                                        kept(3, K::task, 101, 22, asked, S::reported),
                                        kept(4, K::task, 101, 22, asked, S::cancelled)};
  const std::vector<Progress> by_unit = progress_of(tasks, ProgressBy::unit, date(2026, 12, 16),
                                                    {{"21", "县人社局"}, {"22", "县住建局"}});
  ASSERT_EQ(by_unit.size(), 2U);
  EXPECT_EQ(by_unit[0].label, "县人社局");
  EXPECT_EQ(by_unit[0].of, 2);
  EXPECT_EQ(by_unit[0].done, 1);
  EXPECT_EQ(by_unit[0].overdue, 1);
  EXPECT_EQ(by_unit[1].of, 1);
  EXPECT_EQ(by_unit[1].waiting, 1);
  EXPECT_EQ(by_unit[1].overdue, 0);  // it was reported
  EXPECT_EQ(by_unit[1].cancelled, 1);
  EXPECT_EQ(progress_of(tasks, ProgressBy::industry, date(2026, 12, 15), {})[0].label, "没有写明");
  EXPECT_EQ(progress_of(tasks, ProgressBy::unit, date(2026, 12, 15), {})[0].overdue, 0);
}

TEST(Summary, SaysWhatNobodyCounted) {
  CampaignFacts facts;
  facts.as_of = date(2026, 2, 16);
  facts.publicity = {kept(1, K::publicity, 100, 0, {{Field::reach, "300"}}, S::standing),
                     kept(2, K::publicity, 100, 0, {}, S::standing)};
  const std::string text = summary_draft(last_years().record, facts);
  EXPECT_NE(text.find("数据截至 2026-02-16"), std::string::npos);
  EXPECT_NE(text.find("活动 2 场，受众 300 人次（另有 1 场没有报人数）"), std::string::npos);
  EXPECT_NE(text.find("没有交办任务"), std::string::npos);
  EXPECT_NE(text.find("没有单位填报，请补写"), std::string::npos);
}

}  // namespace
}  // namespace qingxin::oversight
