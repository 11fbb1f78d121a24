// SPDX-License-Identifier: Apache-2.0
#include "rules/overtime_limit.h"

#include <gtest/gtest.h>

#include "tests/support/day_hours.h"
#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(OvertimeLimit, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/ldf/038-W14.md", [](const test::CaseRow& row) {
    return overtime_limit(test::cell_hours(row));
  });
}

TEST(OvertimeLimit, NeedsHoursUnlessSevenDaysRun) {
  OvertimeHours hours;
  hours.has_hours_column = false;
  hours.days_in_a_row = 6;
  EXPECT_EQ(overtime_limit(hours).missing, (MissingFact{"attendance", "hours"}));
  hours.days_in_a_row = 7;
  EXPECT_EQ(overtime_limit(hours).verdict, Verdict::violates);
}

TEST(OvertimeLimit, FindsTheLongestRun) {
  EXPECT_EQ(longest_run(0), 0);
  EXPECT_EQ(longest_run(0b1011'1011), 3);
  EXPECT_EQ(longest_run(0x7fff'ffff), 31);
}

// A day that is not asked about gives nothing, not even where its hours would; asking for every day
// whose hours differ from eight, or that is none to work on, gives the same as asking for all.
TEST(OvertimeLimit, AsksOnlyForDaysThatCanHaveOvertime) {
  std::vector<int> hours(31, 800);
  hours[2] = 1'000;
  hours[5] = -1;
  hours[9] = 900;
  const std::uint32_t attended = 0x7fff'ffff & ~(1u << 20);
  const DayKinds kinds{.rest = 1u << 9 | 1u << 12, .statutory = 1u << 12};
  const std::uint32_t asked = 1u << 2 | 1u << 5 | 1u << 9 | 1u << 12;
  const OvertimeHours whole = overtime_hours(attended, hours, kinds, 4);
  const OvertimeHours some = overtime_hours(attended, hours, kinds, 4, asked);
  EXPECT_EQ(some.on_working_days, 200);
  EXPECT_EQ(some.on_rest_days, 900);
  EXPECT_EQ(some.on_statutory_days, 800);
  EXPECT_EQ(some.days_without_hours, 1);
  EXPECT_EQ(some.longest_on, 10);
  EXPECT_EQ(some.days_in_a_row, 24);
  EXPECT_EQ(whole.all(), some.all());
  EXPECT_EQ(whole.days_without_hours, some.days_without_hours);
  EXPECT_EQ(whole.longest_on, some.longest_on);
  EXPECT_EQ(overtime_hours(attended, hours, kinds, 4, asked & ~(1u << 9)).all(), 1'000);
}

TEST(OvertimeLimit, SaysEachLimitThatWasPassed) {
  OvertimeHours hours;
  hours.days_in_a_row = 9;
  EXPECT_EQ(overtime_limit_because(hours, overtime_limit(hours)), "连续 9 日都有考勤，没有休息日");
  hours.on_working_days = 3'350;
  hours.on_rest_days = 400;
  hours.longest = 400;
  hours.longest_on = 7;
  hours.certainty = law::Certainty::provisional;
  EXPECT_EQ(
      overtime_limit_because(hours, overtime_limit(hours)),
      "连续 9 日都有考勤，没有休息日；7 日加班 4 小时，多于 3 小时（暂定：放假安排尚未公布）；当月"
      "加班 37.5 小时，多于 36 小时（暂定：放假安排尚未公布）");
}

}  // namespace
}  // namespace qingxin::rules
