// SPDX-License-Identifier: Apache-2.0
#include "cli/report_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "tests/support/example_report.h"

namespace qingxin::cli {

namespace {

law::Law example_law() {
  law::Law law;
  law.version = "2026-11-22";
  law::Instrument regulation;
  regulation.id = "gwy-724";
  regulation.short_title = "保障农民工工资支付条例";
  law.instruments["gwy-724"] = regulation;
  return law;
}

std::string told(const verify::Report& report, const TextOrder& order) {
  std::ostringstream out;
  print_report(report, example_law(), order, out);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The lines from the one that begins with `head` up to the next one that is not part of a table.
std::vector<std::string> table_at(const std::string& text, std::string_view head,
                                  std::size_t rows) {
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (lines[at].starts_with(head))
      return {lines.begin() + static_cast<std::ptrdiff_t>(at),
              lines.begin() + static_cast<std::ptrdiff_t>(std::min(at + rows, lines.size()))};
  return {};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST(ReportText, SaysTheConclusionFirst) {
  const std::vector<std::string> lines =
      lines_of(told(test::example_report(), {.version = "1.0.0"}));
  EXPECT_EQ(
      lines[0],
      "清薪 1.0.0   法规数据 2026-11-22   截至 2026-11-23   工资月 2026-09 至 2026-10，报告月 "
      "2026-10");
  EXPECT_EQ(lines[2], "结论  欠薪 2 人  12,240.00 元（1 人金额不详，不在内）");
  EXPECT_EQ(lines[3],
            "      项目 3 个：红 1  橙 0  黄 0  蓝 0  绿 1  灰 1（灰：缺资料，判定不了）");
}

TEST(ReportText, SaysWhatThePayrollLeftOutApartFromTheArrears) {
  verify::Report report = test::example_report();
  EXPECT_FALSE(contains(told(report, {.version = "1.0.0"}), "少算工资"));
  report.totals.underassessed = Money{123456};
  EXPECT_EQ(lines_of(told(report, {.version = "1.0.0"}))[3],
            "      少算工资 1,234.56 元（工资表本身算少了的，不计入欠薪）");
}

TEST(ReportText, MentionsNotesWhereThereAreNoFindings) {
  verify::Report report = test::example_report();
  report.findings.clear();
  report.totals.violations = 0;
  report.notes = {test::example_mismatch()};
  EXPECT_TRUE(contains(told(report, {.version = "1.0.0"}), "，另有蓝色提示 1 条，在 "));
}

TEST(ReportText, AlignsEveryRowOfATable) {
  const std::string text = told(test::example_report(), {.version = "1.0.0"});
  for (const std::vector<std::string>& table :
       {table_at(text, "读入", 3), table_at(text, "五链", 5)}) {
    ASSERT_GT(table.size(), 2u);
    for (const std::string& row : table) EXPECT_EQ(display_width(row), kTextWidth) << row;
  }
}

TEST(ReportText, ShowsNoDataAsUnknownAndBreaksUnderTheirLink) {
  const std::vector<std::string> chain =
      table_at(told(test::example_report(), {.version = "1.0.0"}), "五链", 5);
  ASSERT_EQ(chain.size(), 5u);
  EXPECT_TRUE(
      contains(chain[1], "    98    96      93  661,120.00   400,320.00    57   399,840.00"));
  EXPECT_TRUE(contains(chain[2], "        -2      -3              -260,800.00")) << chain[2];
  EXPECT_TRUE(contains(chain[3], "青石桥加固工程"));
  EXPECT_TRUE(contains(chain[3], "不详  不详"));
  EXPECT_TRUE(contains(chain[4], "-2"));
}

TEST(ReportText, JoinsFindingsOfOneRuleAndProject) {
  const std::string text = told(test::example_report(), {.version = "1.0.0"});
  EXPECT_TRUE(contains(text, "红 W01 工资逾期未付或晚付  "));
  EXPECT_TRUE(contains(text, "  2 人  12,240.00 元  2026-10\n"));
  EXPECT_TRUE(contains(text, "据：工资表.xlsx 第 44 行「实发工资」 等 4 处\n"));
  EXPECT_TRUE(contains(text, "  1 人  金额不详  2026-10\n"));
  EXPECT_FALSE(contains(text, test::kWorker));
}

TEST(ReportText, NamesWhatWouldSettleWhatCouldNotBeJudged) {
  EXPECT_TRUE(contains(told(test::example_report(), {.version = "1.0.0"}),
                       " 灰 青石桥加固工程  缺「代发明细」，判定不了 W01\n"));
}

TEST(ReportText, NeverTurnsUnknownArrearsIntoZero) {
  verify::Report report = test::example_report();
  report.totals.arrears.reset();
  report.totals.arrears_workers.reset();
  const std::string text = told(report, {.version = "1.0.0"});
  EXPECT_TRUE(contains(text, "结论  欠薪 不详：缺工资表或代发明细"));
  EXPECT_FALSE(contains(text, "欠薪 0"));
}

TEST(ReportText, UsesColourOnlyWhenAsked) {
  EXPECT_FALSE(contains(told(test::example_report(), {.version = "1.0.0"}), "\x1b"));
  EXPECT_TRUE(contains(told(test::example_report(), {.version = "1.0.0", .colour = Colour::on}),
                       "\x1b[1;31m红 1\x1b[0m"));
}

TEST(ReportText, KeepsEveryLineWithinItsWidth) {
  verify::Report report = test::example_report();
  report.findings[0].because += "，" + report.findings[0].because;
  report.projects[0].payers[0].why += report.projects[0].payers[0].why;
  for (const std::string& line : lines_of(told(report, {.version = "1.0.0"})))
    EXPECT_LE(display_width(line), kTextWidth) << line;
}

TEST(ReportText, SaysFilesTimeAndStatusLast) {
  std::ostringstream out;
  print_closing({.version = "1.0.0", .json_file = "结果.json"}, std::chrono::milliseconds{1310}, 1,
                out);
  EXPECT_EQ(out.str(), "\n写出 结果.json   用时 1.31 秒   退出 1（有疑点）\n");
}

TEST(TextTable, NeverBreaksALineWithinANumberOrBeforeAClosingMark) {
  const std::vector<std::string> expected{"应发", "6,120.00", "元，已付"};
  EXPECT_EQ(wrapped("应发 6,120.00 元，已付", 8), expected);
}

TEST(TextTable, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(61204), "61,204");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
}

}  // namespace qingxin::cli
