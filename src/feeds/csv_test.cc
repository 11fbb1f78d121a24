// SPDX-License-Identifier: Apache-2.0
#include "feeds/csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "feeds/charset.h"

namespace qingxin::feeds {
namespace {

// All rows as "number:cell|cell", or the error.
std::vector<std::string> rows_of(std::string_view text) {
  CsvReader reader(text, "表.csv");
  std::vector<std::string> rows;
  SheetRow row;
  while (true) {
    const Result<Step> step = reader.next(row);
    if (!step) return {step.error().message};
    if (*step == Step::end) return rows;
    std::string line = std::to_string(row.number) + ":";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      line += (i == 0 ? "" : "|") + std::string(row.cells[i].text);
    rows.push_back(row.fault.empty() ? line : line + "!" + row.fault.substr(0, 6));
  }
}

using Rows = std::vector<std::string>;

TEST(Csv, SplitsLines) {
  EXPECT_EQ(rows_of("a,b\r\n1, 2 \n"), (Rows{"1:a|b", "2:1|2"}));
  EXPECT_EQ(rows_of("a,b\n,"), (Rows{"1:a|b", "2:|"}));
  EXPECT_EQ(rows_of("a\tb\n1,5\t2\n"), (Rows{"1:a|b", "2:1,5|2"}));
  EXPECT_EQ(rows_of(""), Rows{});
  EXPECT_EQ(rows_of("\n\na"), (Rows{"1:", "2:", "3:a"}));
}

TEST(Csv, ReadsQuotes) {
  EXPECT_EQ(rows_of("\"a,b\",\"c\"\"d\"\n"), (Rows{"1:a,b|c\"d"}));
  EXPECT_EQ(rows_of("\"a\nb\",c\nd,e\n"), (Rows{"1:a\nb|c", "3:d|e"}));
  EXPECT_EQ(rows_of("a\"b,c\n"), (Rows{"1:a\"b|c"}));
  EXPECT_EQ(rows_of("\"\",x"), (Rows{"1:|x"}));
}

TEST(Csv, EndsALineWithoutQuotesAsOneWithThem) {
  EXPECT_EQ(rows_of("\"a\",b\r\n1,\"2\"\r\n\"3\",4\r"), (Rows{"1:a|b", "2:1|2", "3:3|4"}));
  EXPECT_EQ(rows_of("\"a\"\r期,b\n1,2"), (Rows{"1:a|b!引号", "2:1|2"}));
}

TEST(Csv, ARowAfterAShorterOneKeepsNothingOfIt) {
  EXPECT_EQ(rows_of("a,b,c\n1\n2,3\n\"x\"\n4,5,6\n"),
            (Rows{"1:a|b|c", "2:1", "3:2|3", "4:x", "5:4|5|6"}));
}

// The cells of a line without quotes as a loop over its bytes finds them.
std::vector<std::string> cells_of_line(std::string_view line, char separator) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string> cells;
  while (true) {
    const std::size_t end = std::min(line.find(separator), line.size());
    cells.emplace_back(trim(line.substr(0, end)));
    if (end == line.size()) return cells;
    line.remove_prefix(end + 1);
  }
}

TEST(Csv, CutsAnyBytesAsALoopDoes) {
  constexpr std::string_view kPieces[] = {"a",
                                          "12",
                                          ",",
                                          ",",
                                          ",,",
                                          "\t",
                                          "\n",
                                          "\r",
                                          "\r\n",
                                          " ",
                                          "工人",
                                          "\xE3\x80\x80",
                                          "\xC2\xA0",
                                          "\xEF\xBB\xBF",
                                          "\x80",
                                          "2026-05-06",
                                          "0123456789012345678901234567890"};
  std::mt19937 random(20261122);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t pieces = random() % 120;
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % std::size(kPieces)];
    // A vector of just these bytes: a sanitizer sees what is read behind them.
    const std::vector<char> bytes(text.begin(), text.end());
    CsvReader reader(Lines{.text = {bytes.data(), bytes.size()}, .separator = ','});
    SheetRow row;
    std::string_view left = text;
    for (std::uint32_t line = 1; !left.empty(); ++line) {
      const std::size_t end = std::min(left.find('\n'), left.size());
      ASSERT_EQ(*reader.next(row), Step::row);
      ASSERT_EQ(row.number, line);
      const std::vector<std::string> cells = cells_of_line(left.substr(0, end), ',');
      ASSERT_TRUE(std::ranges::equal(row.cells, cells, {}, &Cell::text)) << text;
      left.remove_prefix(std::min(left.size(), end + 1));
    }
    ASSERT_EQ(*reader.next(row), Step::end);
  }
}

TEST(Csv, KeepsTheColumnsThatASheetCanHold) {
  for (const std::size_t separators : {kColumnsMax - 1, kColumnsMax, kColumnsMax + 500}) {
    const std::string text = std::string(separators, ',') + "x\ny,z\n";
    CsvReader reader(text, "表.csv");
    SheetRow row;
    ASSERT_EQ(*reader.next(row), Step::row);
    EXPECT_EQ(row.cells.size(), kColumnsMax);
    EXPECT_EQ(row.fault.empty(), separators < kColumnsMax);
    ASSERT_EQ(*reader.next(row), Step::row);
    EXPECT_EQ(row.cells.size(), 2U);
    EXPECT_TRUE(row.fault.empty());
  }
}

TEST(Csv, NamesWhatIsBroken) {
  const Rows cut = rows_of("a,b\n1,\"2\n3,4\n");
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_NE(cut[0].find("表.csv 第 2 行"), std::string::npos) << cut[0];
  EXPECT_EQ(rows_of("\"a\"b,c\nd,e\n"), (Rows{"1:a|c!引号", "2:d|e"}));
}

TEST(Charset, TellsUtf8FromGb18030) {
  EXPECT_EQ(decode("\xEF\xBB\xBF工资", "f", 2)->text, "工资");
  EXPECT_EQ(decode("\xB9\xA4\xD7\xCA", "f", 2)->text, "工资");
  EXPECT_EQ(decode("", "f", 2)->text, "");
  EXPECT_FALSE(decode("\xFF\xFEg", "f", 2));
  EXPECT_FALSE(decode(std::string_view("a\0b", 3), "f", 2));
  EXPECT_FALSE(decode("\xEF\xBB\xBF\xB9\xA4\xD7\xCA", "f", 2));
  // 联通 in GB18030 looks like UTF-8 for two characters; the line after it settles the question.
  EXPECT_EQ(decode("\xC1\xAA\xCD\xA8\n\xB9\xA4\xD7\xCA\n", "f", 2)->text, "联通\n工资\n");
}

}  // namespace
}  // namespace qingxin::feeds
