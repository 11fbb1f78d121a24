// SPDX-License-Identifier: Apache-2.0
#include "book/attendance_months.h"

#include <gtest/gtest.h>

namespace qingxin::book {

namespace {

constexpr WorkerIndex kLi = 4, kWang = 9;
constexpr std::int16_t kNone = -1;

AttendanceRow row(WorkerIndex worker, Month month, std::uint32_t days, std::int16_t hours,
                  std::int16_t passes) {
  return {
      .worker = worker, .month = month, .days = days, .hours_hundredths = hours, .passes = passes};
}

const Month kMay = month(2026, 5), kJune = month(2026, 6);

AttendanceMonths of(std::vector<AttendanceRow> rows) {
  return months_of(rows, std::vector<WorkerIndex>{kLi, kWang});
}

TEST(AttendanceMonths, AreOneForEachWorkerAndMonth) {
  const AttendanceMonths months =
      of({row(kLi, kMay, 1, 800, 4), row(kLi, kMay, 2, 750, 2), row(kLi, kJune, 1, 900, kNone),
          row(kWang, kJune, 4, 800, 1)});
  EXPECT_EQ(months.place, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(months.month, (std::vector<Month>{kMay, kJune, kJune}));
  EXPECT_EQ(months.end, (std::vector<std::uint32_t>{2, 3, 4}));
  EXPECT_EQ(months.days, (std::vector<std::uint32_t>{3, 1, 4}));
  EXPECT_EQ(months.least_hours_hundredths, (std::vector<std::int16_t>{750, 900, 800}));
  EXPECT_EQ(months.least_passes, (std::vector<std::int16_t>{2, kNone, 1}));
  EXPECT_EQ(months.longest_hundredths, (std::vector<std::int16_t>{800, 900, 800}));
  EXPECT_EQ(months.begin(1), 2U);
  EXPECT_EQ(months.count_of_rows(), 4U);
  EXPECT_EQ(of({}).count_of_rows(), 0U);
}

TEST(AttendanceMonths, AddUpTheRowsOfOneDay) {
  EXPECT_EQ(of({row(kLi, kMay, 2, 500, 1), row(kLi, kMay, 2, 450, 1)}).longest_hundredths[0], 950);
  EXPECT_EQ(of({row(kLi, kMay, 2, 2'000, 1), row(kLi, kMay, 2, 2'000, 1)}).longest_hundredths[0],
            kDayMaxHundredths);
}

// A day for which no row gives hours, or hours that are of several days.
TEST(AttendanceMonths, LeaveWhatTheyCannotSumUpToTheRows) {
  EXPECT_EQ(of({row(kLi, kMay, 1, 800, 4), row(kLi, kMay, 2, kNone, 4)}).longest_hundredths[0],
            kNone);
  EXPECT_EQ(of({row(kLi, kMay, 6, 800, 4)}).longest_hundredths[0], kNone);
  EXPECT_EQ(of({row(kLi, kMay, 1, kNone, 4), row(kLi, kMay, 1, 800, 4)}).longest_hundredths[0],
            800);
  EXPECT_EQ(of({row(kLi, kMay, 1, kNone, 4), row(kLi, kMay, 1, 800, 4)}).least_hours_hundredths[0],
            800);
}

}  // namespace

}  // namespace qingxin::book
