// SPDX-License-Identifier: Apache-2.0
#include "feeds/csv.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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
