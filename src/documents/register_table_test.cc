// SPDX-License-Identifier: Apache-2.0
#include "documents/register_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace qingxin::documents {
namespace {

using Rows = std::vector<std::vector<std::string>>;
const RegisterTable kTable{"线索", {"编号", "说明"}};
const Rows kRows{{"012345678901234567", "一,二"}, {"", "=1+1"}, {"a\"b", "两\n行"}};

// Those rows, one after the other.
NextRow of(Rows rows) {
  return [rows = std::move(rows),
          at = std::size_t{0}](std::vector<std::string>& row) mutable -> Result<MoreRows> {
    if (at == rows.size()) return MoreRows::end;
    row = rows[at++];
    return MoreRows::row;
  };
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  return content.str();
}

TEST(RegisterTable, IsCsvThatASpreadsheetReadsAsItIs) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "表.csv";
  ASSERT_EQ(write_register(kTable, of(kRows), file), 3);
  EXPECT_EQ(content_of(file),
            "\xEF\xBB\xBF编号,说明\r\n012345678901234567,\"一,二\"\r\n,\"'=1+1\"\r\n"
            "\"a\"\"b\",\"两\n行\"\r\n");
  for (const char* formula : {"=", "+1", "-1", "@x", "\tx"}) {
    ASSERT_EQ(write_register({"x", {"h"}}, of({{formula}}), file), 1);
    EXPECT_NE(content_of(file).find(std::string{"\"'"} + formula), std::string::npos);
  }
}

TEST(RegisterTable, IsWrittenWholeOrNotAtAll) {
  const TemporaryFolder folder;
  ASSERT_EQ(write_register(kTable, of(kRows), folder.path() / "表.xlsx"), 3);
  EXPECT_GT(std::filesystem::file_size(folder.path() / "表.xlsx"), 1'000U);
  for (const char* name : {"没有/表.csv", "没有/表.xlsx"}) {
    const Result<std::int64_t> written = write_register(kTable, of(kRows), folder.path() / name);
    ASSERT_FALSE(written) << name;
    EXPECT_EQ(written.error().code, ErrorCode::unavailable);
  }
  EXPECT_EQ(write_register(kTable, of(kRows), folder.path() / "表.txt").error().code,
            ErrorCode::invalid_input);
  for (const char* name : {"断.csv", "断.xlsx"}) {
    int rows = 0;
    const NextRow breaks = [&](std::vector<std::string>& row) -> Result<MoreRows> {
      if (++rows == 3) return fail(ErrorCode::conflict, "库断了");
      row = {"1", "2"};
      return MoreRows::row;
    };
    EXPECT_EQ(write_register(kTable, breaks, folder.path() / name).error().message, "库断了");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / name));
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().extension(), ".part");
}

TEST(RegisterTable, IsItsOwnersAloneFromItsFirstRowOn) {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  for (const char* name : {"表.csv", "表.xlsx"}) {
    const std::filesystem::path file = folder.path() / name, unfinished = file.string() + ".part";
    std::ofstream(unfinished) << "left by a program that was killed";
    perms while_written{};
    NextRow rows = of(kRows);
    const NextRow watched = [&](std::vector<std::string>& row) {
      while_written = std::filesystem::status(unfinished).permissions();
      return rows(row);
    };
    ASSERT_EQ(write_register(kTable, watched, file), 3);
    EXPECT_EQ(while_written, perms::owner_read | perms::owner_write) << name;
    EXPECT_EQ(std::filesystem::status(file).permissions(), while_written) << name;
  }
}

TEST(RegisterTable, StopsWhereASheetEnds) {
  const TemporaryFolder folder;
  constexpr std::int64_t kMost = 1'048'575;
  std::int64_t rows = 0;
  const NextRow endless = [&](std::vector<std::string>& row) -> Result<MoreRows> {
    ++rows;
    row.assign(1, "");
    return MoreRows::row;
  };
  const Result<std::int64_t> written =
      write_register({"x", {"h"}}, endless, folder.path() / "表.xlsx");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(rows, kMost + 1);
}

}  // namespace
}  // namespace qingxin::documents
