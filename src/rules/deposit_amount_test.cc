// SPDX-License-Identifier: Apache-2.0
#include "rules/deposit_amount.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// "1.5%" in hundredths of a percent.
std::optional<std::int64_t> cell_percent(const test::CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.empty()) return std::nullopt;
  return parse_money(cell.substr(0, cell.find('%'))).value().fen;
}

std::optional<bool> cell_answer(const test::CaseRow& row, std::string_view column) {
  if (row[column].empty()) return std::nullopt;
  return test::cell_is(row, column, "是", "否");
}

DepositAmount deposit_of(const test::CaseRow& row) {
  DepositAmount deposit{.has_deposits_table = test::cell_is(row, "保证金表", "有", "无"),
                        .is_exempted = test::cell_is(row, "免存文号", "有", "无"),
                        .perhaps_exempted = {},
                        .contract_amount = test::cell_money(row, "合同额"),
                        .terms = {.rate = cell_percent(row, "存储比例"),
                                  .parallel_rate = cell_percent(row, "多项目比例"),
                                  .down_2y = cell_percent(row, "两年降幅"),
                                  .up = cell_percent(row, "欠薪增幅"),
                                  .up_listed = cell_percent(row, "失信增幅"),
                                  .cap = test::cell_money(row, "上限"),
                                  .exempt_below = test::cell_money(row, "免存限额"),
                                  .exempt_3y = cell_answer(row, "三年免存")},
                        .history = {.clean_years = test::cell_count(row, "无欠薪年数"),
                                    .arrears_in_two_years = cell_answer(row, "前两年欠薪"),
                                    .listed = cell_answer(row, "失信名单"),
                                    .parallel_projects = test::cell_count(row, "在建数")},
                        .valid = test::cell_money(row, "现金").value_or(Money{}),
                        .perhaps_more = {}};
  const std::optional<Money> guarantee = test::cell_money(row, "保函");
  const std::optional<Date> expires = test::cell_day(row, "保函到期日");
  if (guarantee && !expires) deposit.perhaps_more = MissingFact{"deposits", "expires"};
  if (guarantee && expires && *expires >= *test::cell_day(row, "截至日"))
    deposit.valid += *guarantee;
  return deposit;
}

TEST(DepositAmount, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-65/011-D02.md",
                      [](const test::CaseRow& row) { return deposit_amount(deposit_of(row)); });
}

// A place that has set everything, a contractor of whom nothing is known.
DepositAmount deposit(Money contract, Money valid) {
  return {.has_deposits_table = true,
          .perhaps_exempted = {},
          .contract_amount = contract,
          .terms = {.rate = 150,
                    .parallel_rate = 100,
                    .down_2y = 5'000,
                    .up = 5'000,
                    .up_listed = 10'000,
                    .cap = yuan(5'000'000),
                    .exempt_below = yuan(3'000'000),
                    .exempt_3y = true},
          .history = {},
          .valid = valid,
          .perhaps_more = {}};
}

DepositAmount deposit(Money contract, Money valid, const DepositHistory& history) {
  DepositAmount facts = deposit(contract, valid);
  facts.history = history;
  return facts;
}

std::string sentence(const DepositAmount& facts) {
  return deposit_amount_because(facts, deposit_amount(facts));
}

