// SPDX-License-Identifier: Apache-2.0
#include "rules/resent_transfer.h"

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

void add_failure(std::vector<FailedPayment>& failed, const test::CaseRow& row,
                 const std::string& which) {
  const std::optional<Date> day = test::cell_day(row, which + "退票日");
  if (!day) return;
  const int within = test::cell_count(row, "重发工作日").value();
  failed.push_back({.amount = test::cell_money(row, which + "金额").value(),
                    .failed = *day,
                    .resend_by = law::add_working_days(*day, within, test::shipped_calendar())});
}

TEST(ResentTransfer, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/012-W18.md", [](const test::CaseRow& row) {
    std::vector<FailedPayment> failed;
    add_failure(failed, row, "第一笔");
    add_failure(failed, row, "第二笔");
    return resent_transfer(month_in(row), failed);
  });
}

WageMonth november(Money paid) {
  WageMonth month;
  month.net = yuan(6'120);
  month.pay_date = law::previous_working_day(date(2026, 11, 10), test::shipped_calendar());
  month.paid = paid;
  month.as_of = date(2026, 11, 22);
  return month;
}

FailedPayment failed_on(Date day, Money amount) {
  return {.amount = amount,
          .failed = day,
          .resend_by = law::add_working_days(day, 5, test::shipped_calendar())};
}

TEST(ResentTransfer, SaysWhatCameBackAndUntilWhenItHadToGoAgain) {
  const WageMonth month = november(Money{});
  const std::vector failed{failed_on(date(2026, 11, 9), yuan(6'120))};
  EXPECT_EQ(resent_transfer_because(month, failed, resent_transfer(month, failed)),
            "2026-11-09 代发 6,120.00 元失败或退回，应在 2026-11-16 前重发"
            "，截至 2026-11-22 仍有 6,120.00 元未到账");
}

// A failure whose term still runs is not spoken of, wherever it stands in the list.
TEST(ResentTransfer, SpeaksOfTheEarliestOfSeveral) {
  const WageMonth month = november(Money{});
  const std::vector failed{failed_on(date(2026, 11, 20), yuan(500)),
                           failed_on(date(2026, 11, 10), yuan(2'000)),
                           failed_on(date(2026, 11, 9), yuan(1'000))};
  EXPECT_EQ(resent_transfer_because(month, failed, resent_transfer(month, failed)),
            "2026-11-09 代发 1,000.00 元失败或退回，应在 2026-11-16 前重发"
            "（逾期未重发的共 2 笔、3,000.00 元），截至 2026-11-22 仍有 3,000.00 元未到账");
}

}  // namespace
}  // namespace qingxin::rules
