// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
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

// Reads the plain forms of a day, 2026-10-05, and of a month, 2026-10, which nearly every row has.
// It remembers the months that it read last: the next one is most often among them.
class DateMemory {
 public:
  DateMemory() = default;
  DateMemory(const DateMemory&) = delete;
  DateMemory& operator=(const DateMemory&) = delete;

  // Nothing for any other form, and for what is no such day: read_date() and read_month() know.
  std::optional<Date> read(const Cell& cell) {
    const std::string_view text = cell.text;
    if (text.size() != 10 || cell.form != CellForm::text) return std::nullopt;
    const Remembered* const found = find(word_at(text.data()));
    const int tens = text[8] - '0';
    const int ones = text[9] - '0';
    const int day = tens * 10 + ones;
    const bool is_number = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    if (found == nullptr || !is_number || day < 1 || day > found->days) return std::nullopt;
    last_ = found;
    return found->first + (day - 1);
  }
  std::optional<Month> read_month(const Cell& cell);

  // The month that was read last, and its days.
  Month month() const { return last_->month; }
  Date first_day() const { return last_->first; }
  int days() const { return last_->days; }

 private:
  struct Remembered {
    std::uint64_t written = 0;  // "2026-10-"
    Month month;
    Date first;
    int days = 0;
  };
  const Remembered* find(std::uint64_t written) {
    Remembered& place = months_[(written * 0x9E3779B97F4A7C15U) >> 60];
    return place.written == written || remember(written, place) ? &place : nullptr;
  }
  static bool remember(std::uint64_t written, Remembered& place);

  std::array<Remembered, 16> months_{};
  const Remembered* last_ = months_.data();
};

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

// 17 digits and a digit or X: a document number as RowReader::identity() gives it.
bool is_plain_identity(std::string_view text);

// "1.10105E+17": a spreadsheet wrote a long number and lost its last digits.
bool is_scientific(std::string_view text);

// What a message shows of a cell: its beginning on one line, numbers of people masked.
std::string shown_cell(std::string_view value);

// A day cell of a monthly sheet.
enum class DayCell : unsigned char { there, not_there, unreadable };
DayCell read_day_cell(std::string_view text);

}  // namespace qingxin::feeds
