// SPDX-License-Identifier: Apache-2.0
#include "law/counting.h"

#include <gtest/gtest.h>

#include "law/law.h"

namespace qingxin::law {
namespace {

const Calendar& calendar() {
  static const Law law = load(std::nullopt, std::nullopt).value();
  return law.calendar;
}

TEST(Counting, GoesBackFromAWageDayOnASunday) {
  const Counting counting =
      counting_of(previous_working_day(date(2026, 11, 15), calendar()), calendar());
  EXPECT_EQ(counting.start, "约定 2026-11-15（周日），遇休息日或节假日提前");
  ASSERT_EQ(counting.days.size(), 3U);
  EXPECT_EQ(counting.days[0].reason, "周日，往前一天");
  EXPECT_EQ(counting.days[2].day, date(2026, 11, 13));
  EXPECT_EQ(counting.days[2].number, "提前到此日");
  EXPECT_EQ(counting.result, "2026-11-13（周五）");
}

TEST(Counting, SaysThatAWorkingDayStays) {
  const Counting counting =
      counting_of(previous_working_day(date(2026, 11, 13), calendar()), calendar());
  ASSERT_EQ(counting.days.size(), 1U);
  EXPECT_EQ(counting.days[0].number, "就是此日");
}

TEST(Counting, PassesOverTheNationalHoliday) {
  const Counting counting =
      counting_of(add_working_days(date(2026, 9, 29), 3, calendar()), calendar());
  EXPECT_EQ(counting.start, "自 2026-09-29（周二）起算，当日不计，3 个工作日");
  ASSERT_EQ(counting.days.size(), 10U);
  EXPECT_EQ(counting.days[0].number, "第 1 个工作日");
  EXPECT_EQ(counting.days[1].number, "");
  EXPECT_EQ(counting.days[1].reason, "国庆节");
  EXPECT_EQ(counting.days[9].number, "第 3 个工作日");
  EXPECT_EQ(counting.result, "2026-10-09（周五）");
}

TEST(Counting, CountsEveryCalendarDayAndRollsForward) {
  const Deadline due = add_calendar_days(date(2026, 9, 2), 30, calendar());
  const Counting counting = counting_of(due, calendar());
  EXPECT_EQ(counting.days[29].number, "第 30 日");
  EXPECT_EQ(counting.days[29].day, date(2026, 10, 2));
  EXPECT_EQ(counting.days.back().number, "顺延到此日");
  EXPECT_EQ(counting.days.back().day, due.day);
  EXPECT_EQ(static_cast<int>(counting.days.size()), due.day - date(2026, 9, 2));
}

TEST(Counting, MarksDaysOfAYearWithoutANotice) {
  const Counting counting =
      counting_of(add_working_days(date(2026, 12, 30), 2, calendar()), calendar());
  EXPECT_TRUE(counting.days.front().is_certain);
  EXPECT_FALSE(counting.days.back().is_certain);
}

}  // namespace
}  // namespace qingxin::law
