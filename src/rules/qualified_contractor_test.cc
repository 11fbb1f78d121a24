// SPDX-License-Identifier: Apache-2.0
#include "rules/qualified_contractor.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

ContractingParty facts_of(const test::CaseRow& row) {
  const std::string& kind = row["类型"];
  ContractingParty party{.has_units_table = test::cell_is(row, "参建单位表", "有", "无"),
                         .is_contractor = kind != "监理" && kind != "建设单位",
                         .name = "大山劳务",
                         .is_person = kind == "个人",
                         .is_licence_valid = {},
                         .has_qualification_column = test::cell_is(row, "资质列", "有", "无"),
                         .has_qualification = !row["资质"].empty(),
                         .credit_code = row["信用代码"]};
  if (!row["登记状态"].empty()) party.is_licence_valid = row["登记状态"] == "存续";
  return party;
}

TEST(QualifiedContractor, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/036-L08.md",
                      [](const test::CaseRow& row) { return qualified_contractor(facts_of(row)); });
}

TEST(QualifiedContractor, SaysEverythingThatIsWrong) {
  ContractingParty party{.has_units_table = true,
                         .is_contractor = true,
                         .name = "大山劳务",
                         .is_person = false,
                         .is_licence_valid = false,
                         .has_qualification_column = true,
                         .has_qualification = false,
                         .credit_code = "91990123MA3KT5X88F"};
  EXPECT_EQ(qualified_contractor_because(party, qualified_contractor(party)),
            "参建单位 大山劳务："
            "登记状态不是存续，没有资质，统一社会信用代码校验不符，可能录错");
  party.is_person = true;
  party.is_licence_valid.reset();
  party.credit_code.clear();
  EXPECT_EQ(qualified_contractor_because(party, qualified_contractor(party)),
            "参建单位 大山劳务：是个人");
}

}  // namespace
}  // namespace qingxin::rules
