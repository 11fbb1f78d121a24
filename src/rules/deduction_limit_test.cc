// SPDX-License-Identifier: Apache-2.0
#include "rules/deduction_limit.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

Deductions deductions_in(const test::CaseRow& row) {
  Deductions month;
  month.has_payroll_table = row["案例"] != "没有工资表";
  month.gross = test::cell_money(row, "应发");
  month.net = test::cell_money(row, "实发");
  month.deducted = test::cell_money(row, "扣款");
  if (row["扣款类别"] == "赔偿") month.compensation = *month.deducted;
  month.has_kind_column = row["类别列"] == "有";
  month.minimum = test::cell_money(row, "月最低工资");
  return month;
}

TEST(DeductionLimit, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gzzf-1994/015-W12.md",
                      [](const test::CaseRow& row) { return deduction_limit(deductions_in(row)); });
}

Deductions damages() {
  return {.gross = yuan(2'600),
          .net = yuan(1'600),
          .deducted = yuan(1'000),
          .compensation = yuan(1'000),
          .minimum = yuan(1'700)};
}

// Lines of two employers, one with damages and one without a kind.
TEST(DeductionLimit, AddsWhatHasNoBasisToWhatIsOverTheLimit) {
  Deductions month = damages();
  month.deducted = yuan(1'300);
  EXPECT_EQ(deduction_limit(month).amount, yuan(780));
  EXPECT_EQ(
      deduction_limit_because(month, deduction_limit(month)),
      "扣款 300.00 元没有写明类别或者写明为其他，没有扣款依据；赔偿扣款 1,000.00 元，超过应发 "
      "2,600.00 元的 20%（520.00 元），扣后实发 1,600.00 元低于月最低工资 1,700.00 元；合计超出 "
      "780.00 元");
}

TEST(DeductionLimit, SaysByHowMuch) {
  Deductions month = damages();
  EXPECT_EQ(
      deduction_limit_because(month, deduction_limit(month)),
      "赔偿扣款 1,000.00 元，超过应发 2,600.00 元的 20%（520.00 元），扣后实发 1,600.00 元低于月"
      "最低工资 1,700.00 元，超出 480.00 元");
  month.compensation = Money{};
  EXPECT_EQ(deduction_limit_because(month, deduction_limit(month)),
            "扣款 1,000.00 元没有写明类别或者写明为其他，没有扣款依据");
}

}  // namespace
}  // namespace qingxin::rules
