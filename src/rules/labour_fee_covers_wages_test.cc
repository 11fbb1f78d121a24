// SPDX-License-Identifier: Apache-2.0
#include "rules/labour_fee_covers_wages.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(LabourFeeCoversWages, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/024-F06.md", [](const test::CaseRow& row) {
    return labour_fee_covers_wages({.wages_due = test::cell_money(row, "到期工资"),
                                    .has_pay_day = test::cell_is(row, "发薪日已知", "是", "否"),
                                    .received = test::cell_money(row, "累计收入"),
                                    .perhaps = test::cell_money(row, "可能属于本项目").value(),
                                    .as_of = date(2026, 11, 22)});
  });
}

TEST(LabourFeeCoversWages, SaysBothSums) {
  const AccountCover cover{.wages_due = yuan(600'000),
                           .received = yuan(500'000),
                           .perhaps = {},
                           .as_of = date(2026, 11, 22)};
  EXPECT_EQ(labour_fee_covers_wages_because(cover, labour_fee_covers_wages(cover)),
            "截至 2026-11-22 到期应付工资累计 600,000.00 元，专户累计收入 500,000.00 元，差 "
            "100,000.00 元");
}

}  // namespace
}  // namespace qingxin::rules
