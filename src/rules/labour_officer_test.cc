// SPDX-License-Identifier: Apache-2.0
#include "rules/labour_officer.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// 筹备 or 完工 is what the status says, or what the day of starting tells where there is no status.
bool is_without_work(const test::CaseRow& row) {
  if (!row["状态"].empty()) return row["状态"] == "筹备" || row["状态"] == "完工";
  const std::optional<Date> start = test::cell_day(row, "开工日期");
  return !start || *start > test::cell_day(row, "截至日").value();
}

TEST(LabourOfficer, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/028-L07.md", [](const test::CaseRow& row) {
    return labour_officer({.has_column = test::cell_is(row, "专管员列", "有", "无"),
                           .is_named = !row["劳资专管员"].empty(),
                           .is_without_work = is_without_work(row)});
  });
}

TEST(LabourOfficer, JudgesNoProjectThatMayNotHaveBegun) {
  EXPECT_EQ(labour_officer({.has_column = true, .is_without_work = {}}).missing,
            (MissingFact{"projects", "start_date"}));
}

TEST(LabourOfficer, SaysThatNobodyIsNamed) {
  const LabourOfficer officer{.has_column = true, .is_without_work = false};
  EXPECT_EQ(labour_officer_because(officer, labour_officer(officer)), "项目没有登记劳资专管员");
}

}  // namespace
}  // namespace qingxin::rules
