// SPDX-License-Identifier: Apache-2.0
#include "rules/dispute_stops_no_wages.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

DisputedProject facts_of(const test::CaseRow& row) {
  DisputedProject project{.has_disputes_table = test::cell_is(row, "争议表", "有", "无"),
                          .has_ended_column = test::cell_is(row, "结束日期列", "有", "无"),
                          .disputes = {},
                          .stopped = {},
                          .lacks = test::cell_fact(row, "F05 缺")};
  const std::vector<Date> opened = test::cell_days(row, "争议开始日期");
  const std::vector<Date> ended = test::cell_days(row, "争议结束日期");
  for (std::size_t i = 0; i < opened.size(); ++i)
    project.disputes.push_back(
        {.opened = opened[i], .ended = i < ended.size() ? std::optional{ended[i]} : std::nullopt});
  const law::Certainty certainty = test::cell_is(row, "起算日暂定", "是", "否")
                                       ? law::Certainty::provisional
                                       : law::Certainty::firm;
  for (const Date since : test::cell_days(row, "人工费逾期起算日"))
    project.stopped.push_back({since, true, certainty});
  for (const Date since : test::cell_days(row, "工资逾期起算日"))
    project.stopped.push_back({since, false, certainty});
  if (!project.lacks) project.lacks = test::cell_fact(row, "W01 缺");
  return project;
}

TEST(DisputeStopsNoWages, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/035-F07.md", [](const test::CaseRow& row) {
    return dispute_stops_no_wages(facts_of(row));
  });
}

TEST(DisputeStopsNoWages, SaysWhatStoppedInWhichDispute) {
  DisputedProject project{
      .has_disputes_table = true,
      .has_ended_column = true,
      .disputes = {{.opened = date(2026, 8, 1), .ended = date(2026, 10, 31)}},
      .stopped = {{date(2026, 9, 16)}, {date(2026, 9, 11), true}, {date(2026, 7, 1), true}},
      .lacks = {}};
  EXPECT_EQ(dispute_stops_no_wages_because(project, dispute_stops_no_wages(project)),
            "争议 2026-08-01 开始，2026-10-31 结束；争议期间 1 期人工费到期没有足额拨付，1 "
            "人月工资逾期，最早的自 2026-09-11 起");
  project.disputes[0].ended.reset();
  project.stopped = {{date(2026, 9, 16)}};
  EXPECT_EQ(dispute_stops_no_wages_because(project, dispute_stops_no_wages(project)),
            "争议 2026-08-01 开始，尚未结束；争议期间 1 人月工资逾期，最早的自 2026-09-16 起");
}

}  // namespace
}  // namespace qingxin::rules
