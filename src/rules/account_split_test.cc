// SPDX-License-Identifier: Apache-2.0
#include "rules/account_split.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AccountSplit, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-53/007-A04.md", [](const test::CaseRow& row) {
    const std::optional<int> projects = test::cell_count(row, "项目数");
    const Money in = test::cell_money(row, "分账累计收入").value_or(Money{});
    const Money out = test::cell_money(row, "分账累计支出").value_or(Money{});
    return account_split({.has_accounts_table = projects.has_value(),
                          .projects = projects.value_or(0),
                          .has_movements_table = test::cell_is(row, "流水表", "有", "无"),
                          .has_project_column = test::cell_is(row, "项目编号列", "有", "无"),
                          .unassigned = test::cell_count(row, "没有写项目的流水").value_or(0),
                          .unassigned_sum = {},
                          .balance = in - out,
                          .as_of = date(2026, 11, 22)});
  });
}

TEST(AccountSplit, SaysWhatIsNotAssignedAndHowMuchTooMuchWentOut) {
  const AccountSplit split{.has_accounts_table = true,
                           .projects = 3,
                           .has_movements_table = true,
                           .has_project_column = true,
                           .unassigned = 2,
                           .unassigned_sum = yuan(30'000),
                           .balance = yuan(-500),
                           .as_of = date(2026, 11, 22)};
  EXPECT_EQ(account_split_because(split, account_split(split)),
            "这个专户用于 3 个项目，2 笔流水共 30,000.00 元没有写明项目"
            "，截至 2026-11-22 本项目支出比收入多 500.00 元");
}

}  // namespace
}  // namespace qingxin::rules
