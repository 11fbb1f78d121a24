// SPDX-License-Identifier: Apache-2.0
#include "rules/lawful_start.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

std::optional<bool> answer(const test::CaseRow& row, std::string_view column) {
  if (row[column].empty()) return std::nullopt;
  return test::cell_is(row, column, "是", "否");
}

StartOfWork facts_of(const test::CaseRow& row) {
  StartOfWork start{.has_permit_required_column = true,
                    .has_permit_date_column = test::cell_is(row, "许可日期列", "有", "无"),
                    .is_permit_required = answer(row, "需要施工许可"),
                    .permit_date = test::cell_day(row, "施工许可日期"),
                    .start_date = test::cell_day(row, "开工日期"),
                    .has_started = {},
                    .is_funded = answer(row, "资金落实"),
                    .is_government_funded = {},
                    .has_contractor_advance = answer(row, "总包垫资"),
                    .as_of = test::cell_day(row, "截至日").value()};
  if (test::cell_is(row, "开工日期列", "有", "无"))
    start.has_started = start.start_date && *start.start_date <= start.as_of;
  if (!row["资金性质"].empty()) start.is_government_funded = row["资金性质"] == "政府投资";
  return start;
}

TEST(LawfulStart, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/023-F04.md",
                      [](const test::CaseRow& row) { return lawful_start(facts_of(row)); });
}

// A column that no file has tells nothing: not that a permit is needed either.
TEST(LawfulStart, DoesNotTakeAMissingColumnForAnEmptyCell) {
  StartOfWork start{.has_permit_required_column = false,
                    .has_permit_date_column = true,
                    .is_permit_required = {},
                    .permit_date = {},
                    .start_date = date(2026, 3, 2),
                    .has_started = true,
                    .is_funded = true,
                    .is_government_funded = false,
                    .has_contractor_advance = false,
                    .as_of = date(2026, 11, 22)};
  EXPECT_EQ(lawful_start(start).missing, (MissingFact{"projects", "permit_required"}));
  start.permit_date = date(2026, 3, 1);
  EXPECT_EQ(lawful_start(start).verdict, Verdict::complies);
}

TEST(LawfulStart, SaysWhatWasNotThereWhenWorkBegan) {
  const StartOfWork start{.has_permit_required_column = true,
                          .has_permit_date_column = true,
                          .is_permit_required = true,
                          .permit_date = date(2026, 3, 20),
                          .start_date = date(2026, 3, 2),
                          .has_started = true,
                          .is_funded = false,
                          .is_government_funded = true,
                          .has_contractor_advance = true,
                          .as_of = date(2026, 11, 22)};
  EXPECT_EQ(lawful_start_because(start, lawful_start(start)),
            "2026-03-02 开工，施工许可 2026-03-20 "
            "才取得；项目资金没有落实；政府投资项目由施工单位垫资");
}

}  // namespace
}  // namespace qingxin::rules
