// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <algorithm>
#include <array>

namespace qingxin {

namespace {

// `width` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void append_padded(std::string& text, unsigned value, std::size_t width) {
  const std::string plain = std::to_string(value);
  text.append(width - std::min(width, plain.size()), '0').append(plain);
}

}  // namespace

Result<Date> parse_iso_date(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (year >= 0 && month >= 0 && day >= 0 &&
        is_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)))
      return date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  }
  return fail(ErrorCode::invalid_input,
              "日期“" + std::string(text) + "”不是像 2026-10-05 这样存在的一天");
}

Result<Month> parse_iso_month(std::string_view text) {
  if (text.size() == 7 && text[4] == '-') {
    const int year = digits(text, 0, 4);
    const int month_number = digits(text, 5, 2);
    if (year >= 0 && month_number >= 1 && month_number <= 12)
      return month(year, static_cast<unsigned>(month_number));
  }
  return fail(ErrorCode::invalid_input, "月份“" + std::string(text) + "”应写成 2026-10");
}

std::string to_string(Month month) {
  std::string text;
  append_padded(text, static_cast<unsigned>(year_of(month)), 4);
  text += '-';
  append_padded(text, month_of_year(month), 2);
  return text;
}

std::string to_string(Date day) {
  std::string text = to_string(month_of(day));
  text += '-';
  append_padded(text, day_of_month(day), 2);
  return text;
}

std::string_view weekday_in_chinese(Date day) {
  constexpr std::array<std::string_view, 7> kNames{"周一", "周二", "周三", "周四",
                                                   "周五", "周六", "周日"};
  return kNames[iso_weekday(day) - 1];
}

}  // namespace qingxin
