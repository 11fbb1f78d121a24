// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/result.h"

namespace qingxin {

// An exact amount of renminbi, counted in fen. Never a floating-point number. A sum that leaves
// 64 bits stops the program: no true amount comes near it.
struct Money {
  std::int64_t fen = 0;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;
  friend constexpr Money operator+(Money a, Money b) {
    std::int64_t sum = 0;
    check(!__builtin_add_overflow(a.fen, b.fen, &sum));
    return {sum};
  }
  friend constexpr Money operator-(Money a, Money b) {
    std::int64_t difference = 0;
    check(!__builtin_sub_overflow(a.fen, b.fen, &difference));
    return {difference};
  }
  constexpr Money& operator+=(Money b) { return *this = *this + b; }
  constexpr Money& operator-=(Money b) { return *this = *this - b; }
};

constexpr Money yuan(std::int64_t whole) {
  return {whole * 100};
}

// "1800", "1,800.00", "0.5" to whole fen. Thousands are grouped by three or not at all. A sign,
// a currency mark, a unit, full-width digits and more than two decimals are refused, never
// rounded; so is an amount of a trillion yuan or more.
Result<Money> parse_money(std::string_view text);

// "1,800.00"; a minus before a negative amount.
std::string to_string(Money amount);

}  // namespace qingxin
