// SPDX-License-Identifier: Apache-2.0
#include "rules/deposit_stored.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

DepositStoring storing_of(const test::CaseRow& row) {
  const bool is_exempt_row = test::cell_is(row, "免存", "是", "否");
  const bool has_number = !row["免存文号"].empty();
  return {.has_deposits_table = test::cell_is(row, "保证金表", "有", "无"),
          .has_stored_column = test::cell_is(row, "存储日期列", "有", "无"),
          .has_number_column = test::cell_is(row, "免存文号列", "有", "无"),
          .is_exempted = is_exempt_row && has_number,
          .claims_exemption = is_exempt_row && !has_number,
          .needs_no_permit = row["需要施工许可"] == "否",
          .permit_date = test::cell_day(row, "施工许可日期"),
          .contract_date = test::cell_day(row, "合同签订日期"),
          .stored = test::cell_day(row, "存储日期"),
          .as_of = test::cell_day(row, "截至日").value()};
}

TEST(DepositStored, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/rsb-2021-65/008-D01.md", [](const test::CaseRow& row) {
    return deposit_stored(storing_of(row), test::shipped_calendar());
  });
}

std::string sentence(const DepositStoring& storing) {
  return deposit_stored_because(storing, deposit_stored(storing, test::shipped_calendar()));
}

TEST(DepositStored, SaysFromWhenUntilWhenAndWhen) {
  DepositStoring storing{.has_deposits_table = true,
                         .has_stored_column = true,
                         .has_number_column = true,
                         .permit_date = date(2026, 3, 2),
                         .contract_date = date(2026, 3, 3),
                         .stored = date(2026, 3, 31),
                         .as_of = date(2026, 11, 22)};
  EXPECT_EQ(sentence(storing),
            "施工许可取得于 2026-03-02，工资保证金应在 2026-03-30 前存储（20 个工作日）"
            "，实际 2026-03-31 存储，晚 1 日");
  storing.stored = {};
  storing.needs_no_permit = true;
  storing.claims_exemption = true;
  EXPECT_EQ(
      sentence(storing),
      "不需要施工许可，施工合同签订于 2026-03-03，工资保证金应在 2026-03-31 前存储（20 个工作日"
      "），截至 2026-11-22 未见存储，已超 236 日；写了免存，没有免存文号");
}

}  // namespace
}  // namespace qingxin::rules
