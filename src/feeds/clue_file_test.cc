// SPDX-License-Identifier: Apache-2.0
#include "feeds/clue_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace qingxin::feeds {
namespace {

class ClueFiles : public testing::Test {
 protected:
  Result<ClueFile> read(const std::string& content, const std::string& mapping = "") {
    write("线索.csv", content);
    if (!mapping.empty()) write("列名.toml", mapping);
    return read_clue_file(folder_.path() / "线索.csv");
  }
  ClueRow only_row(const std::string& header, const std::string& row) {
    Result<ClueFile> file = read(header + "\n" + row + "\n");
    EXPECT_TRUE(file) << file.error().message;
    if (!file || file->rows.size() != 1) {
      ADD_FAILURE() << row;
      return {};
    }
    return file->rows[0];
  }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
  }

  TemporaryFolder folder_;
};

constexpr std::int64_t kHour = 3'600'000;

TEST_F(ClueFiles, AreReadByTheirOwnColumns) {
  const ClueRow row = only_row(
      "来件编号,来源渠道,来件时间,反映内容,反映人,联系电话,证件号,用人单位,统一社会信用代码,"
      "项目名称,"
      "项目编号,欠薪地点,区划代码,行业,工程建设,欠薪月份,欠薪金额,欠薪人数,是否保密",
      "A1,12345,2026-11-20 14:30,欠薪,周建国,139,990,平川建工,91990123MA0000000X,医院迁建,P1,"
      "青石巷,990123,水利,是,2026-08、2026-09,\"12,000.50元\",3人,是");
  EXPECT_EQ(row.number, "A1");
  EXPECT_EQ(row.channel, "12345");
  EXPECT_EQ(row.arrived,
            (Instant{std::int64_t{date(2026, 11, 20).days} * 24 * kHour + 6 * kHour + kHour / 2}));
  EXPECT_EQ(row.text, "欠薪");
  EXPECT_EQ(row.name, "周建国");
  EXPECT_EQ(row.phone, "139");
  EXPECT_EQ(row.id_number, "990");
  EXPECT_EQ(row.employer, "平川建工");
  EXPECT_EQ(row.employer_code, "91990123MA0000000X");
  EXPECT_EQ(row.project_name, "医院迁建");
  EXPECT_EQ(row.project_code, "P1");
  EXPECT_EQ(row.place, "青石巷");
  EXPECT_EQ(row.region_code, "990123");
  EXPECT_EQ(row.industry, "水利");
  EXPECT_EQ(row.field, "是");
  EXPECT_EQ(row.months, (std::vector{month(2026, 8), month(2026, 9)}));
  EXPECT_EQ(row.amount, Money{1'200'050});
  EXPECT_EQ(row.head_count, 3);
  EXPECT_TRUE(row.is_confidential);
  EXPECT_TRUE(row.unread.empty());
}

TEST_F(ClueFiles, LeaveEmptyWhatARowDoesNotSay) {
  const ClueRow row = only_row("反映内容,欠薪金额,欠薪人数,来件时间,欠薪月份", "欠薪,,,,");
  EXPECT_EQ(row.amount, std::nullopt);
  EXPECT_EQ(row.head_count, std::nullopt);
  EXPECT_EQ(row.arrived, std::nullopt);
  EXPECT_TRUE(row.months.empty());
  EXPECT_TRUE(row.unread.empty());
  EXPECT_FALSE(row.is_confidential);
}

TEST_F(ClueFiles, KeepTheWordsOfACellThatIsNotWhatItsColumnAsksFor) {
  struct Case {
    std::string column, value;
  };
  const std::vector<Case> cases{
      {"欠薪金额", "五万左右"},
      {"欠薪金额", "12,00"},
      {"欠薪人数", "十来个"},
      {"欠薪人数", "-3"},
      {"来件时间", "昨天"},
      {"来件时间", "2026-13-01"},
      {"欠薪月份", "三个月"},
      {"欠薪月份", "2026-10至2026-08"},
      {"欠薪月份", "1900-01至2199-12"},
      {"是否保密", "也许"},
  };
  for (const Case& one : cases) {
    const ClueRow row = only_row("反映内容," + one.column, "欠薪,\"" + one.value + "\"");
    ASSERT_EQ(row.unread.size(), 1U) << one.value;
    EXPECT_EQ(row.unread[0].column, one.column);
    EXPECT_EQ(row.unread[0].value, one.value);
    EXPECT_FALSE(row.unread[0].reason.empty());
    EXPECT_EQ(row.amount, std::nullopt);
    EXPECT_EQ(row.head_count, std::nullopt);
    EXPECT_EQ(row.arrived, std::nullopt);
    EXPECT_TRUE(row.months.empty());
    EXPECT_EQ(row.is_confidential, one.column == "是否保密");  // in doubt nobody is told
  }
}

TEST_F(ClueFiles, AreReadByUsualNamesAndByThoseThatAreMapped) {
  EXPECT_EQ(only_row("工单编号,诉求内容,来电人", "G1,欠薪,周建国").number, "G1");
  // What is mapped comes before what is usual.
  Result<ClueFile> file = read("编号,工单编号,甲\n1,G1,欠薪\n",
                               "[clues]\n\"工单编号\" = \"number\"\n\"甲\" = \"反映内容\"\n");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->rows[0].number, "G1");
  EXPECT_EQ(file->ignored_columns, std::vector<std::string>{"编号"});
}

TEST_F(ClueFiles, AreRefusedWithWhatHelps) {
  Result<ClueFile> file = read("甲,乙\n1,2\n");
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("线索.csv 找不到线索的表头"), std::string::npos)
      << file.error().message;
  EXPECT_NE(file.error().message.find("[clues]"), std::string::npos) << file.error().message;
  file = read("反映内容,工单编号,线索编号\n欠薪,1,2\n");
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("有两列都是「来件编号」"), std::string::npos)
      << file.error().message;
  EXPECT_FALSE(read_clue_file(folder_.path() / "线索.doc"));
}

TEST_F(ClueFiles, KeepTheWordsOfACellThatCannotBeWhatItIs) {
  const std::string words(5'000, 'x');
  const Result<ClueFile> file =
      read("反映内容,反映人\n" + words + ",周建国\n欠薪," + words + "\n," + words + "\n,\n");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->rows.size(), 3U);  // a long text is a text; a blank row is none
  EXPECT_EQ(file->rows[0].text, words);
  EXPECT_TRUE(file->rejected.empty());
  for (const std::size_t row : {1U, 2U}) {
    EXPECT_EQ(file->rows[row].name, "");
    ASSERT_EQ(file->rows[row].unread.size(), 1U);
    EXPECT_EQ(file->rows[row].unread[0].column, "反映人");
    EXPECT_EQ(file->rows[row].unread[0].value, words);
    EXPECT_NE(file->rows[row].unread[0].reason.find("5000 字节"), std::string::npos);
  }
}

TEST_F(ClueFiles, OfPeopleNeedOnlyNames) {
  write("名单.csv", "工人姓名,身份证号,手机号,金额\n周建国,,,\n吴大勇,990,139,1200.5\n");
  const Result<PeopleFile> file = read_people_file(folder_.path() / "名单.csv");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->rows.size(), 2U);
  EXPECT_EQ(file->rows[0].name, "周建国");
  EXPECT_EQ(file->rows[0].amount, std::nullopt);
  EXPECT_EQ(file->rows[1].amount, Money{120'050});
  EXPECT_EQ(file->rows[1].phone, "139");
}

}  // namespace
}  // namespace qingxin::feeds
