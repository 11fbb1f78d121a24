// SPDX-License-Identifier: Apache-2.0
#include "feeds/cells.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace qingxin::feeds {

namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes a number of `least` to `most` digits from the front; -1 when there is none.
int take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t size = 0;
  int value = 0;
  while (size < text.size() && size < most && is_digit(text[size]))
    value = value * 10 + (text[size++] - '0');
  if (size < least || (size < text.size() && is_digit(text[size]))) return -1;
  text.remove_prefix(size);
  return value;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::optional<Date> existing(int year, int month, int day) {
  if (year < 1900 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  if (!is_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return std::nullopt;
  return date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

// What may stand behind a date: " 08:30", "T08:30:00", " 上午8时30分", "083000". Only that it
// begins like a time is checked; it is dropped.
bool is_time_or_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 5> kHalves{"上午", "下午", "凌晨", "中午", "晚上"};
  if (!take(text, "T")) text = trim(text);
  if (text.empty()) return true;
  for (const std::string_view half : kHalves)
    if (take(text, half)) break;
  text = trim(text);
  const std::size_t hour = text.find_first_not_of("0123456789");
  if (hour == std::string_view::npos) return text.size() == 4 || text.size() == 6;
  if (hour == 0 || hour > 2) return false;
  return text[hour] == ':' || text.substr(hour).starts_with("时") ||
         text.substr(hour).starts_with("点") || text.substr(hour).starts_with("：");
}

struct WrittenDate {
  int year, month;
  int day;  // 0: a month
};

// Year, month and perhaps a day with one kind of mark between them.
std::optional<WrittenDate> with_marks(std::string_view text) {
  constexpr std::array<std::string_view, 4> kMarks{"-", "/", ".", "年"};
  WrittenDate written{take_number(text, 4, 4), 0, 0};
  if (written.year < 0) return std::nullopt;
  for (const std::string_view mark : kMarks) {
    if (!take(text, mark)) continue;
    const bool is_chinese = mark == "年";
    written.month = take_number(text, 1, 2);
    if (written.month < 0) return std::nullopt;
    if (is_chinese && !take(text, "月")) return std::nullopt;
    if (!is_chinese && text.empty()) return written;
    if (is_chinese && text.empty()) return written;
    if (!is_chinese && !take(text, mark)) return std::nullopt;
    written.day = take_number(text, 1, 2);
    if (written.day < 0) return std::nullopt;
    if (is_chinese && !take(text, "日")) return std::nullopt;
    return is_time_or_nothing(text) ? std::optional(written) : std::nullopt;
  }
  return std::nullopt;
}

bool are_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, is_digit);
}

int number_at(std::string_view text, std::size_t at, std::size_t width) {
  int value = 0;
  for (const char c : text.substr(at, width)) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::optional<Date> read_date(const Cell& cell, bool is_1904) {
  const std::string_view text = cell.text;
  const auto is_two_digits = [&](std::size_t at) {
    return is_digit(text[at]) && is_digit(text[at + 1]);
  };
  // The plain form, which nearly every row has.
  if (text.size() == 10 && text[4] == '-' && text[7] == '-' && is_two_digits(0) &&
      is_two_digits(2) && is_two_digits(5) && is_two_digits(8))
    return existing(number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2));
  const std::string_view before_time = text.substr(0, text.find_first_of(" T"));
  if (are_digits(before_time, 8) && is_time_or_nothing(text.substr(8)))
    return existing(number_at(text, 0, 4), number_at(text, 4, 2), number_at(text, 6, 2));
  if (const std::optional<WrittenDate> written = with_marks(text); written && written->day != 0)
    return existing(written->year, written->month, written->day);
  return day_of_serial(text, is_1904);
}

