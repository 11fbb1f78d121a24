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
