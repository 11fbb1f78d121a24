// SPDX-License-Identifier: Apache-2.0
#include "oversight/coverage.h"

#include <gtest/gtest.h>

namespace qingxin::oversight {
namespace {

constexpr Date kDay = date(2026, 11, 23);

PermitFacts permit(std::int64_t id, std::string number, std::string name, std::string firm = "") {
  return {.id = id,
          .number = std::move(number),
          .code = {},
          .name = std::move(name),
          .firm = std::move(firm),
          .firm_code = {},
          .region_code = "990123",
          .industry = {},
          .issued = date(2026, 3, 1),
          .ended = {},
          .source = "平川县住建局"};
}

const std::vector<RegisteredProject> kProjects{
    {1, "990123202603010101", "一号楼", "平川建工", ""},
    {2, "P2", "平川县人民医院（一期）", "平川建工", ""},
    {3, "P3", "青源大桥", "青源路桥", ""},
    {4, "P4", "平川大道", "", ""},
    {5, "P5", "同名工程", "平川建工", ""},
    {6, "P6", "同名工程", "平川建工", ""},
    {7, "P7", "没有许可的工程", "平川建工", ""},
};

PermitMatch match_of(const PermitFacts& one) {
  const Coverage coverage = coverage_of(std::vector<PermitFacts>{one}, kProjects, kDay);
  EXPECT_EQ(coverage.permits.size(), 1U);
  return coverage.permits.empty() ? PermitMatch{} : coverage.permits.front();
}

TEST(Coverage, KnowsAPermitByItsNumber) {
  const PermitMatch match = match_of(permit(1, "990123202603010101", "别的名字"));
  EXPECT_EQ(match.matched, Matched::by_number);
  EXPECT_EQ(match.project, 1);
  EXPECT_TRUE(match.why.empty());
  PermitFacts by_code = permit(2, "X", "别的名字");
  by_code.code = "p2";  // written as people do
  EXPECT_EQ(match_of(by_code).project, 2);
}

TEST(Coverage, OrByItsNameAndItsFirm) {
  EXPECT_EQ(match_of(permit(1, "X", "平川县人民医院(一期)", "平川建工")).project, 2);
  const PermitMatch other = match_of(permit(1, "X", "青源大桥", "平川建工"));
  EXPECT_EQ(other.matched, Matched::missing);
  EXPECT_NE(other.why.find("施工总承包单位不同"), std::string::npos);
}

TEST(Coverage, LeavesToAPersonWhatCouldBeOne) {
  const PermitMatch no_firm = match_of(permit(1, "X", "平川大道", "平川建工"));
  EXPECT_EQ(no_firm.matched, Matched::unclear);
  EXPECT_EQ(no_firm.project, 4);
  const PermitMatch two = match_of(permit(1, "X", "同名工程", "平川建工"));
  EXPECT_EQ(two.matched, Matched::unclear);
  EXPECT_NE(two.why.find("2 个"), std::string::npos);
}

TEST(Coverage, CreditCodesGoBeforeNames) {
  std::vector<RegisteredProject> projects = kProjects;
  projects[2].firm_code = "91990224MA0000002H";
  PermitFacts one = permit(1, "X", "青源大桥", "青源路桥有限公司");
  one.firm_code = "91990224MA0000002H";
  const Coverage coverage = coverage_of(std::vector<PermitFacts>{one}, projects, kDay);
  EXPECT_EQ(coverage.permits.front().matched, Matched::by_name);
}

TEST(Coverage, SaysWhatItIsAShareOf) {
  std::vector<PermitFacts> permits{
      permit(1, "1", "一号楼", "平川建工"), permit(2, "2", "谁也不知道的工程", "平川建工"),
      permit(3, "3", "平川大道", "平川建工"), permit(4, "4", "已经竣工的", "平川建工"),
      permit(5, "5", "后来的", "平川建工")};
  permits[1].issued = date(2026, 11, 1);
  permits[3].ended = kDay;       // of that day on it is not in progress
  permits[4].issued = kDay + 1;  // not yet
  const Coverage coverage = coverage_of(permits, kProjects, kDay);
  EXPECT_EQ(coverage.matched, 1);
  EXPECT_EQ(coverage.missing, 1);
  EXPECT_EQ(coverage.unclear, 1);
  EXPECT_EQ(coverage.ended, 1);
  EXPECT_EQ(coverage.not_begun, 1);
  EXPECT_EQ(coverage.newest, date(2026, 11, 1));
  EXPECT_EQ(coverage.sources, (std::vector<std::string>{"平川县住建局"}));
  EXPECT_EQ(coverage.projects_without_permit, 5);  // all but 1 and what 4 may be
  EXPECT_EQ(coverage.cell(), (Cell{1, 2, 1, 3}));
  EXPECT_EQ(coverage.cell().value(Measure::share), 5'000);
}

TEST(Coverage, OfNoPermitsHasNoShare) {
  const Coverage coverage = coverage_of({}, kProjects, kDay);
  EXPECT_EQ(coverage.cell().value(Measure::share), std::nullopt);
  EXPECT_TRUE(rows_of_coverage(coverage).empty());
}

TEST(Coverage, MakesARowOfEachPermit) {
  const std::vector<PermitFacts> permits{permit(11, "1", "一号楼", "平川建工"),
                                         permit(12, "2", "没有的", "平川建工"),
                                         permit(13, "3", "平川大道", "平川建工")};
  const std::vector<FigureRow> rows = rows_of_coverage(coverage_of(permits, kProjects, kDay));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].figure, (Figure{IndicatorId::register_coverage, std::nullopt, 1, 1, 0}));
  EXPECT_EQ(rows[1].figure, (Figure{IndicatorId::register_coverage, std::nullopt, 0, 1, 0}));
  EXPECT_EQ(rows[2].figure, (Figure{IndicatorId::register_coverage, std::nullopt, 0, 0, 1}));
  EXPECT_EQ(rows[0].of, Of::record);
  EXPECT_EQ(rows[0].id, 11);
}

}  // namespace
}  // namespace qingxin::oversight
