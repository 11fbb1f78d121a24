// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <fstream>
#include <memory>

#include "tests/support/example_report.h"

namespace qingxin::documents {

namespace {

namespace fs = std::filesystem;

class Workbook : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  // The bytes of one part of the workbook that was written.
  std::string part(const std::string& name) const {
    const std::unique_ptr<zip_t, int (*)(zip_t*)> archive(
        zip_open(file_.c_str(), ZIP_RDONLY, nullptr), &zip_close);
    if (!archive) return "";
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(
        zip_fopen(archive.get(), name.c_str(), 0), &zip_fclose);
    if (!entry) return "";
    std::string bytes;
    char block[4096];
    for (zip_int64_t size = 0; (size = zip_fread(entry.get(), block, sizeof block)) > 0;)
      bytes.append(block, static_cast<std::size_t>(size));
    return bytes;
  }

  std::string sheet(int number) const {
    return part("xl/worksheets/sheet" + std::to_string(number) + ".xml");
  }

  fs::path folder_ = fs::temp_directory_path() / ("qingxin-workbook-" + std::to_string(::getpid()));
  fs::path file_ = folder_ / "结果.xlsx";
};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_F(Workbook, HasItsSixSheetsInOrder) {
  ASSERT_EQ(write_workbook(test::example_report(), {}, file_, {}), 6);
  const std::string book = part("xl/workbook.xml");
  std::size_t last = 0;
  for (const char* name : {"总览", "五链", "疑点清单", "欠薪名册", "无法判定", "拒收明细"}) {
    const std::size_t at = book.find("<sheet name=\"" + std::string(name));
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_GT(at, last);
    last = at;
  }
}

TEST_F(Workbook, WritesAmountsAsNumbersAndNoDataAsAWord) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  EXPECT_TRUE(contains(sheet(3), "<v>6120</v>"));
  EXPECT_TRUE(contains(sheet(2), "<v>661120</v>"));
  EXPECT_TRUE(contains(sheet(2), "不详"));
  EXPECT_TRUE(contains(sheet(4), "<v>12240</v>"));  // the sum at the foot
}

TEST_F(Workbook, MasksDocumentNumbersUnlessRevealing) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  for (int number = 1; number <= 6; ++number)
    EXPECT_FALSE(contains(sheet(number), test::kWorker)) << number;
  EXPECT_TRUE(contains(sheet(4), "9***************2X"));
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {.is_revealed = true}));
  EXPECT_TRUE(contains(sheet(4), test::kWorker));
}

TEST_F(Workbook, ListsFindingsAndWhatIsMissingApart) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  EXPECT_TRUE(contains(sheet(3), "当月工资表无此人"));
  EXPECT_FALSE(contains(sheet(3), "判定不了谁没有领到"));
  EXPECT_TRUE(contains(sheet(5), "判定不了谁没有领到"));
  EXPECT_TRUE(contains(sheet(5), "补齐「代发明细」，即可判定"));
  EXPECT_TRUE(contains(sheet(6), "17 位，应为 18 位"));
}

TEST_F(Workbook, IsMadeForA4Paper) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  for (int number = 1; number <= 6; ++number) {
    EXPECT_TRUE(contains(sheet(number), "paperSize=\"9\"")) << number;
    EXPECT_TRUE(contains(sheet(number), "orientation=\"landscape\"")) << number;
    EXPECT_TRUE(contains(sheet(number), "截至 2026-11-23")) << number;
  }
  EXPECT_TRUE(contains(sheet(3), "state=\"frozen\""));
  EXPECT_TRUE(contains(sheet(3), "<autoFilter"));
}

TEST_F(Workbook, NamesAFileThatCannotBeWrittenAndKeepsNothingHalfDone) {
  const fs::path file = folder_ / "没有" / "结果.xlsx";
  const Result<int> sheets = write_workbook(test::example_report(), {}, file, {});
  ASSERT_FALSE(sheets);
  EXPECT_EQ(sheets.error().code, ErrorCode::unavailable);
  EXPECT_TRUE(contains(sheets.error().message, file.string()));
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(Workbook, WritesAnEmptyReportToo) {
  EXPECT_EQ(write_workbook({}, {}, file_, {}), 6);
}

}  // namespace qingxin::documents
