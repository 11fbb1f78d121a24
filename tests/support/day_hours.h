// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <string>

#include "rules/overtime_hours.h"
#include "tests/support/judgement_cases.h"

// The hours of the days of a month as the tables of W13 and W14 write them.
namespace qingxin::test {

// "8", "8.5" in hundredths; "不明" is -1.
inline int cell_hundredths(const std::string& text) {
  if (text == "不明") return -1;
  int whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  const std::string rest(end, text.data() + text.size());
  if (error != std::errc{} || (!rest.empty() && rest != ".5"))
    throw std::runtime_error(text + " is not like 8 or 8.5");
  return whole * 100 + (rest.empty() ? 0 : 50);
}

// "12-15 8、16 10、18 不明".
inline rules::OvertimeHours cell_hours(const CaseRow& row) {
  const Date first = parse_iso_date(row["月份"] + "-01").value();
  std::array<int, 31> hours{};
  std::uint32_t attended = 0;
  std::string cell = row["每日工时"];
  for (std::size_t at = 0; (at = cell.find("、", at)) != cell.npos;)
    cell.replace(at, std::string{"、"}.size(), " ");
  std::istringstream words{cell};
  for (std::string days, length; words >> days >> length;) {
    const std::size_t dash = days.find('-');
    const int from = std::stoi(days);
    const int to = dash == days.npos ? from : std::stoi(days.substr(dash + 1));
    for (int day = from; day <= to; ++day) {
      hours.at(static_cast<std::size_t>(day - 1)) = cell_hundredths(length);
      attended |= std::uint32_t{1} << (day - 1);
    }
  }
  rules::OvertimeHours overtime =
      rules::overtime_hours(attended, hours, rules::day_kinds(month_of(first), shipped_calendar()));
  overtime.has_attendance_table = cell_is(row, "考勤", "有", "无");
  return overtime;
}

}  // namespace qingxin::test