bool DateMemory::remember(std::uint64_t written, Remembered& place) {
  std::array<char, 8> bytes{};
  std::memcpy(bytes.data(), &written, bytes.size());
  const std::string_view text(bytes.data(), bytes.size());
  const bool is_plain = are_digits(text.substr(0, 4), 4) && text[4] == '-' &&
                        are_digits(text.substr(5, 2), 2) && text[7] == '-';
  if (!is_plain) return false;
  const std::optional<Date> first = existing(number_at(text, 0, 4), number_at(text, 5, 2), 1);
  if (!first) return false;
  const Month month = month_of(*first);
  place = {written, month, *first, days_in(month)};
  return true;
}

std::optional<Month> DateMemory::read_month(const Cell& cell) {
  if (cell.text.size() != 7 || cell.form != CellForm::text) return std::nullopt;
  std::array<char, 8> bytes{};
  std::ranges::copy(cell.text, bytes.begin());
  bytes[7] = '-';
  const Remembered* const found = find(word_at(bytes.data()));
  if (found == nullptr) return std::nullopt;
  last_ = found;
  return found->month;
}

std::optional<Date> day_of_serial(std::string_view number, bool is_1904) {
  const std::string_view whole = number.substr(0, number.find('.'));
  if (!are_digits(whole, 5)) return std::nullopt;
  const Date epoch = is_1904 ? date(1904, 1, 1) : date(1899, 12, 30);
  return epoch + number_at(whole, 0, 5);
}

std::optional<Month> read_month(const Cell& cell, bool is_1904) {
  const std::string_view text = cell.text;
  std::optional<Date> day;
  if (are_digits(text, 6)) {
    day = existing(number_at(text, 0, 4), number_at(text, 4, 2), 1);
  } else if (const std::optional<WrittenDate> written = with_marks(text);
             written && written->day == 0) {
    // 2026.1 may have been 2026.10 before a spreadsheet took it for a number.
    if (text.find('.') == std::string_view::npos) day = existing(written->year, written->month, 1);
  } else {
    day = read_date(cell, is_1904);
  }
  if (!day || day_of_month(*day) != 1) return std::nullopt;
  return month_of(*day);
}

