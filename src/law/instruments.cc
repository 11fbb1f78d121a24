// SPDX-License-Identifier: Apache-2.0
#include "law/instruments.h"

#include <fmt/format.h>

#include <array>

#include "base/check.h"

namespace qingxin::law {

std::string number_in_chinese(int number) {
  check(0 < number && number < 10000);
  static constexpr std::array<std::string_view, 10> kDigits = {"零", "一", "二", "三", "四",
                                                               "五", "六", "七", "八", "九"};
  static constexpr std::array<std::string_view, 4> kUnits = {"千", "百", "十", ""};
  std::string words;
  bool is_gap = false;
  int scale = 1000;
  for (const std::string_view unit : kUnits) {
    const int digit = number / scale % 10;
    scale /= 10;
    if (digit == 0) {
      is_gap = !words.empty();
      continue;
    }
    if (is_gap) words += kDigits[0];
    is_gap = false;
    if (!(digit == 1 && unit == "十" && words.empty())) words += kDigits[std::size_t(digit)];
    words += unit;
  }
  return words;
}

std::string in_chinese(const Citation& citation, const Instruments& instruments) {
  const auto found = instruments.find(citation.instrument);
  std::string words{found == instruments.end() ? citation.instrument
                                               : std::string_view{found->second.short_title}};
  if (citation.article > 0) words += fmt::format(" 第{}条", number_in_chinese(citation.article));
  if (citation.paragraph > 0) words += fmt::format("第{}款", number_in_chinese(citation.paragraph));
  if (citation.item > 0) words += fmt::format("第（{}）项", number_in_chinese(citation.item));
  return words;
}

}  // namespace qingxin::law
