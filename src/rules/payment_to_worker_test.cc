// SPDX-License-Identifier: Apache-2.0
#include "rules/payment_to_worker.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

Match match_in(const test::CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell.starts_with("本人")) return Match::same;
  if (cell.starts_with("他人")) return Match::different;
  check(cell == "不明");
  return Match::unknown;
}

std::string_view in_words(Payee payee) {
  switch (payee) {
    case Payee::the_worker: return "本人";
    case Payee::another_person: return "他人";
    case Payee::not_given: return "不明";
  }
  return "?";
}

const std::string kCases = "law/examples/gwy-724/011-W07.md";

TEST(PaymentToWorker, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table(kCases, [](const test::CaseRow& row) {
    return payment_to_worker({.to_others = test::cell_money(row, "付给他人").value(),
                              .others = test::cell_count(row, "付给他人笔数").value(),
                              .without_payee = test::cell_count(row, "收款人不明笔数").value()});
  });
}

TEST(PaymentToWorker, TellsWhoGotAPayment) {
  int compared = 0;
  for (const test::CaseRow& row : test::read_cases(kCases)) {
    if (!row.cells.contains("付给")) continue;
    SCOPED_TRACE(kCases + ":" + std::to_string(row.line) + " " + row["案例"]);
    EXPECT_EQ(in_words(payee_of(match_in(row, "收款人姓名"), match_in(row, "收款账号"))),
              row["付给"]);
    ++compared;
  }
  EXPECT_EQ(compared, 9);  // each of three answers with each of three
}

TEST(PaymentToWorker, SaysHowMuchWentToOthers) {
  const PaymentReceivers receivers{.to_others = yuan(6'120), .others = 1};
  EXPECT_EQ(payment_to_worker_because(receivers, payment_to_worker(receivers)),
            "本月 1 笔、6,120.00 元工资的收款人或收款账户是他人，不计为已付本人");
}

}  // namespace
}  // namespace qingxin::rules