TEST(DepositAmount, TellsEveryStepOfTheRate) {
  EXPECT_EQ(sentence(deposit(yuan(20'000'000), yuan(100'000), {0, false, false, 1})),
            "合同额 20,000,000.00 元，存储比例 1.5%，应存 300,000.00 元"
            "；现金和有效保函合计 100,000.00 元，少 200,000.00 元");
  EXPECT_EQ(sentence(deposit(yuan(20'000'000), yuan(50'000), {2, false, false, 3})),
            "合同额 20,000,000.00 元，存储比例 1.5%，同一地区在建 3 个，按 1%"
            "，连续 2 年未欠薪，下调 50%，为 0.5%，应存 100,000.00 元"
            "；现金和有效保函合计 50,000.00 元，少 50,000.00 元");
  EXPECT_EQ(sentence(deposit(yuan(400'000'000), yuan(1), {0, true, false, 1})),
            "合同额 400,000,000.00 元，存储比例 1.5%，存储前两年内有欠薪，上调 50%，为 2.25%"
            "，已上调，不受当地上限限制，应存 9,000,000.00 元"
            "；现金和有效保函合计 1.00 元，少 8,999,999.00 元");
  EXPECT_EQ(sentence(deposit(yuan(400'000'000), yuan(1), {0, false, true, 1})),
            "合同额 400,000,000.00 元，存储比例 1.5%，列入失信名单，上调 100%，为 3%"
            "，已上调，不受当地上限限制，应存 12,000,000.00 元"
            "；现金和有效保函合计 1.00 元，少 11,999,999.00 元");
  EXPECT_EQ(sentence(deposit(yuan(400'000'000), yuan(1), {0, false, false, 1})),
            "合同额 400,000,000.00 元，存储比例 1.5%，不超过当地上限 5,000,000.00 元"
            "，应存 5,000,000.00 元；现金和有效保函合计 1.00 元，少 4,999,999.00 元");
}

// Nobody is asked for the fraction of a fen.
TEST(DepositAmount, RoundsDown) {
  const DepositHistory history{0, false, false, 1};
  const Money contract{333'333'333};  // 1.5 %: 4,999,999.995 fen
  EXPECT_EQ(deposit_amount(deposit(contract, {4'999'999}, history)).verdict, Verdict::complies);
  EXPECT_EQ(deposit_amount(deposit(contract, {4'999'998}, history)).amount, Money{1});
}

TEST(DepositAmount, NeverGoesBelowHalfAPercentForSeveralProjects) {
  DepositAmount facts = deposit(yuan(20'000'000), yuan(99'999), {0, false, false, 2});
  facts.terms.parallel_rate = 30;
  EXPECT_EQ(deposit_amount(facts).amount, yuan(1));
}

// Whatever the history was, a fifth of a percent is too little, unless it exempts.
TEST(DepositAmount, SaysTheLeastWhereTheHistoryIsNotKnownAndChangesNothing) {
  DepositAmount facts = deposit(yuan(20'000'000), yuan(40'000));
  EXPECT_EQ(test::in_words(deposit_amount(facts).missing), "工资保证金·无欠薪年数");
  facts.terms.exempt_3y = false;
  EXPECT_EQ(deposit_amount(facts).amount, yuan(60'000));
  EXPECT_EQ(sentence(facts),
            "合同额 20,000,000.00 元，存储比例 1.5%，同一地区在建 2 个，按 1%，连续 2 年未欠薪"
            "，下调 50%，为 0.5%，应存 100,000.00 元（没有填的历史情况按最低的算）"
            "；现金和有效保函合计 40,000.00 元，少 60,000.00 元");
}

// A parameter that is not set is asked for only where it is needed.
TEST(DepositAmount, AsksForAParameterThatIsNeeded) {
  DepositAmount facts = deposit(yuan(20'000'000), yuan(200'000), {2, false, false, 2});
  facts.terms = {.rate = 150,
                 .parallel_rate = {},
                 .down_2y = {},
                 .up = {},
                 .up_listed = {},
                 .cap = {},
                 .exempt_below = {},
                 .exempt_3y = {}};
  EXPECT_EQ(test::in_words(deposit_amount(facts).missing), "参数·deposit.parallel_rate");
  facts.history.parallel_projects = 1;
  EXPECT_EQ(test::in_words(deposit_amount(facts).missing), "参数·deposit.down_2y");
  facts.history.clean_years = 3;
  EXPECT_EQ(test::in_words(deposit_amount(facts).missing), "参数·deposit.exempt_3y");
  facts.history.clean_years = 0;
  EXPECT_EQ(deposit_amount(facts).amount, yuan(100'000));
  facts.history.listed = true;
  EXPECT_EQ(test::in_words(deposit_amount(facts).missing), "参数·deposit.up_listed");
}

TEST(DepositAmount, IsNotAskedForBeforeItHadToBeStored) {
  DepositAmount facts = deposit(yuan(20'000'000), {}, {0, false, false, 1});
  EXPECT_EQ(deposit_amount(facts).verdict, Verdict::violates);
  facts.is_not_due = true;
  EXPECT_EQ(deposit_amount(facts).verdict, Verdict::not_applicable);
}

}  // namespace
}  // namespace qingxin::rules
