// SPDX-License-Identifier: Apache-2.0
#include "cli/salary_file_text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"

namespace qingxin::cli {

namespace {

std::string printed(const char* file, bool is_revealed) {
  const Result<verify::SalaryFileReport> report =
      app::verify_salary_file(std::filesystem::path("samples/sif") / file);
  EXPECT_TRUE(report) << report.error().message;
  std::ostringstream out;
  print_salary_file(*report, {.version = "1.0.0", .is_revealed = is_revealed}, out);
  return out.str();
}

}  // namespace

TEST(SalaryFileText, SaysWhatFailsOnWhichLineAndWhatToDo) {
  const std::string text = printed("bank-2016-01.SIF", false);
  EXPECT_NE(text.find("结论  1 项不符，7 项相符，1 项不适用\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    第 1 行  账号 A********************01 对 97 取余得 74，应为 1\n"
                      "    下一步：向雇员或开户银行核对账号\n"),
            std::string::npos)
      << text;
  EXPECT_TRUE(text.ends_with("\n退出 1\n")) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(SalaryFileText, ShowsAccountsInFullOnlyWhenAsked) {
  EXPECT_EQ(printed("bank-2016-01.SIF", false).find("AE16"), std::string::npos);
  EXPECT_NE(printed("bank-2016-01.SIF", true).find("AE160240043520123456701"), std::string::npos);
}

TEST(SalaryFileText, SaysThatNothingIsWrong) {
  const std::string text = printed("bank-2009-06.SIF", false);
  EXPECT_NE(text.find("结论  0 项不符，6 项相符，3 项不适用\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("\n不符\n"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("\n退出 0\n")) << text;
}

TEST(SalaryFileText, AlignsItsChecks) {
  std::istringstream text(printed("bank-2016-01.SIF", false));
  int rows = 0;
  bool is_table = false;
  for (std::string line; std::getline(text, line);) {
    is_table = line.starts_with("核对") || (is_table && !line.empty());
    if (!is_table) continue;
    EXPECT_EQ(display_width(line), kTextWidth) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 1 + static_cast<int>(verify::kSalaryChecks.size()));
}

// Every check that can fail has its own words; none is left without.
TEST(SalaryFileText, HasWordsForEveryFault) {
  verify::SalaryFileReport report{.file = "x.SIF",
                                  .employer_id = "1",
                                  .salary_month = month(2016, 1),
                                  .records = 1,
                                  .total = Money{1},
                                  .answers = {}};
  for (const verify::SalaryCheckCard& card : verify::kSalaryChecks) {
    verify::SalaryFigure expected = std::string("2016-01"), found = std::string(99, 'x');
    if (card.unit == verify::SalaryUnit::fils) expected = Money{650000}, found = Money{650001};
    if (card.unit == verify::SalaryUnit::records)
      expected = std::int64_t{12}, found = std::int64_t{11};
    std::vector<verify::SalaryFault> faults;
    if (card.check >= verify::SalaryCheck::salary_month)
      for (std::uint32_t line = 1; line <= 12; ++line)
        faults.push_back({line, std::string("2016-01"), std::string("x")});
    report.answers.push_back({.check = card.check,
                              .verdict = rules::Verdict::violates,
                              .expected = expected,
                              .found = found,
                              .lines = {1, 2, 3, 4, 5},
                              .faults = std::move(faults)});
    ++report.violations;
  }
  std::ostringstream out;
  print_salary_file(report, {.version = "1.0.0", .colour = Colour::on}, out);
  const std::string text = out.str();
  for (const std::string_view words :
       {"SCR 写 6,500.01 迪拉姆，多 0.01 迪拉姆", "有 12 行 EDR，SCR 写 11 行",
        "SCR 写 xxxxxxxxxxxxxxxxxxxxxxx..，应为 2016-01",
        "名为 xxxxxxxxxxxxxxxxxxxxxxx..，按 SCR 应为 2016-01", "起止日 x，应都在 2016-01 内",
        "起始日 x 晚于截止日 2016-01", "是同一雇员的第 x 行 EDR", "EVP 七项合计 x 迪拉姆",
        "对 97 取余得 x", ".. 另 2 行（--json 全部给出）", "1 2 3 4 等 5 行", "第 1 行  各行合计",
        "\x1b[1;31m"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

}  // namespace qingxin::cli
