// SPDX-License-Identifier: Apache-2.0
#include "rules/settled_at_completion.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

SaidStatus status_in(const test::CaseRow& row) {
  if (row["状态"].empty()) return SaidStatus::nothing;
  return row["状态"] == "完工" ? SaidStatus::finished : SaidStatus::unfinished;
}

TEST(SettledAtCompletion, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/027-W19.md", [](const test::CaseRow& row) {
    CompletedProject project{.has_completed_column = test::cell_is(row, "完工日期列", "有", "无"),
                             .status = status_in(row),
                             .completed = test::cell_day(row, "完工日期"),
                             .unpaid_workers = 1,
                             .as_of = test::cell_day(row, "截至日").value()};
    if (test::cell_is(row, "工资表", "有", "无")) project.net = yuan(1'000'000);
    if (test::cell_is(row, "代发明细", "有", "无")) project.unpaid = test::cell_money(row, "未付");
    return settled_at_completion(project);
  });
}

TEST(SettledAtCompletion, AsksNoDateOfAProjectThatIsSaidToRun) {
  EXPECT_EQ(settled_at_completion({.status = SaidStatus::unfinished}).verdict,
            Verdict::not_applicable);
}

TEST(SettledAtCompletion, SaysHowManyAreNotPaid) {
  const CompletedProject project{.has_completed_column = true,
                                 .status = SaidStatus::finished,
                                 .completed = date(2026, 9, 30),
                                 .net = yuan(1'000'000),
                                 .unpaid = yuan(186'400),
                                 .unpaid_workers = 31,
                                 .as_of = date(2026, 11, 22)};
  EXPECT_EQ(settled_at_completion_because(project, settled_at_completion(project)),
            "项目 2026-09-30 完工，截至 2026-11-22 尚有 31 名工人的工资共 186,400.00 "
            "元没有到账记录");
}

}  // namespace
}  // namespace qingxin::rules
