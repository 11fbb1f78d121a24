// SPDX-License-Identifier: Apache-2.0
#include "rules/own_card.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

Match holder_in(const test::CaseRow& row) {
  if (row["持卡人"].empty()) return Match::unknown;
  return test::cell_is(row, "持卡人", "本人", "他人") ? Match::same : Match::different;
}

TEST(OwnCard, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-L09.md", [](const test::CaseRow& row) {
    return own_card({.has_card_column = test::cell_is(row, "卡号列", "有", "无"),
                     .has_holder_column = test::cell_is(row, "持卡人列", "有", "无"),
                     .number = row["工资卡号"],
                     .holder = holder_in(row),
                     .other_workers = test::cell_count(row, "同卡他人").value()});
  });
}

std::string sentence(const RegisteredCard& card) {
  return own_card_because(card, own_card(card));
}

TEST(OwnCard, SaysWhoseCardItIsNot) {
  RegisteredCard card{.has_card_column = true,
                      .has_holder_column = true,
                      .number = "6222020000001237",
                      .holder = Match::different,
                      .other_workers = 0};
  EXPECT_EQ(sentence(card), "工资卡持卡人不是本人");
  card.other_workers = 2;
  EXPECT_EQ(sentence(card), "工资卡持卡人不是本人，同一张卡登记给了 3 人");
  card.holder = Match::same;
  EXPECT_EQ(sentence(card), "同一张卡登记给了 3 人");
}

}  // namespace
}  // namespace qingxin::rules
