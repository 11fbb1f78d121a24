// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <cmath>
#include <cstdlib>
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

TEST_F(Workbook, WritesAmountsThatReadBackAsTheSameFen) {
  verify::Report report = test::example_report();
  verify::ArrearsLine line = report.arrears[0];
  report.arrears.clear();
  std::vector<std::int64_t> amounts{1, 10, 29, 57, 115, 100'000'000'003, 999'999'999'999'999};
  for (std::int64_t fen = 7; fen < 900'000'000'000'000; fen = fen * 3 + 1) amounts.push_back(fen);
  for (const std::int64_t fen : amounts) {
    line.net = {fen};
    report.arrears.push_back(line);
  }
  ASSERT_TRUE(write_workbook(report, {}, file_, {}));
  const std::string written = sheet(4);
  for (std::size_t at = 0; at < amounts.size(); ++at) {
    const std::string cell = "<c r=\"F" + std::to_string(at + 2) + "\"";
    const std::size_t begin = written.find("<v>", written.find(cell)) + 3;
    const long double yuan = std::strtold(written.c_str() + begin, nullptr);
    EXPECT_EQ(std::llroundl(yuan * 100), amounts[at]);
  }
}

TEST_F(Workbook, WritesAnAmountThatANumberCannotHoldAsText) {
  verify::Report report = test::example_report();
  report.arrears[0].net = Money{1'000'000'000'000'001};
  ASSERT_TRUE(write_workbook(report, {}, file_, {}));
  EXPECT_TRUE(contains(sheet(4), "<t>10,000,000,000,000.01</t>"));
}

TEST_F(Workbook, TakesNothingOfTheInputForAFormulaOrForXml) {
  verify::Report report = test::example_report();
  report.findings[0].worker_name = "=cmd|'/c calc'!A1";
  report.findings[0].project_name = "+1\x01<b>\xEF\xBF\xBF&";
  report.findings[1].because = std::string(40'000, 'x');
  ASSERT_TRUE(write_workbook(report, {}, file_, {}));
  const std::string written = sheet(3);
  EXPECT_FALSE(contains(written, "<f>"));
  EXPECT_TRUE(contains(written, "<t>=cmd|'/c calc'!A1</t>"));
  EXPECT_TRUE(contains(written, "+1 &lt;b&gt; &amp;"));
  EXPECT_TRUE(contains(written, "xxx……（原文共 40000 个字符，余下从略）"));
}

TEST_F(Workbook, GoesOnOnAFurtherSheetAndSaysSo) {
  ASSERT_EQ(write_workbook(test::example_report(), {}, file_, {.rows_per_sheet = 2}), 6);
  const std::string book = part("xl/workbook.xml");
  EXPECT_TRUE(contains(book, "<sheet name=\"疑点清单 2\""));
  EXPECT_FALSE(contains(book, "<sheet name=\"疑点清单 3\""));
  EXPECT_TRUE(
      contains(sheet(1), "「疑点清单」有 3 行，一张工作表写不下，接着写在「疑点清单 2」等表"));
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  EXPECT_FALSE(contains(sheet(1), "写不下"));
}

TEST_F(Workbook, AddsUpTheArrearsOfEachProject) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  const std::string written = sheet(4);
  EXPECT_TRUE(contains(written, "小计　" + std::string(test::kHospital)));
  EXPECT_TRUE(contains(written, "<f>SUBTOTAL(9,H2:H3)</f><v>12240</v>"));  // the project's
  EXPECT_TRUE(contains(written, "<f>SUBTOTAL(9,H2:H4)</f><v>12240</v>"));  // leaves that one out
}

TEST_F(Workbook, SaysInWordsWhereTheChainBreaks) {
  ASSERT_TRUE(write_workbook(test::example_report(), {}, file_, {}));
  EXPECT_TRUE(contains(sheet(2),
                       "出勤比用工少 2 人；工资表比出勤少 3 人；专户余额比应发少 260,800.00 元；"
                       "到账比工资表少 36 人；已付比应发少 261,280.00 元"));
}

TEST_F(Workbook, WritesAnEmptyReportToo) {
  EXPECT_EQ(write_workbook({}, {}, file_, {}), 6);
}

}  // namespace qingxin::documents
