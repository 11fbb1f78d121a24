// SPDX-License-Identifier: Apache-2.0
#include "rules/account_spending.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// Why the receivers of the month's wages cannot be told, as the loop finds it.
std::optional<MissingFact> receivers_lack(const test::CaseRow& row) {
  const bool has_batch = test::cell_money(row, "工资没有对方账号").has_value();
  if (test::cell_is(row, "对方账号列", "无", "有"))
    return has_batch ? std::optional(MissingFact{"movements", "counterparty_account"})
                     : std::nullopt;
  if (!test::cell_money(row, "工资付给别的账户")) return std::nullopt;
  if (test::cell_is(row, "花名册表", "无", "有")) return MissingFact{"roster", ""};
  if (test::cell_is(row, "工资卡号列", "无", "有")) return MissingFact{"roster", "card"};
  return std::nullopt;
}

AccountSpending spending_of(const test::CaseRow& row) {
  const auto sum = [&](std::string_view column) {
    return test::cell_money(row, column).value_or(Money{});
  };
  AccountSpending spending{.withdrawn = sum("提现"),
                           .to_others = sum("工资付给别的账户"),
                           .for_other_ends = sum("保证金") + sum("其他"),
                           .first = date(2026, 11, 3),
                           .lacks = receivers_lack(row)};
  if (spending.lacks) spending.to_others = {};
  if (test::cell_money(row, "类型没有写")) spending.lacks = MissingFact{"movements", "kind"};
  if (test::cell_is(row, "流水表", "无", "有")) spending.lacks = MissingFact{"movements", ""};
  return spending;
}

TEST(AccountSpending, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-53/009-A05.md",
                      [](const test::CaseRow& row) { return account_spending(spending_of(row)); });
}

std::string sentence(Money withdrawn, Money to_others, Money for_other_ends) {
  const AccountSpending spending{.withdrawn = withdrawn,
                                 .to_others = to_others,
                                 .for_other_ends = for_other_ends,
                                 .first = date(2026, 11, 3),
                                 .lacks = {}};
  return account_spending_because(spending, account_spending(spending));
}

TEST(AccountSpending, SaysWhereTheMoneyWent) {
  EXPECT_EQ(sentence(yuan(20'000), {}, {}), "本月专户提现 20,000.00 元，最早一笔 2026-11-03");
  EXPECT_EQ(sentence(yuan(20'000), yuan(6'120), yuan(500)),
            "本月专户提现 20,000.00 元，以工资名义付到不是本项目工人工资卡的账户 6,120.00 元"
            "，支出用于其他用途或者保证金 500.00 元，最早一笔 2026-11-03");
}

}  // namespace
}  // namespace qingxin::rules
