// SPDX-License-Identifier: Apache-2.0
#include "rules/wage_slip.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(WageSlip, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/015-W10.md", [](const test::CaseRow& row) {
    WageSlip slip;
    slip.payments = test::cell_count(row, "成功支付笔数");
    slip.has_payroll_table = test::cell_count(row, "工资表行数").has_value();
    slip.has_slip_column = row["清单日期列"] == "有";
    slip.lines = test::cell_count(row, "工资表行数").value_or(0);
    slip.lines_without_slip = test::cell_count(row, "没有清单的行数").value_or(0);
    return wage_slip(slip);
  });
}

std::string sentence(int lines, int lines_without_slip) {
  const WageSlip slip{.payments = 2, .lines = lines, .lines_without_slip = lines_without_slip};
  return wage_slip_because(slip, wage_slip(slip));
}

TEST(WageSlip, SaysThatTheMoneyCameWithoutOne) {
  EXPECT_EQ(sentence(1, 1), "当月工资已成功支付 2 笔，工资表没有工资清单日期");
  EXPECT_EQ(sentence(2, 1), "当月工资已成功支付 2 笔，工资表 2 行里有 1 行没有工资清单日期");
}

}  // namespace
}  // namespace qingxin::rules
