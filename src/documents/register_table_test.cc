// SPDX-License-Identifier: Apache-2.0
#include "documents/register_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace qingxin::documents {
namespace {

const RegisterTable kTable{
    "线索", {"编号", "说明"}, {{"012345678901234567", "一,二"}, {"", "=1+1"}, {"a\"b", "两\n行"}}};

TEST(RegisterTable, IsCsvThatASpreadsheetReadsAsItIs) {
  EXPECT_EQ(csv_of(kTable),
            "\xEF\xBB\xBF编号,说明\r\n012345678901234567,\"一,二\"\r\n,\"'=1+1\"\r\n"
            "\"a\"\"b\",\"两\n行\"\r\n");
  for (const char* formula : {"=", "+1", "-1", "@x", "\tx"})
    EXPECT_NE(csv_of({"x", {"h"}, {{formula}}}).find(std::string{"\"'"} + formula),
              std::string::npos);
}

TEST(RegisterTable, IsWrittenRowByRowAsItIsWrittenAtOnce) {
  const TemporaryFolder folder;
  const auto give = [](const TakeRow& take) -> Result<void> {
    for (const std::vector<std::string>& row : kTable.rows) take(row);
    return {};
  };
  ASSERT_TRUE(write_register({"线索", kTable.headings, {}}, give, folder.path() / "表.csv"));
  std::ostringstream content;
  content << std::ifstream(folder.path() / "表.csv", std::ios::binary).rdbuf();
  EXPECT_EQ(content.str(), csv_of(kTable));
  for (const char* name : {"半.csv", "半.xlsx"}) {
    const Result<void> broken = write_register(
        kTable,
        [](const TakeRow& take) -> Result<void> {
          take({"1", "2"});
          return fail(ErrorCode::unavailable, "断了");
        },
        folder.path() / name);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().message, "断了");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / name));
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().extension(), ".part");
}

TEST(RegisterTable, IsWrittenWholeOrNotAtAll) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_register(kTable, folder.path() / "表.csv"));
  std::ostringstream content;
  content << std::ifstream(folder.path() / "表.csv", std::ios::binary).rdbuf();
  EXPECT_EQ(content.str(), csv_of(kTable));
  ASSERT_TRUE(write_register(kTable, folder.path() / "表.xlsx"));
  EXPECT_GT(std::filesystem::file_size(folder.path() / "表.xlsx"), 1'000U);
  for (const char* name : {"没有/表.csv", "没有/表.xlsx"}) {
    const Result<void> written = write_register(kTable, folder.path() / name);
    ASSERT_FALSE(written) << name;
    EXPECT_EQ(written.error().code, ErrorCode::unavailable);
  }
  EXPECT_EQ(write_register(kTable, folder.path() / "表.txt").error().code,
            ErrorCode::invalid_input);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().extension(), ".part");
}

}  // namespace
}  // namespace qingxin::documents
