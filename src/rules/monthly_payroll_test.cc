// SPDX-License-Identifier: Apache-2.0
#include "rules/monthly_payroll.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

EmployerMonth employer_month(const test::CaseRow& row) {
  EmployerMonth month;
  month.attended_workers = test::cell_count(row, "出勤人数");
  month.lines = test::cell_count(row, "本单位工资表行数");
  month.has_no_payroll_at_all = row["全项目无工资表"] == "是";
  month.grace_days = test::cell_count(row, "宽限日数");
  month.pay_date = test::cell_pay_date(row);
  month.as_of = test::cell_day(row, "截至日").value();
  return month;
}

SignedLines signed_lines(const test::CaseRow& row) {
  SignedLines lines;
  lines.has_signed_column = test::cell_is(row, "签字列", "有", "无");
  lines.has_payments_table = test::cell_is(row, "代发明细", "有", "无");
  lines.signed_on = test::cell_day(row, "本人确认日期");
  lines.first_paid = test::cell_day(row, "首笔成功付款日");
  lines.pay_date = test::cell_pay_date(row);
  lines.as_of = test::cell_day(row, "截至日").value();
  return lines;
}

// The first table is about an employer, the second about one worker's lines.
TEST(MonthlyPayroll, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-W08.md", [](const test::CaseRow& row) {
    return row.cells.contains("签字列") ? signed_payroll(signed_lines(row))
                                        : monthly_payroll(employer_month(row));
  });
}

law::Deadline middle_of_november() {
  return law::previous_working_day(date(2026, 11, 15), test::shipped_calendar());
}

EmployerMonth november() {
  return {.attended_workers = 30,
          .lines = 0,
          .grace_days = 0,
          .pay_date = middle_of_november(),
          .as_of = date(2026, 11, 22)};
}

TEST(MonthlyPayroll, NeedsTheRosterAndTheDaysOfGrace) {
  EmployerMonth month = november();
  month.has_roster_table = false;
  EXPECT_EQ(monthly_payroll(month).missing, (MissingFact{"roster", ""}));
  month = november();
  month.grace_days.reset();
  EXPECT_EQ(monthly_payroll(month).missing, (MissingFact{"parameter", "payroll.grace_days"}));
}

TEST(MonthlyPayroll, SaysWhoCameAndThatThereIsNoLine) {
  EmployerMonth month = november();
  EXPECT_EQ(monthly_payroll_because(month, monthly_payroll(month)),
            "花名册上有 30 人当月有考勤，工资表没有一行；工资应于 2026-11-13（周五）前支付（约定的 "
            "2026-11-15 周日遇休息日或节假日，提前），截至 2026-11-22 已超 9 日");
  month.grace_days = 5;
  EXPECT_EQ(monthly_payroll_because(month, monthly_payroll(month)),
            "花名册上有 30 人当月有考勤，工资表没有一行；工资应于 2026-11-13（周五）前支付（约定的 "
            "2026-11-15 周日遇休息日或节假日，提前），编表宽限 5 日到 2026-11-18，截至 2026-11-22 "
            "已超 4 日");
}

TEST(MonthlyPayroll, SaysThatNobodySignedOrThatHeSignedLate) {
  SignedLines lines{
      .pay_date = law::previous_working_day(date(2026, 11, 13), test::shipped_calendar()),
      .as_of = date(2026, 11, 22)};
  EXPECT_EQ(signed_payroll_because(lines, signed_payroll(lines)),
            "工资应于 2026-11-13（周五）前支付，截至 2026-11-22 工资表没有本人签字，已超 9 日");
  lines.signed_on = date(2026, 11, 16);
  lines.first_paid = date(2026, 11, 13);
  EXPECT_EQ(signed_payroll_because(lines, signed_payroll(lines)),
            "本人 2026-11-16 才签字确认，第一笔工资 2026-11-13 已到账，晚 3 日");
}

}  // namespace
}  // namespace qingxin::rules
