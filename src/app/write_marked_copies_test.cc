// SPDX-License-Identifier: Apache-2.0
#include "app/write_marked_copies.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "app/verify_folder.h"
#include "documents/marked_copy.h"
#include "feeds/raw_sheet.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProjects =
    "项目编号,项目名称,行政区划代码,总包单位,状态\nP1,青石桥加固工程,990123,平川建工,在建\n";
constexpr const char* kPayrollHead =
    "项目编号,工资月份,用工单位,姓名,身份证号,应发工资,实发工资,备注\n";
constexpr const char* kFirst = "P1,2026-10,平川建工,张三,990123199001010014,6000.00,6000.00,\n";
constexpr const char* kWords = "P1,2026-10,平川建工,李四,990123199001010022,5000.00,叁仟元,=1+1\n";

class MarkedCopies : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_);
    write("项目.csv", kProjects);
  }
  void TearDown() override { fs::remove_all(place_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  verify::Report verified() const {
    VerifyOrder order;
    order.facts.folder = folder_;
    order.as_of = date(2026, 11, 22);
    const Result<verify::Report> report = verify_folder(order, {}, {});
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(verify::Report{});
  }

  Result<int> copies(std::uint32_t rows_per_file = 1'048'576) const {
    return write_marked_copies(verified(), {folder_, target_, rows_per_file});
  }

  // Every row of a copy as "line:cell|cell…".
  std::vector<std::string> rows_of(const std::string& name) const {
    std::vector<std::string> rows;
    const Result<feeds::RawSheet> sheet = feeds::find_raw_sheet(target_, name);
    if (!sheet) return {sheet.error().message};
    const Result<int> read = feeds::each_raw_row(*sheet, [&](const feeds::RawRow& row) {
      std::string line = std::to_string(row.number) + ":";
      for (const feeds::RawCell& cell : row.cells) line += cell.text + "|";
      rows.push_back(line);
      return Result<int>(0);
    });
    if (!read) rows.push_back(read.error().message);
    return rows;
  }

  // The copies take the places of the originals.
  void hand_in() const {
    for (const fs::directory_entry& copy : fs::directory_iterator(target_)) {
      fs::remove(folder_ / (copy.path().stem().string() + ".csv"));
      fs::rename(copy.path(), folder_ / copy.path().filename());
    }
  }

  fs::path place_ = fs::temp_directory_path() / ("qingxin-marked-" + std::to_string(::getpid()));
  fs::path folder_ = place_ / "账套";
  fs::path target_ = place_ / "标记";
};

}  // namespace

TEST_F(MarkedCopies, KeepRowsAndDigitsAndSayWhatIsWrong) {
  write("工资表-10月.csv", std::string("平川建工工资表\n\n") + kPayrollHead + kFirst + kWords);
  ASSERT_EQ(copies(), 1);
  const std::vector<std::string> rows = rows_of("工资表-10月.xlsx");
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0], "1:平川建工工资表|");
  EXPECT_EQ(rows[1],
            "3:项目编号|工资月份|用工单位|姓名|身份证号|应发工资|实发工资|备注|清薪：拒收原因|");
  EXPECT_EQ(rows[2], "4:P1|2026-10|平川建工|张三|990123199001010014|6000.00|6000.00|");
  EXPECT_EQ(
      rows[3],
      "5:P1|2026-10|平川建工|李四|990123199001010022|5000.00|叁仟元|=1+1|「实发工资」：不是金额。"
      "应写成 1800 或 1,800.00（元，最多两位小数）|");
}

TEST_F(MarkedCopies, AreReadAsTheOriginalWas) {
  write("工资表.csv",
        std::string(kPayrollHead) + kFirst + kWords + kFirst +
            "P1,2026-10,平川建工,王五,1.10105E+17,1,1,\nP9,2026-13,平川建工,赵六,1,1,1,\n");
  const verify::Report before = verified();
  ASSERT_EQ(before.rejected.size(), 4U);
  ASSERT_EQ(copies(), 1);
  hand_in();
  const verify::Report after = verified();
  ASSERT_EQ(after.rejected.size(), before.rejected.size());
  for (std::size_t at = 0; at < before.rejected.size(); ++at) {
    EXPECT_EQ(after.rejected[at].source.row, before.rejected[at].source.row);
    EXPECT_EQ(after.rejected[at].column, before.rejected[at].column);
    EXPECT_EQ(after.rejected[at].value, before.rejected[at].value);
  }
}

TEST_F(MarkedCopies, OfACopyHaveTheColumnOnce) {
  write("工资表.csv", std::string(kPayrollHead) + kFirst + kWords);
  ASSERT_EQ(copies(), 1);
  hand_in();
  ASSERT_EQ(copies(), 1);
  const std::vector<std::string> rows = rows_of("工资表.xlsx");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_TRUE(rows[0].ends_with("|备注|清薪：拒收原因|")) << rows[0];
  EXPECT_TRUE(rows[2].ends_with("两位小数）|")) << rows[2];
}

TEST_F(MarkedCopies, NeverLetAMalformedRowPass) {
  write("工资表.csv", std::string(kPayrollHead) + kFirst +
                          "P1,2026-10,平川建工,\"李四\"x,990123199001010022,5000.00,5000.00,\n");
  ASSERT_EQ(verified().rejected.size(), 1U);
  ASSERT_EQ(copies(), 1);
  hand_in();
  EXPECT_EQ(verified().rejected.size(), 1U);
}

TEST_F(MarkedCopies, GoOnInAFurtherFileUnderTheSameHeader) {
  write("工资表.csv", std::string(kPayrollHead) + kFirst + kWords +
                          "P1,2026-10,平川建工,王五,990123199001010030,1.00,1.00,\n");
  ASSERT_EQ(copies(3), 2);
  EXPECT_EQ(rows_of("工资表.xlsx").size(), 3U);
  const std::vector<std::string> rest = rows_of("工资表-2.xlsx");
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_TRUE(rest[0].starts_with("1:项目编号|"));
  EXPECT_EQ(rest[1], "2:P1|2026-10|平川建工|王五|990123199001010030|1.00|1.00|");
}

TEST_F(MarkedCopies, NeverTakeThePlaceOfAnotherFile) {
  write("工资表.csv", std::string(kPayrollHead) + kWords);
  EXPECT_EQ(check_marked_target({folder_, folder_}).error().code, ErrorCode::unavailable);
  EXPECT_EQ(check_marked_target({folder_, folder_ / "项目.csv"}).error().code,
            ErrorCode::unavailable);
  ASSERT_EQ(copies(), 1);
  const Result<int> again = copies();
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("不覆盖"), std::string::npos) << again.error().message;
}

TEST_F(MarkedCopies, AreNotWrittenWhereNothingWasRejected) {
  write("工资表.csv", std::string(kPayrollHead) + kFirst);
  EXPECT_EQ(copies(), 0);
  EXPECT_FALSE(fs::exists(target_));
}

}  // namespace qingxin::app