namespace {

// "0.3125", "46300.3125": the part behind the point is of a day.
std::optional<int> minutes_of_fraction(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(point + 1, 9);
  if ((whole != "0" && !are_digits(whole, 5)) || part.empty()) return std::nullopt;
  if (!std::ranges::all_of(text.substr(point + 1), is_digit)) return std::nullopt;
  std::int64_t unit = 1;
  std::int64_t value = 0;
  for (const char c : part) {
    value = value * 10 + (c - '0');
    unit *= 10;
  }
  // Half a second more, so that 07:30 is not 07:29:59.99.
  return static_cast<int>((value * 172'800 + unit) / (unit * 120));
}

std::optional<int> in_minutes(int hour, int minute, bool is_afternoon) {
  if (is_afternoon && hour < 12) hour += 12;
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  const int minutes = hour * 60 + minute;
  return minutes <= 24 * 60 ? std::optional(minutes) : std::nullopt;
}

// The time behind a date, or the whole.
std::string_view without_date(std::string_view text) {
  const std::size_t year = text.find_first_not_of("0123456789");
  if (year != 4 || text[year] == ':') return text;
  const std::size_t time = text.find_first_of(" T");
  return time == std::string_view::npos ? std::string_view{} : trim(text.substr(time + 1));
}

}  // namespace

std::optional<int> read_minutes(std::string_view text) {
  // The plain form, which nearly every row has.
  if (text.size() == 5 && text[2] == ':' && are_digits(text.substr(0, 2), 2) &&
      are_digits(text.substr(3), 2))
    return in_minutes(number_at(text, 0, 2), number_at(text, 3, 2), false);
  if (const std::optional<int> minutes = minutes_of_fraction(text)) return minutes;
  text = without_date(text);
  if (are_digits(text, 4) || are_digits(text, 6))
    return in_minutes(number_at(text, 0, 2), number_at(text, 2, 2), false);
  bool is_afternoon = text.ends_with("PM") || text.ends_with("pm");
  for (const std::string_view half : {"下午", "晚上"})
    if (take(text, half)) is_afternoon = true;
  for (const std::string_view half : {"上午", "凌晨", "中午"})
    if (take(text, half)) break;
  text = trim(text);
  const int hour = take_number(text, 1, 2);
  if (!take(text, ":") && !take(text, "：") && !take(text, "时") && !take(text, "点"))
    return std::nullopt;
  if (text.empty()) return in_minutes(hour, 0, is_afternoon);
  return in_minutes(hour, take_number(text, 2, 2), is_afternoon);
}

std::optional<YesNo> read_yes_no(std::string_view text) {
  constexpr std::array<std::string_view, 5> kYes{"是", "有", "Y", "y", "1"};
  constexpr std::array<std::string_view, 5> kNo{"否", "无", "N", "n", "0"};
  if (text == "√" || text == "✓") return YesNo::tick;
  if (std::ranges::find(kYes, text) != kYes.end()) return YesNo::yes;
  if (std::ranges::find(kNo, text) != kNo.end()) return YesNo::no;
  return std::nullopt;
}

std::optional<std::int32_t> read_hundredths(std::string_view text) {
  const int whole = take_number(text, 1, 6);
  if (whole < 0) return std::nullopt;
  if (text.empty()) return whole * 100;
  if (!take(text, ".")) return std::nullopt;
  const std::size_t decimals = text.size();
  const int part = take_number(text, 1, 2);
  if (part < 0 || !text.empty()) return std::nullopt;
  return whole * 100 + (decimals == 1 ? part * 10 : part);
}

std::optional<int> read_count(std::string_view text) {
  const int value = take_number(text, 1, 9);
  if (value < 0 || !text.empty()) return std::nullopt;
  return value;
}

bool is_plain_identity(std::string_view text) {
  return text.size() == 18 && are_eight_digits(word_at(text.data())) &&
         are_eight_digits(word_at(text.data() + 8)) && is_digit(text[16]) &&
         (is_digit(text[17]) || text[17] == 'X');
}

bool is_scientific(std::string_view text) {
  if (text.empty() || !is_digit(text.back())) return false;
  std::size_t power = 0;
  while (power < text.size() && text[power] != 'E' && text[power] != 'e') ++power;
  if (power == 0 || power + 1 >= text.size()) return false;
  const auto is_number_part = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  std::string_view exponent = text.substr(power + 1);
  if (exponent.front() == '+' || exponent.front() == '-') exponent.remove_prefix(1);
  return !exponent.empty() && std::ranges::all_of(exponent, is_digit) &&
         std::ranges::all_of(text.substr(0, power), is_number_part);
}

std::string shown_cell(std::string_view value) {
  constexpr std::size_t kBytesLookedAt = 1024;
  return shortened(without_numbers_of_people(printable(value.substr(0, kBytesLookedAt))), 60);
}

DayCell read_day_cell(std::string_view text) {
  constexpr std::array<std::string_view, 2> kThere{"√", "✓"};
  constexpr std::array<std::string_view, 7> kNotThere{"×", "0", "休", "假", "事", "病", "旷"};
  if (text.empty()) return DayCell::not_there;
  if (std::ranges::find(kThere, text) != kThere.end()) return DayCell::there;
  if (std::ranges::find(kNotThere, text) != kNotThere.end()) return DayCell::not_there;
  const std::size_t point = std::min(text.find('.'), text.size() - 1);
  const auto is_number_part = [](char c) { return is_digit(c) || c == '.'; };
  if (!is_digit(text.front()) || !is_digit(text.back()) ||
      !std::ranges::all_of(text, is_number_part) ||
      text.find('.', point + 1) != std::string_view::npos)
    return DayCell::unreadable;
  return text.find_first_of("123456789") == std::string_view::npos ? DayCell::not_there
                                                                   : DayCell::there;
}

}  // namespace qingxin::feeds
