// SPDX-License-Identifier: Apache-2.0
#include "rules/agency_agreement.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

AgencyAgreement facts_of(const test::CaseRow& row) {
  AgencyAgreement agreement{
      .name = "大山劳务",
      .has_units_table = test::cell_is(row, "参建单位表", "有", "无"),
      .is_subcontractor = row["类型"] == "专业分包" || row["类型"] == "劳务分包",
      .workers = {},
      .has_column = test::cell_is(row, "代发协议列", "有", "无"),
      .agreed = test::cell_day(row, "代发协议日期")};
  if (test::cell_is(row, "花名册", "有", "无"))
    agreement.workers = test::cell_count(row, "在册工人");
  return agreement;
}

TEST(AgencyAgreement, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/031-X02.md",
                      [](const test::CaseRow& row) { return agency_agreement(facts_of(row)); });
}

TEST(AgencyAgreement, SaysForHowManyNothingWasAgreed) {
  const AgencyAgreement agreement{.name = "大山劳务",
                                  .has_units_table = true,
                                  .is_subcontractor = true,
                                  .workers = 30,
                                  .has_column = true,
                                  .agreed = {}};
  EXPECT_EQ(agency_agreement_because(agreement, agency_agreement(agreement)),
            "分包单位 大山劳务 有 30 名工人在花名册上，没有委托代发协议的日期");
}

}  // namespace
}  // namespace qingxin::rules
