// SPDX-License-Identifier: Apache-2.0
#include "rules/timely_payment.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

WageMonth month_in(const test::CaseRow& row) {
  WageMonth month;
  month.net = test::cell_money(row, "应发");
  month.pay_date = test::cell_pay_date(row);
  month.paid = test::cell_money(row, "已到本人");
  month.paid_in_time = test::cell_money(row, "其中按期").value();
  month.settled = test::cell_day(row, "付清日");
  month.as_of = test::cell_day(row, "截至日").value();
  return month;
}

TEST(TimelyPayment, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/012-W01.md",
                      [](const test::CaseRow& row) { return timely_payment(month_in(row)); });
}

// 6,120 yuan, agreed for Sunday 15 November 2026.
WageMonth november(Money paid) {
  WageMonth month;
  month.net = yuan(6'120);
  month.pay_date = law::previous_working_day(date(2026, 11, 15), test::shipped_calendar());
  month.paid = paid;
  month.as_of = date(2026, 11, 22);
  return month;
}

TEST(TimelyPayment, SaysWhatWasDueAndThatNothingCame) {
  const WageMonth month = november(Money{});
  EXPECT_EQ(timely_payment_because(month, timely_payment(month)),
            "应发 6,120.00 元，应于 2026-11-13（周五）前支付（约定的 2026-11-15 "
            "周日遇休息日或节假日，提前）"
            "，截至 2026-11-22 银行无成功到账记录，已超 9 日");
}

TEST(TimelyPayment, SaysWhatCameLate) {
  WageMonth month = november(yuan(6'120));
  month.paid_in_time = yuan(3'000);
  month.settled = date(2026, 11, 20);
  month.pay_date = law::previous_working_day(date(2026, 11, 13), test::shipped_calendar());
  EXPECT_EQ(timely_payment_because(month, timely_payment(month)),
            "应发 6,120.00 元，应于 2026-11-13（周五）前支付，其中 3,120.00 元到 2026-11-20 "
            "才付清，晚 7 日");
}

TEST(TimelyPayment, SaysThatTheDateIsProvisional) {
  WageMonth month = november(Money{});
  month.pay_date = law::previous_working_day(date(2027, 1, 15), test::shipped_calendar());
  month.as_of = date(2027, 1, 20);
  EXPECT_EQ(timely_payment_because(month, timely_payment(month)),
            "应发 6,120.00 元，应于 2027-01-15（周五）前支付（暂定：放假安排尚未公布）"
            "，截至 2027-01-20 银行无成功到账记录，已超 5 日");
}

}  // namespace
}  // namespace qingxin::rules
