// SPDX-License-Identifier: Apache-2.0
#include "rules/minimum_wage.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

ComparedWage wage_in(const test::CaseRow& row) {
  ComparedWage wage;
  wage.has_payroll_table = row["案例"] != "没有工资表";
  const std::string& basis = row["计酬方式"];
  if (!basis.empty()) wage.is_hourly = basis == "时";
  wage.gross = test::cell_money(row, "应发");
  wage.overtime = test::cell_money(row, "加班工资");
  wage.allowances = test::cell_money(row, "津贴");
  wage.half_days = test::cell_half_days(row, "工资表天数");
  if (!wage.half_days)
    if (const std::optional<int> attended = test::cell_count(row, "考勤天数"))
      wage.half_days = *attended * 2;
  if (const std::optional<int> half_hours = test::cell_half_days(row, "工时"))
    wage.hours_hundredths = *half_hours * 50;
  wage.minimum = test::cell_money(row, wage.is_hourly.value_or(false) ? "小时标准" : "月标准");
  return wage;
}

TEST(MinimumWage, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/zdgz-2004/012-W11.md",
                      [](const test::CaseRow& row) { return minimum_wage(wage_in(row)); });
}

std::string sentence(const ComparedWage& wage) {
  return minimum_wage_because(wage, minimum_wage(wage));
}

TEST(MinimumWage, ShowsEachStepOfTheSum) {
  ComparedWage wage{.is_hourly = false,
                    .gross = yuan(1'500),
                    .overtime = yuan(400),
                    .allowances = yuan(100),
                    .half_days = 21,
                    .hours_hundredths = 1'050,
                    .minimum = yuan(2'200)};
  EXPECT_EQ(sentence(wage),
            "应发 1,500.00 元，减加班工资 400.00 元、津贴 100.00 元后为 1,000.00 元；月最低工资 "
            "2,200.00 元 × 10.5 日 ÷ 21.75 日 = 1,062.07 元，少 62.07 元");
  wage.half_days = 52;
  EXPECT_EQ(
      sentence(wage),
      "应发 1,500.00 元，减加班工资 400.00 元、津贴 100.00 元后为 1,000.00 元；出勤 26 日，按足月"
      "计，月最低工资 2,200.00 元，少 1,200.00 元");
  wage.is_hourly = true;
  wage.minimum = yuan(100);
  EXPECT_EQ(sentence(wage),
            "应发 1,500.00 元，减加班工资 400.00 元、津贴 100.00 元后为 1,000.00 元；小时最低工资 "
            "100.00 元 × 10.5 小时 = 1,050.00 元，少 50.00 元");
}

}  // namespace
}  // namespace qingxin::rules
