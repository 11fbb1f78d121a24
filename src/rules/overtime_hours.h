// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "rules/wage_month.h"

namespace qingxin::rules {

// How a month's days are paid when worked, one bit a day.
struct DayKinds {
  std::uint32_t rest = 0;       // not a working day; statutory days among them
  std::uint32_t statutory = 0;  // 法定节假日
  law::Certainty certainty = law::Certainty::firm;
};

inline DayKinds day_kinds(Month month, const law::Calendar& calendar) {
  DayKinds kinds;
  for (int day = 0; day < days_in(month); ++day) {
    const law::DayAnswer answer = calendar.answer(first_day(month) + day);
    const std::uint32_t bit = std::uint32_t{1} << day;
    if (answer.kind == law::DayKind::rest) kinds.rest |= bit;
    if (calendar.is_statutory(first_day(month) + day)) kinds.statutory |= bit;
    if (answer.certainty == law::Certainty::provisional) kinds.certainty = answer.certainty;
  }
  return kinds;
}

// One worker's month of overtime, in hundredths of an hour.
struct OvertimeHours {
  bool has_attendance_table = true;
  bool has_hours_column = true;
  int days_without_hours = 0;  // attended, but how long is not known
  int on_working_days = 0;     // over eight hours
  int on_rest_days = 0;        // all of them
  int on_statutory_days = 0;   // all of them
  int longest = 0;             // on one day
  int longest_on = 0;          // that day's number
  int days_in_a_row = 0;       // longest run of attended days that reaches into the month
  law::Certainty certainty = law::Certainty::firm;

  constexpr int all() const { return on_working_days + on_rest_days + on_statutory_days; }
};

inline constexpr int kDayHundredths = 800;

constexpr int longest_run(std::uint32_t days) {
  int longest = 0;
  for (; days != 0; days &= days << 1) ++longest;
  return longest;
}

// What of a day's hours is overtime: all of them unless it is a working day.
constexpr int overtime_of_day(int worked, bool is_rest) {
  return is_rest ? worked : std::max(0, worked - kDayHundredths);
}

// `hours` of each day of the month in hundredths, -1 where not given; of the attended days that are
// not in `asked` it is known that they have no overtime.
// `run_before`: attended days in a row up to the last day of the month before.
constexpr OvertimeHours overtime_hours(std::uint32_t attended, std::span<const int> hours,
                                       const DayKinds& kinds, int run_before = 0,
                                       std::uint32_t asked = UINT32_MAX) {
  OvertimeHours overtime;
  overtime.certainty = kinds.certainty;
  overtime.days_in_a_row = longest_run(attended);
  if ((attended & 1) != 0)
    overtime.days_in_a_row =
        std::max(overtime.days_in_a_row, run_before + std::countr_one(attended));
  std::array<int, 3> sums{};  // of working, rest and statutory days: no branch asks which
  std::size_t longest = 0;    // hours before 31 less the day, so that the first of equals counts
  for (std::uint32_t left = attended & asked; left != 0; left &= left - 1) {
    const auto day = static_cast<std::size_t>(std::countr_zero(left));
    if (day >= hours.size()) break;
    if (hours[day] < 0) {
      ++overtime.days_without_hours;
      continue;
    }
    const std::uint32_t is_statutory = kinds.statutory >> day & 1;
    const std::uint32_t is_rest = (kinds.rest >> day & 1) & ~is_statutory;
    const int over = overtime_of_day(hours[day], (is_rest | is_statutory) != 0);
    sums[2 * is_statutory + is_rest] += over;
    longest = std::max(longest, static_cast<std::size_t>(over) * 32 + (31 - day));
  }
  overtime.longest = static_cast<int>(longest / 32);
  if (overtime.longest > 0) overtime.longest_on = 32 - static_cast<int>(longest % 32);
  overtime.on_working_days = sums[0];
  overtime.on_rest_days = sums[1];
  overtime.on_statutory_days = sums[2];
  return overtime;
}

}  // namespace qingxin::rules
