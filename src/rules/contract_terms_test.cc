// SPDX-License-Identifier: Apache-2.0
#include "rules/contract_terms.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

SettledTerm term(const test::CaseRow& row, std::string_view column, std::string_view cell) {
  if (row[column].empty()) return {};
  return {.has_column = test::cell_is(row, column, "有", "无"), .is_given = !row[cell].empty()};
}

TEST(ContractTerms, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/024-F01.md", [](const test::CaseRow& row) {
    const bool is_main = test::cell_is(row, "合同", "施工", "分包");
    return contract_terms({.subcontractor = is_main ? "" : "大山劳务",
                           .has_table = is_main || test::cell_is(row, "参建单位表", "有", "无"),
                           .measure_cycle = term(row, "计量周期列", "计量周期"),
                           .settle_method = term(row, "结算办法列", "结算办法"),
                           .labour_cycle = term(row, "拨付周期列", "拨付周期月数"),
                           .labour_amount = term(row, "人工费金额列", "人工费金额"),
                           .labour_share = term(row, "人工费占比列", "人工费占比")});
  });
}

TEST(ContractTerms, SaysWhatIsNotSettled) {
  const SettledTerm given{.has_column = true, .is_given = true};
  const SettledTerm blank{.has_column = true};
  const ContractTerms main{.subcontractor = "",
                           .has_table = true,
                           .measure_cycle = blank,
                           .settle_method = given,
                           .labour_cycle = given,
                           .labour_amount = blank,
                           .labour_share = blank};
  EXPECT_EQ(contract_terms_because(main, contract_terms(main)),
            "施工合同没有约定工程款计量周期、人工费用的数额或者占比");
  const ContractTerms sub{.subcontractor = "大山劳务",
                          .has_table = true,
                          .measure_cycle = given,
                          .settle_method = blank,
                          .labour_cycle = {},
                          .labour_amount = {},
                          .labour_share = {}};
  EXPECT_EQ(contract_terms_because(sub, contract_terms(sub)),
            "与 大山劳务 的分包合同没有约定工程款进度结算办法");
}

}  // namespace
}  // namespace qingxin::rules
