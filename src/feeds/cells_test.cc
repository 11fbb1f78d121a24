// SPDX-License-Identifier: Apache-2.0
#include "feeds/cells.h"

#include <gtest/gtest.h>

#include "feeds/folder.h"
#include "feeds/xlsx.h"

namespace qingxin::feeds {
namespace {

Cell text(std::string_view written) {
  return {written, CellForm::text};
}

TEST(Cells, ReadDatesAsOfficesWriteThem) {
  for (const std::string_view written :
       {"2026-10-05", "2026/10/5", "2026.10.5", "20261005", "2026年10月5日", "2026-10-05 08:30:00",
        "20261005 8:30", "20261005 083000", "2026-10-05T08:30:00.000", "2026-10-05 8:30 AM",
        "2026年10月5日 8时30分", "2026年10月05日08:30", "2026/10/5 上午8:30", "46300", "46300.354"})
    EXPECT_EQ(read_date(text(written), false), date(2026, 10, 5)) << written;
  EXPECT_EQ(read_date(text("44838"), true), date(2026, 10, 5));
}

TEST(Cells, RefuseDaysThatDoNotExist) {
  for (const std::string_view written :
       {"", "2026-02-31", "2025-02-29", "2026-13-01", "2026-00-10", "2026-10", "10-05", "26-10-05",
        "2026/10-05", "2026-10-05x", "2026年10月", "昨天", "1899-12-31", "2026-10-5-1", "463000"})
    EXPECT_EQ(read_date(text(written), false), std::nullopt) << written;
}

TEST(Cells, ReadMonthsAndWhatASpreadsheetMakesOfThem) {
  for (const std::string_view written :
       {"2026-10", "202610", "2026/10", "2026年10月", "2026-10-01", "2026/10/1", "46296"})
    EXPECT_EQ(read_month(text(written), false), month(2026, 10)) << written;
  // 2026.1 may have been January or October.
  for (const std::string_view written : {"", "2026.1", "2026.10", "2026-10-05", "202613", "十月"})
    EXPECT_EQ(read_month(text(written), false), std::nullopt) << written;
}

TEST(Cells, ReadTimesOfDay) {
  for (const std::string_view written :
       {"17:30", "17:30:00", "1730", "173000", "2026-10-05 17:30", "2026-10-05T17:30:12.000",
        "下午5:30", "下午5时30分", "2026/10/5 下午 5:30", "5:30 PM", "17点30", "17：30",
        "0.729166666666667", "46300.7291667", "2026年10月5日 17:30"})
    EXPECT_EQ(read_minutes(written), 17 * 60 + 30) << written;
  EXPECT_EQ(read_minutes("7:05"), 7 * 60 + 5);
  EXPECT_EQ(read_minutes("上午8时"), 8 * 60);
  EXPECT_EQ(read_minutes("0.3125"), 7 * 60 + 30);
  EXPECT_EQ(read_minutes("00:00"), 0);
  EXPECT_EQ(read_minutes("24:00"), 24 * 60);
  for (const std::string_view written :
       {"", "√", "25:00", "24:01", "7:5", "07:60", "早上", "2026-10-05", "46300", "0.", "7.30"})
    EXPECT_EQ(read_minutes(written), std::nullopt) << written;
}

TEST(Cells, KnowAYesAndANo) {
  for (const std::string_view yes : {"是", "有", "Y", "1"})
    EXPECT_EQ(read_yes_no(yes), YesNo::yes) << yes;
  for (const std::string_view no : {"否", "无", "N", "0"})
    EXPECT_EQ(read_yes_no(no), YesNo::no) << no;
  EXPECT_EQ(read_yes_no("√"), YesNo::tick);
  EXPECT_EQ(read_yes_no("可能"), std::nullopt);
}

TEST(Cells, CountHundredths) {
  EXPECT_EQ(read_hundredths("21"), 2100);
  EXPECT_EQ(read_hundredths("21.5"), 2150);
  EXPECT_EQ(read_hundredths("8.25"), 825);
  for (const std::string_view written : {"", "-1", "1.234", "1.", ".5", "1e2", "1234567"})
    EXPECT_EQ(read_hundredths(written), std::nullopt) << written;
}

TEST(Cells, SeeWhoWasThereOnAMonthlySheet) {
  for (const std::string_view there : {"√", "✓", "8", "0.5", "24", "7.333"})
    EXPECT_EQ(read_day_cell(there), DayCell::there) << there;
  for (const std::string_view not_there : {"", "×", "0", "休", "假", "事", "病", "旷"})
    EXPECT_EQ(read_day_cell(not_there), DayCell::not_there) << not_there;
  for (const std::string_view unreadable : {"迟到", "-8", "x", "8.", "1.2.3", ".5"})
    EXPECT_EQ(read_day_cell(unreadable), DayCell::unreadable) << unreadable;
}

TEST(Cells, NoticeNumbersThatLostTheirEnd) {
  EXPECT_TRUE(is_scientific("1.10105E+17"));
  EXPECT_TRUE(is_scientific("6e18"));
  for (const std::string_view written : {"11010519491231002X", "E12345678", "1E", "", "12E3X"})
    EXPECT_FALSE(is_scientific(written)) << written;
}

TEST(Workbook, BringsNumbersToFifteenDigits) {
  EXPECT_EQ(to_15_digits("5123.4499999999998"), "5123.45");
  EXPECT_EQ(to_15_digits("0.1"), "0.1");
  EXPECT_EQ(to_15_digits("1.1E3"), "1100");
  EXPECT_EQ(to_15_digits("1E-3"), "0.001");
  EXPECT_EQ(to_15_digits("999999999999999.9"), "1000000000000000");
  EXPECT_EQ(to_15_digits("110105194912310021"), "110105194912310000");
  EXPECT_EQ(to_15_digits("-0.50"), "-0.5");
  EXPECT_EQ(to_15_digits("0"), "0");
  EXPECT_EQ(to_15_digits("#N/A"), "#N/A");
}

TEST(Folder, KnowsTablesByTheLongestStem) {
  using book::Table;
  EXPECT_EQ(table_of_stem("项目"), Table::projects);
  EXPECT_EQ(table_of_stem("工资表-2026年05月至10月"), Table::payroll);
  EXPECT_EQ(table_of_stem("专户"), Table::accounts);
  EXPECT_EQ(table_of_stem("专户流水2026"), Table::movements);
  EXPECT_EQ(table_of_stem("考勤（闸机）"), Table::attendance);
  EXPECT_EQ(table_of_stem("Payments_icbc"), Table::payments);
  EXPECT_EQ(table_of_stem("项目台账"), Table::projects);
  EXPECT_EQ(table_of_stem("项目台账-2026"), Table::projects);
  EXPECT_EQ(table_of_stem("农民工花名册"), Table::roster);
  EXPECT_EQ(table_of_stem("人员名册（九月）"), Table::roster);
  EXPECT_EQ(table_of_stem("花名册-人员台账"), Table::roster);
  EXPECT_EQ(table_of_stem("专户流水台账"), Table::movements);
  EXPECT_EQ(table_of_stem("项目台账经理"), std::nullopt);
  EXPECT_EQ(table_of_stem("企业名册"), std::nullopt);
  EXPECT_EQ(table_of_stem("项目经理名单"), std::nullopt);
  EXPECT_EQ(table_of_stem("会议纪要"), std::nullopt);
}

}  // namespace
}  // namespace qingxin::feeds
