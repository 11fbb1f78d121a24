// SPDX-License-Identifier: Apache-2.0
#include "rules/written_contract.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(WrittenContract, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/ldhtf/010-L05.md", [](const test::CaseRow& row) {
    return written_contract(
        {.has_roster_table = true,
         .entered = test::cell_day(row, "进场日期"),
         .left = {},
         .contract = {.has_column = test::cell_is(row, "合同日期列", "有", "无"),
                      .date = test::cell_day(row, "合同签订日期")},
         .as_of = test::cell_day(row, "截至日").value()});
  });
}

ContractTerm unsigned_since(Date entered) {
  return {.has_roster_table = true,
          .entered = entered,
          .left = {},
          .contract = {.has_column = true, .date = {}},
          .as_of = date(2026, 11, 22)};
}

TEST(WrittenContract, AsksNothingOfWhoWasGoneWithinTheMonth) {
  ContractTerm term = unsigned_since(date(2026, 3, 2));
  term.left = date(2026, 4, 2);
  EXPECT_EQ(written_contract(term).verdict, Verdict::complies);
  term.left = date(2026, 4, 3);
  EXPECT_EQ(written_contract(term).verdict, Verdict::violates);
}

TEST(WrittenContract, CountsAMonthFromTheFirstDayWithoutMovingIt) {
  const Judgement judgement = written_contract(unsigned_since(date(2026, 9, 3)));
  ASSERT_TRUE(judgement.due);
  EXPECT_EQ(judgement.due->start, date(2026, 9, 3));
  EXPECT_EQ(judgement.due->day, date(2026, 10, 3));  // a holiday
  EXPECT_EQ(judgement.due->day,
            law::deadline(date(2026, 9, 3), kSignContractWithin, test::shipped_calendar()).day);
}

std::string sentence(const ContractTerm& term) {
  return written_contract_because(term, written_contract(term));
}

TEST(WrittenContract, SaysWhenItHadToBeSigned) {
  ContractTerm term = unsigned_since(date(2026, 3, 2));
  EXPECT_EQ(sentence(term),
            "2026-03-02 进场，书面合同（协议）应在 2026-04-02 前签订，截至 2026-11-22 "
            "没有签订记录，已超 234 日");
  term.contract.date = date(2026, 6, 2);
  EXPECT_EQ(sentence(term),
            "2026-03-02 进场，书面合同（协议）应在 2026-04-02 前签订，2026-06-02 才签订，晚 61 日");
}

}  // namespace
}  // namespace qingxin::rules
