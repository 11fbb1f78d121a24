// SPDX-License-Identifier: Apache-2.0
#include "rules/deposit_topped_up.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(DepositToppedUp, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-65/020-D04.md", [](const test::CaseRow& row) {
    return deposit_topped_up({.has_deposits_table = test::cell_is(row, "保证金表", "有", "无"),
                              .has_used_column = test::cell_is(row, "动用列", "有", "无"),
                              .has_topped_up_column = test::cell_is(row, "补足列", "有", "无"),
                              .used = test::cell_day(row, "动用日期"),
                              .used_amount = test::cell_money(row, "动用金额"),
                              .topped_up = test::cell_day(row, "补足日期"),
                              .as_of = test::cell_day(row, "截至日").value()},
                             test::shipped_calendar());
  });
}

std::string sentence(std::optional<Money> amount, std::optional<Date> topped_up) {
  const DepositUse use{.has_deposits_table = true,
                       .has_used_column = true,
                       .has_topped_up_column = true,
                       .used = date(2026, 8, 3),
                       .used_amount = amount,
                       .topped_up = topped_up,
                       .as_of = date(2026, 11, 22)};
  return deposit_topped_up_because(use, deposit_topped_up(use, test::shipped_calendar()));
}

TEST(DepositToppedUp, SaysWhenItWasUsedAndUntilWhenItHadToBeFull) {
  EXPECT_EQ(sentence(yuan(60'000), date(2026, 8, 18)),
            "保证金 2026-08-03 动用 60,000.00 元，应在 2026-08-17 前补足（10 个工作日）"
            "，实际 2026-08-18 补足，晚 1 日");
  EXPECT_EQ(sentence(std::nullopt, std::nullopt),
            "保证金 2026-08-03 动用，应在 2026-08-17 前补足（10 个工作日）"
            "，截至 2026-11-22 未见补足，已超 97 日");
}

}  // namespace
}  // namespace qingxin::rules
