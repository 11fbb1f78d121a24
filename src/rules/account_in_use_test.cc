// SPDX-License-Identifier: Apache-2.0
#include "rules/account_in_use.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AccountInUse, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/026-A08.md", [](const test::CaseRow& row) {
    return account_in_use(
        {.wage_accounts = test::cell_count(row, "专户数"),
         .attended_people = test::cell_count(row, "出勤人数"),
         .payments_from_it = test::cell_count(row, "专户代发笔数"),
         .wage_outflows = test::cell_count(row, "专户工资支出笔数"),
         .has_no_payroll_at_all = test::cell_is(row, "全项目无工资表", "是", "否"),
         .pay_date = test::cell_pay_date(row),
         .as_of = test::cell_day(row, "截至日").value()});
  });
}

// Later outflows of the account belong to other months: the sentence names the month it looked at.
TEST(AccountInUse, SaysWhichMonthItLookedAt) {
  const AccountUse use{
      .wage_accounts = 1,
      .attended_people = 30,
      .payments_from_it = 0,
      .wage_outflows = 0,
      .pay_date = law::previous_working_day(date(2026, 9, 15), test::shipped_calendar()),
      .as_of = date(2026, 11, 22)};
  EXPECT_EQ(account_in_use_because(use, account_in_use(use)),
            "当月 30 人出勤，工资应于 2026-09-15（周二）前支付"
            "，截至 2026-11-22 专户没有代发过当月工资，2026-09 也没有工资支出");
}

}  // namespace
}  // namespace qingxin::rules
