// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingxin {

// A civil day, counted from 1970-01-01. No zone: the law counts days, and only the edge of the
// program turns an instant into a day (UTC+8).
struct Date {
  std::int32_t days = 0;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;
  friend constexpr Date operator+(Date day, int count) { return {day.days + count}; }
  friend constexpr Date operator-(Date day, int count) { return {day.days - count}; }
  friend constexpr int operator-(Date later, Date earlier) { return later.days - earlier.days; }
};

// A calendar month, counted from year 0, so that neighbours differ by one.
struct Month {
  std::int32_t index = 0;

  friend constexpr auto operator<=>(const Month&, const Month&) = default;
  friend constexpr Month operator+(Month month, int count) { return {month.index + count}; }
  friend constexpr Month operator-(Month month, int count) { return {month.index - count}; }
  friend constexpr int operator-(Month later, Month earlier) { return later.index - earlier.index; }
};

constexpr std::chrono::year_month_day civil(Date day) {
  return std::chrono::sys_days{std::chrono::days{day.days}};
}

constexpr Date date(std::chrono::year_month_day day) {
  return {static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count())};
}

// The day must exist; is_date() tells.
constexpr Date date(int year, unsigned month, unsigned day) {
  return date(std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day));
}

constexpr bool is_date(int year, unsigned month, unsigned day) {
  return (std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}).ok();
}

constexpr Month month(int year, unsigned month_of_year) {
  return {year * 12 + static_cast<std::int32_t>(month_of_year) - 1};
}

constexpr int year_of(Date day) {
  return int{civil(day).year()};
}
constexpr int year_of(Month month) {
  return month.index / 12;
}
constexpr unsigned month_of_year(Month month) {
  return static_cast<unsigned>(month.index % 12) + 1;
}
constexpr Month month_of(Date day) {
  return month(year_of(day), unsigned{civil(day).month()});
}
constexpr unsigned day_of_month(Date day) {
  return unsigned{civil(day).day()};
}

constexpr Date first_day(Month month) {
  return date(year_of(month), month_of_year(month), 1);
}
constexpr Date last_day(Month month) {
  return first_day(month + 1) - 1;
}
constexpr int days_in(Month month) {
  return last_day(month) - first_day(month) + 1;
}

// The day with that number in that month; the month's last day where there is none (民法典 202).
constexpr Date day_in(Month month, int day_number) {
  return first_day(month) + (day_number < days_in(month) ? day_number : days_in(month)) - 1;
}

// Monday is 1, Sunday 7.
constexpr unsigned iso_weekday(Date day) {
  return std::chrono::weekday{std::chrono::sys_days{std::chrono::days{day.days}}}.iso_encoding();
}

// "2026-10-05", "2026-10".
Result<Date> parse_iso_date(std::string_view text);
Result<Month> parse_iso_month(std::string_view text);
std::string to_string(Date day);
std::string to_string(Month month);

// "周一" … "周日".
std::string_view weekday_in_chinese(Date day);

}  // namespace qingxin
