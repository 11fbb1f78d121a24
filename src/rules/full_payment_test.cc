// SPDX-License-Identifier: Apache-2.0
#include "rules/full_payment.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

WageMonth month_in(const test::CaseRow& row) {
  WageMonth month;
  month.net = test::cell_money(row, "应发");
  month.pay_date = test::cell_pay_date(row);
  month.paid = test::cell_money(row, "已到本人");
  month.as_of = test::cell_day(row, "截至日").value();
  return month;
}

TEST(FullPayment, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/012-W02.md",
                      [](const test::CaseRow& row) { return full_payment(month_in(row)); });
}

TEST(FullPayment, SaysWhatCameAndWhatIsShort) {
  WageMonth month;
  month.net = yuan(6'120);
  month.pay_date = law::previous_working_day(date(2026, 11, 13), test::shipped_calendar());
  month.paid = yuan(4'000);
  month.as_of = date(2026, 11, 22);
  EXPECT_EQ(full_payment_because(month, full_payment(month)),
            "应发 6,120.00 元，应于 2026-11-13（周五）前支付，截至 2026-11-22 到账 4,000.00 元，少 "
            "2,120.00 元");
}

}  // namespace
}  // namespace qingxin::rules
