// SPDX-License-Identifier: Apache-2.0
#include "rules/attendance_on_payroll.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AttendanceOnPayroll, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-W17.md", [](const test::CaseRow& row) {
    return attendance_on_payroll(
        {.attended_days = test::cell_count(row, "考勤天数"),
         .payroll_lines = test::cell_count(row, "工资表行数"),
         .payroll_half_days = test::cell_half_days(row, "工资表天数"),
         .days_in_month = test::cell_count(row, "当月天数").value(),
         .tolerance_half_days = test::cell_half_days(row, "容差").value(),
         .days_after_left = test::cell_count(row, "退场后考勤").value(),
         .employer_has_payroll = test::cell_is(row, "用工单位有工资表", "是", "否"),
         .pay_date = test::cell_pay_date(row),
         .as_of = test::cell_day(row, "截至日").value()});
  });
}

std::string sentence(const DaysCompared& days) {
  return attendance_on_payroll_because(days, attendance_on_payroll(days));
}

TEST(AttendanceOnPayroll, SaysInWhichOfFourWaysTheyDiffer) {
  DaysCompared days;
  days.attended_days = 26;
  days.payroll_lines = 1;
  days.payroll_half_days = 51;
  days.days_in_month = 30;
  days.pay_date = law::previous_working_day(date(2026, 11, 13), test::shipped_calendar());
  days.as_of = date(2026, 11, 22);
  EXPECT_EQ(sentence(days), "考勤 26 日，工资表 25.5 日");
  days.payroll_half_days = 61;
  EXPECT_EQ(sentence(days), "工资表记 30.5 日，超过当月 30 日");
  days.payroll_half_days = 52;
  days.days_after_left = 2;
  EXPECT_EQ(sentence(days), "退场之后仍有 2 日考勤");
  days.days_after_left = 0;
  days.payroll_lines = 0;
  EXPECT_EQ(sentence(days), "有 26 日考勤，当月工资表无此人");
}

}  // namespace
}  // namespace qingxin::rules
