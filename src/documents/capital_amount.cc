// SPDX-License-Identifier: Apache-2.0
#include "documents/capital_amount.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace qingxin::documents {

namespace {

constexpr std::array<std::string_view, 10> kDigits{"零", "壹", "贰", "叁", "肆",
                                                   "伍", "陆", "柒", "捌", "玖"};

struct Place {
  std::uint64_t value;
  std::string_view name;
};
// 亿 and 万 stand before several places of their own, so that 亿亿 is read as well.
constexpr std::array<Place, 5> kPlaces{
    {{100'000'000, "亿"}, {10'000, "万"}, {1'000, "仟"}, {100, "佰"}, {10, "拾"}}};

// A whole number above nothing. 零 stands where the next place is empty and a lower one is not.
std::string whole(std::uint64_t number) {  // NOLINT(misc-no-recursion): five places deep
  for (const Place& place : kPlaces) {
    if (number < place.value) continue;
    const std::uint64_t rest = number % place.value;
    std::string words = whole(number / place.value);
    words += place.name;
    if (rest == 0) return words;
    if (rest < place.value / 10) words += kDigits[0];
    return words + whole(rest);
  }
  return std::string{kDigits[number]};
}

}  // namespace

std::string capital_amount(Money amount) {
  const bool is_below = amount.fen < 0;
  const std::uint64_t fen = is_below ? std::uint64_t{0} - static_cast<std::uint64_t>(amount.fen)
                                     : static_cast<std::uint64_t>(amount.fen);
  const std::uint64_t yuan = fen / 100, tenths = fen / 10 % 10, last = fen % 10;
  std::string words = is_below ? "负" : "";
  if (yuan > 0 || fen == 0) words += (yuan == 0 ? std::string{kDigits[0]} : whole(yuan)) + "元";
  if (tenths > 0)
    words += std::string{kDigits[tenths]} + "角";
  else if (last > 0 && yuan > 0)
    words += kDigits[0];
  if (last == 0) return words + "整";
  return words + std::string{kDigits[last]} + "分";
}

}  // namespace qingxin::documents
