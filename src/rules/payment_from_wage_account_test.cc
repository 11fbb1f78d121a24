// SPDX-License-Identifier: Apache-2.0
#include "rules/payment_from_wage_account.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(PaymentFromWageAccount, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-W06.md", [](const test::CaseRow& row) {
    return payment_from_wage_account(
        {.wage_accounts = test::cell_count(row, "专户数"),
         .from_elsewhere = test::cell_money(row, "专户外转出").value(),
         .in_cash = test::cell_money(row, "现金").value(),
         .without_source = test::cell_count(row, "付款账号不明笔数").value()});
  });
}

std::string sentence(const PaymentSources& sources) {
  return payment_from_wage_account_because(sources, payment_from_wage_account(sources));
}

TEST(PaymentFromWageAccount, SaysWhereTheMoneyCameFrom) {
  EXPECT_EQ(sentence({.wage_accounts = 1, .from_elsewhere = yuan(3'000), .in_cash = yuan(2'000)}),
            "本月工资 3,000.00 元由专户以外的账户转出，2,000.00 "
            "元以现金发放，未经本项目农民工工资专用账户");
  EXPECT_EQ(sentence({.wage_accounts = 1, .from_elsewhere = {}, .in_cash = yuan(2'000)}),
            "本月工资 2,000.00 元以现金发放，未经本项目农民工工资专用账户");
}

}  // namespace
}  // namespace qingxin::rules
