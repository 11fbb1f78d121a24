// SPDX-License-Identifier: Apache-2.0
#include "rules/guarantee_letter.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

GuaranteeLetter term_of(const test::CaseRow& row) {
  const bool is_guarantee = row["方式"] != "现金" && row["方式"] != "免存";
  GuaranteeLetter term{
      .has_deposits_table = test::cell_is(row, "保证金表", "有", "无"),
      .has_guarantee = is_guarantee && test::cell_is(row, "还有更晚到期的", "否", "是"),
      .stored = test::cell_day(row, "存储日期"),
      .expires = test::cell_day(row, "到期日"),
      .planned_end = test::cell_day(row, "计划完工日期"),
      .is_completed = {},
      .as_of = test::cell_day(row, "截至日").value()};
  if (test::cell_is(row, "完工日期列", "有", "无"))
    term.is_completed = test::cell_day(row, "完工日期").has_value();
  return term;
}

TEST(GuaranteeLetter, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-65/015-D03.md",
                      [](const test::CaseRow& row) { return guarantee_letter(term_of(row)); });
}

GuaranteeLetter term(Date expires) {
  return {.has_deposits_table = true,
          .has_guarantee = true,
          .stored = date(2026, 3, 10),
          .expires = expires,
          .planned_end = date(2027, 2, 28),
          .is_completed = false,
          .as_of = date(2026, 11, 22)};
}

std::string sentence(const GuaranteeLetter& facts) {
  return guarantee_letter_because(facts, guarantee_letter(facts));
}

TEST(GuaranteeLetter, SaysWhatItIsMeasuredBy) {
  EXPECT_EQ(sentence(term(date(2027, 3, 9))),
            "到期最晚的保函 2027-03-09 到期，2026-03-10 存储，不满一年（到 2027-03-10）");
  EXPECT_EQ(sentence(term(date(2026, 12, 22))),
            "到期最晚的保函 2026-12-22 到期，2026-03-10 存储，不满一年（到 2027-03-10）"
            "，早于计划完工日期 2027-02-28，距 2026-11-22 只有 30 日，工程还没有完工");
  EXPECT_TRUE(sentence(term(date(2026, 11, 20)))
                  .ends_with("，截至 2026-11-22 已过期 2 日，工程还没有完工"));
}

// Another guarantee, whose end is not given, may run longer.
TEST(GuaranteeLetter, AccusesNobodyWhileAnEndIsNotKnown) {
  GuaranteeLetter facts = term(date(2027, 3, 9));
  facts.has_row_without_end = true;
  EXPECT_EQ(test::in_words(guarantee_letter(facts).missing), "工资保证金·到期日");
  facts.expires = date(2027, 6, 30);
  EXPECT_EQ(guarantee_letter(facts).verdict, Verdict::complies);
}

}  // namespace
}  // namespace qingxin::rules
