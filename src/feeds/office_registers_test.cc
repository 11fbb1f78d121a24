// SPDX-License-Identifier: Apache-2.0
#include "feeds/office_registers.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace qingxin::feeds {
namespace {

class OfficeRegisters : public testing::Test {
 protected:
  std::filesystem::path write(std::string_view name, std::string_view text) const {
    const std::filesystem::path file = folder_.path() / name;
    std::ofstream{file, std::ios::binary} << text;
    return file;
  }

  TemporaryFolder folder_;
};

TEST_F(OfficeRegisters, ReadPermitsUnderTheNamesOfTheirAuthority) {
  const auto file = write("许可.csv",
                          "许可证号,工程名称,施工单位,发证时间,实际竣工日期,审批人\n"
                          "SG1,平川大道,平川建工,2026年3月1日,,王科\n"
                          ",,,,,\n"
                          "SG2,平川医院,平川建工,2025/3/1,2026-06-30,\n");
  const auto permits = read_permits(file);
  ASSERT_TRUE(permits) << permits.error().message;
  ASSERT_EQ(permits->rows.size(), 2U);  // the blank one is none
  EXPECT_EQ(permits->rows[0].number, "SG1");
  EXPECT_EQ(permits->rows[0].issued, date(2026, 3, 1));
  EXPECT_EQ(permits->rows[0].ended, std::nullopt);
  EXPECT_EQ(permits->rows[1].row, 4U);
  EXPECT_EQ(permits->rows[1].ended, date(2026, 6, 30));
  EXPECT_TRUE(permits->rejected.empty());
  EXPECT_EQ(permits->ignored_columns, (std::vector<std::string>{"审批人"}));
}

TEST_F(OfficeRegisters, ReadTheColumnsThatAMapNames) {
  write("列名.toml", "[signs]\n\"公司\" = \"firm\"\n\"情况\" = \"way\"\n");
  const auto signs = read_signs(write("迹象.csv", "公司,情况,日期\n平川建工,欠税,2026-11-01\n"));
  ASSERT_TRUE(signs) << signs.error().message;
  ASSERT_EQ(signs->rows.size(), 1U);
  EXPECT_EQ(signs->rows[0].firm, "平川建工");
  EXPECT_EQ(signs->rows[0].way, "欠税");
  EXPECT_EQ(signs->rows[0].day, date(2026, 11, 1));
}

TEST_F(OfficeRegisters, RejectWhatCannotBeReadWithItsRowAndColumn) {
  const auto signs = read_signs(write("迹象.csv",
                                      "企业名称,迹象,日期\n"
                                      "平川建工,欠税,去年\n"
                                      "平川建工,欠税,\n"
                                      ",欠税,2026-11-01\n"));
  ASSERT_TRUE(signs) << signs.error().message;
  EXPECT_TRUE(signs->rows.empty());
  ASSERT_EQ(signs->rejected.size(), 3U);
  EXPECT_EQ(signs->rejected[0].row, 2U);
  EXPECT_EQ(signs->rejected[0].column, "日期");
  EXPECT_EQ(signs->rejected[0].value, "去年");
  EXPECT_EQ(signs->rejected[1].column, "日期");
  EXPECT_EQ(signs->rejected[2].column, "企业名称");
  for (const RejectedRow& row : signs->rejected) EXPECT_FALSE(row.reason.empty());
}

TEST_F(OfficeRegisters, RefuseAFileWithoutTheirHeader) {
  const auto refused = read_permits(write("别的.csv", "姓名,工资\n张一,1000\n"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
}

}  // namespace
}  // namespace qingxin::feeds
