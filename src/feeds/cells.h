// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "feeds/sheet.h"

namespace qingxin::feeds {

// 2026-10-05, 2026/10/5, 2026.10.5, 20261005, 2026年10月5日, a spreadsheet's serial (1900 or 1904
// book); a time of day behind it is dropped. Nothing for what is no such day between 1900 and 2199.
std::optional<Date> read_date(const Cell& cell, bool is_1904);

// The day that a spreadsheet's number means ("46300"); a fraction is the time of day.
std::optional<Date> day_of_serial(std::string_view number, bool is_1904);

// 2026-10, 202610, 2026/10, 2026年10月; a serial or a full date only where it is a month's first
// day, which is what a spreadsheet makes of a month.
std::optional<Month> read_month(const Cell& cell, bool is_1904);

// A time of day in minutes from midnight: 7:30, 07:30:00, 0730, 下午5时30分, 5:30 PM, behind a date
// or alone, or a spreadsheet's fraction of a day. Seconds are dropped. Nothing for anything else.
std::optional<int> read_minutes(std::string_view text);

// 是/否, 有/无, Y/N, 1/0; √ is yes. Nothing for anything else, blank included.
enum class YesNo : unsigned char { no, yes, tick };
std::optional<YesNo> read_yes_no(std::string_view text);

// "21", "21.5", "8.25" in hundredths; no sign, at most two decimals, at most six digits before.
std::optional<std::int32_t> read_hundredths(std::string_view text);

// A whole number without sign, at most nine digits.
std::optional<int> read_count(std::string_view text);

// "1.10105E+17": a spreadsheet wrote a long number and lost its last digits.
bool is_scientific(std::string_view text);

// A day cell of a monthly sheet.
enum class DayCell : unsigned char { there, not_there, unreadable };
DayCell read_day_cell(std::string_view text);

}  // namespace qingxin::feeds
