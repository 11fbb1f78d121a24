// SPDX-License-Identifier: Apache-2.0
#include "rules/payroll_sums.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(PayrollSums, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/015-W16.md", [](const test::CaseRow& row) {
    const std::string& absent = row["没有的列"];
    const SumColumns columns{.payroll = test::cell_is(row, "工资表", "有", "无"),
                             .overtime = absent != "加班工资",
                             .allowances = absent != "津贴",
                             .withheld = absent != "代扣",
                             .deducted = absent != "扣款"};
    const auto or_zero = [&](std::string_view column) {
      return test::cell_money(row, column).value_or(Money{});
    };
    const std::vector<LineSums> lines{{.gross = test::cell_money(row, "应发"),
                                       .net = test::cell_money(row, "实发"),
                                       .overtime = or_zero("加班工资"),
                                       .allowances = or_zero("津贴"),
                                       .withheld = or_zero("代扣"),
                                       .deducted = or_zero("扣款")}};
    return payroll_sums(lines, columns);
  });
}

LineSums line(std::int64_t gross, std::int64_t net) {
  LineSums sums;
  sums.gross = yuan(gross);
  sums.net = yuan(net);
  return sums;
}

TEST(PayrollSums, LetsNoLineMakeUpForAnother) {
  const std::vector<LineSums> lines{line(3'000, 3'100), line(3'000, 2'900)};
  EXPECT_EQ(payroll_sums(lines, {}).amount, yuan(200));
}

TEST(PayrollSums, ShowsTheSumOfEachLineThatDiffers) {
  LineSums first = line(6'500, 6'000);
  first.withheld = yuan(300);
  first.deducted = yuan(80);
  LineSums second = line(800, 800);
  second.overtime = yuan(600);
  second.allowances = yuan(300);
  const std::vector<LineSums> lines{first, line(100, 100), second};
  EXPECT_EQ(
      payroll_sums_because(lines, {}, payroll_sums(lines, {})),
      "应发 6,500.00 − 代扣 300.00 − 扣款 80.00 = 6,120.00 元，实发记 6,000.00 元，相差 120.00 "
      "元；加班工资 600.00 + 津贴 300.00 = 900.00 元，大于应发 800.00 元");
}

}  // namespace
}  // namespace qingxin::rules
