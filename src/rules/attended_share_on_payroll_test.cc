// SPDX-License-Identifier: Apache-2.0
#include "rules/attended_share_on_payroll.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AttendedShareOnPayroll, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-X03.md", [](const test::CaseRow& row) {
    return attended_share_on_payroll(
        {.attended = test::cell_count(row, "出勤人数"),
         .without_line = test::cell_count(row, "其中没有工资表"),
         .has_no_payroll_at_all = test::cell_is(row, "全项目无工资表", "是", "否"),
         .pay_date = test::cell_pay_date(row),
         .as_of = test::cell_day(row, "截至日").value()});
  });
}

TEST(AttendedShareOnPayroll, SaysHowManyAreMissing) {
  const AttendedShare share{
      .attended = 100,
      .without_line = 30,
      .pay_date = law::previous_working_day(date(2026, 11, 13), test::shipped_calendar()),
      .as_of = date(2026, 11, 22)};
  EXPECT_EQ(attended_share_on_payroll_because(share, attended_share_on_payroll(share)),
            "当月 100 人有考勤，其中 30 人不在工资表上，超过 10%");
}

}  // namespace
}  // namespace qingxin::rules
