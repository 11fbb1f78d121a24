// SPDX-License-Identifier: Apache-2.0
#include "rules/account_agreement.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AccountAgreement, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-53/006-A03.md", [](const test::CaseRow& row) {
    return account_agreement({.has_accounts_table = test::cell_is(row, "专户表", "有", "无"),
                              .has_agreement_column = test::cell_is(row, "协议列", "有", "无"),
                              .has_filed_column = test::cell_is(row, "备案列", "有", "无"),
                              .agreement = test::cell_day(row, "三方协议日期"),
                              .opened = test::cell_day(row, "开户日期"),
                              .filed = test::cell_day(row, "备案日期"),
                              .as_of = test::cell_day(row, "截至日").value()},
                             test::shipped_calendar());
  });
}

std::string sentence(std::optional<Date> agreement, std::optional<Date> filed) {
  const AccountAgreement account{.has_accounts_table = true,
                                 .has_agreement_column = true,
                                 .has_filed_column = true,
                                 .agreement = agreement,
                                 .opened = date(2026, 3, 2),
                                 .filed = filed,
                                 .as_of = date(2026, 11, 22)};
  return account_agreement_because(account, account_agreement(account, test::shipped_calendar()));
}

TEST(AccountAgreement, SaysWhatIsNotThereAndUntilWhenItHadToBe) {
  EXPECT_EQ(sentence(std::nullopt, date(2026, 3, 20)), "未见资金管理三方协议");
  EXPECT_EQ(sentence(date(2026, 3, 2), date(2026, 4, 2)),
            "专户 2026-03-02 开立，应在 2026-04-01 前备案（30 日，遇休息日顺延）"
            "，实际 2026-04-02 备案，晚 1 日");
  EXPECT_EQ(
      sentence(std::nullopt, std::nullopt),
      "未见资金管理三方协议；专户 2026-03-02 开立，应在 2026-04-01 前备案（30 日，遇休息日顺延"
      "），截至 2026-11-22 未见备案，已超 235 日");
}

}  // namespace
}  // namespace qingxin::rules
