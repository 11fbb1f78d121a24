// SPDX-License-Identifier: Apache-2.0
#include "rules/labour_fee_cycle.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// "1.5" months are 150 hundredths.
std::optional<int> hundredths(const std::string& months) {
  if (months.empty()) return std::nullopt;
  return static_cast<int>(parse_money(months).value().fen);
}

TEST(LabourFeeCycle, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/024-F02.md", [](const test::CaseRow& row) {
    return labour_fee_cycle({.cycle_hundredths = hundredths(row["拨付周期月数"]),
                             .due = test::cell_days(row, "应拨日期")});
  });
}

TEST(LabourFeeCycle, SaysWhichInstalmentsAreTooFarApart) {
  LabourFeeCycle cycle{.cycle_hundredths = 150, .due = {}};
  EXPECT_EQ(labour_fee_cycle_because(cycle, labour_fee_cycle(cycle)),
            "合同约定的人工费拨付周期为 1.5 个月，长于一个月");
  cycle = {.cycle_hundredths = 100, .due = {date(2026, 3, 10), date(2026, 4, 11)}};
  EXPECT_EQ(labour_fee_cycle_because(cycle, labour_fee_cycle(cycle)),
            "人工费应拨日 2026-03-10 之后的下一期是 2026-04-11，晚于一个月届满的 2026-04-10");
}

}  // namespace
}  // namespace qingxin::rules
