// SPDX-License-Identifier: Apache-2.0
#include "book/attendance_months.h"

#include <algorithm>
#include <array>
#include <bit>

namespace qingxin::book {

namespace {

constexpr std::size_t kDaysOfMonth = 31;

// The hours of each day of one month; nothing is known of a day that no row gives hours for.
class HoursOfDays {
 public:
  HoursOfDays() { hours_.fill(-1); }

  void add(const AttendanceRow& row) {
    if (row.hours_hundredths < 0) return;
    if (!std::has_single_bit(row.days)) {
      are_told_ = false;
      return;
    }
    int& day = hours_[static_cast<std::size_t>(std::countr_zero(row.days)) % kDaysOfMonth];
    day = std::min(kDayMaxHundredths, std::max(day, 0) + row.hours_hundredths);
  }

  // -1 where one of the days is not told.
  int longest(std::uint32_t days) const {
    int longest = -1;
    for (; are_told_ && days != 0; days &= days - 1) {
      const int day = hours_[static_cast<std::size_t>(std::countr_zero(days)) % kDaysOfMonth];
      if (day < 0) return -1;
      longest = std::max(longest, day);
    }
    return longest;
  }

 private:
  std::array<int, kDaysOfMonth> hours_;
  bool are_told_ = true;
};

std::int16_t lesser(std::int16_t least, std::int16_t given) {
  if (given < 0) return least;
  return least < 0 ? given : std::min(least, given);
}

}  // namespace

AttendanceMonths months_of(std::span<const AttendanceRow> rows,
                           std::span<const WorkerIndex> workers) {
  AttendanceMonths months;
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < rows.size();) {
    const AttendanceRow& first = rows[i];
    while (workers[place] != first.worker) ++place;
    HoursOfDays hours;
    std::uint32_t days = 0;
    std::int16_t least_hours = -1;
    std::int16_t least_passes = -1;
    for (; i < rows.size() && rows[i].worker == first.worker && rows[i].month == first.month; ++i) {
      days |= rows[i].days;
      hours.add(rows[i]);
      least_hours = lesser(least_hours, rows[i].hours_hundredths);
      least_passes = lesser(least_passes, rows[i].passes);
    }
    months.place.push_back(place);
    months.month.push_back(first.month);
    months.end.push_back(static_cast<std::uint32_t>(i));
    months.days.push_back(days);
    months.least_hours_hundredths.push_back(least_hours);
    months.least_passes.push_back(least_passes);
    months.longest_hundredths.push_back(static_cast<std::int16_t>(hours.longest(days)));
  }
  return months;
}

}  // namespace qingxin::book
