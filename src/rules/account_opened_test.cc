// SPDX-License-Identifier: Apache-2.0
#include "rules/account_opened.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AccountOpened, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-53/006-A01.md", [](const test::CaseRow& row) {
    return account_opened({.has_accounts_table = test::cell_is(row, "专户表", "有", "无"),
                           .has_opened_column = test::cell_is(row, "开户日期列", "有", "无"),
                           .is_exempt = test::cell_is(row, "低于当地起点", "是", "否"),
                           .exemption_lacks = test::cell_fact(row, "起点缺什么"),
                           .contract_date = test::cell_day(row, "合同签订日期"),
                           .opened = test::cell_day(row, "开户日期"),
                           .as_of = test::cell_day(row, "截至日").value()},
                          test::shipped_calendar());
  });
}

std::string sentence(std::optional<Date> opened) {
  const AccountOpening opening{.has_accounts_table = true,
                               .has_opened_column = true,
                               .exemption_lacks = {},
                               .contract_date = date(2026, 3, 2),
                               .opened = opened,
                               .as_of = date(2026, 11, 22)};
  return account_opened_because(opening, account_opened(opening, test::shipped_calendar()));
}

TEST(AccountOpened, SaysUntilWhenAndWhen) {
  EXPECT_EQ(sentence(date(2026, 4, 4)),
            "施工合同 2026-03-02 签订，专户应在 2026-04-01 前开立（30 日，遇休息日顺延）"
            "，实际 2026-04-04 开立，晚 3 日");
  EXPECT_EQ(sentence(std::nullopt),
            "施工合同 2026-03-02 签订，专户应在 2026-04-01 前开立（30 日，遇休息日顺延）"
            "，截至 2026-11-22 未见开立，已超 235 日");
}

}  // namespace
}  // namespace qingxin::rules
