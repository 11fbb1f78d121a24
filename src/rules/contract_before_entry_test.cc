// SPDX-License-Identifier: Apache-2.0
#include "rules/contract_before_entry.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

DateCell date_cell(const test::CaseRow& row, std::string_view column_is_there,
                   std::string_view column) {
  return {.has_column = test::cell_is(row, column_is_there, "有", "无"),
          .date = test::cell_day(row, column)};
}

TEST(ContractBeforeEntry, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/028-L01.md", [](const test::CaseRow& row) {
    return contract_before_entry({.first_attended = test::cell_day(row, "首日考勤"),
                                  .is_on_roster = test::cell_is(row, "在花名册", "是", "否"),
                                  .contract = date_cell(row, "合同日期列", "合同签订日期"),
                                  .registered = date_cell(row, "登记日期列", "实名登记日期")});
  });
}

std::string sentence(const FirstDay& day) {
  return contract_before_entry_because(day, contract_before_entry(day));
}

TEST(ContractBeforeEntry, SaysWhatCameLateOrNever) {
  FirstDay day{.first_attended = date(2026, 3, 2),
               .is_on_roster = true,
               .contract = {.has_column = true, .date = date(2026, 3, 3)},
               .registered = {.has_column = true, .date = {}}};
  EXPECT_EQ(sentence(day), "2026-03-02 已有考勤，2026-03-03 才签订合同，至今未实名登记");
  day.is_on_roster = false;
  EXPECT_EQ(sentence(day), "2026-03-02 已有考勤，花名册中无此人");
}

}  // namespace
}  // namespace qingxin::rules
