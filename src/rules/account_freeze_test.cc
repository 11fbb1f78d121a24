// SPDX-License-Identifier: Apache-2.0
#include "rules/account_freeze.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

AccountFreeze freeze_of(const test::CaseRow& row) {
  AccountFreeze freeze{.frozen = {}, .seized = {}, .first = date(2026, 11, 3), .lacks = {}};
  if (test::cell_is(row, "类型没有写", "是", "否")) freeze.lacks = MissingFact{"movements", "kind"};
  const bool has_memo = test::cell_is(row, "摘要列", "有", "无");
  const auto take = [&](Money& into, std::string_view amount, std::string_view memo) {
    const std::optional<Money> held = test::cell_money(row, amount);
    if (held && has_memo && !is_for_wages(row[memo])) into = *held;
    if (held && !has_memo) freeze.lacks = MissingFact{"movements", "memo"};
  };
  take(freeze.frozen, "冻结", "冻结摘要");
  take(freeze.seized, "扣划", "扣划摘要");
  if (test::cell_is(row, "流水表", "无", "有")) freeze.lacks = MissingFact{"movements", ""};
  return freeze;
}

TEST(AccountFreeze, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/033-A06.md",
                      [](const test::CaseRow& row) { return account_freeze(freeze_of(row)); });
}

TEST(AccountFreeze, SaysHowMuchWasFrozenAndSeized) {
  const AccountFreeze freeze{
      .frozen = yuan(80'000), .seized = yuan(35'000), .first = date(2026, 11, 3), .lacks = {}};
  EXPECT_EQ(account_freeze_because(freeze, account_freeze(freeze)),
            "本月专户被冻结 80,000.00 元，被扣划 35,000.00 元，最早一笔 2026-11-03"
            "，摘要没有写是因本项目工资");
}

}  // namespace
}  // namespace qingxin::rules
