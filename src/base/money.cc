// SPDX-License-Identifier: Apache-2.0
#include "base/money.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace qingxin {

namespace {

constexpr std::size_t kWholeDigitsMax = 12;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "1800" or "1,800": digits, or groups of three behind the first comma.
bool is_whole_part(std::string_view text) {
  const std::size_t first_comma = text.find(',');
  if (first_comma == std::string_view::npos)
    return !text.empty() && std::ranges::all_of(text, is_digit);
  if (first_comma == 0 || first_comma > 3) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comma_expected = i >= first_comma && (i - first_comma) % 4 == 0;
    if (comma_expected ? text[i] != ',' : !is_digit(text[i])) return false;
  }
  return (text.size() - first_comma) % 4 == 0;
}

}  // namespace

namespace {

// "1800", "1800.5", "1800.50": nearly all amounts; nothing for any other text.
std::optional<Money> plain_amount(std::string_view text) {
  std::size_t at = 0;
  std::int64_t fen = 0;
  while (at < text.size() && is_digit(text[at])) fen = fen * 10 + (text[at++] - '0');
  if (at == 0 || at > kWholeDigitsMax) return std::nullopt;
  fen *= 100;
  if (at == text.size()) return Money{fen};
  const std::string_view decimals = text.substr(at + 1);
  if (text[at] != '.' || decimals.empty() || decimals.size() > 2) return std::nullopt;
  if (!std::ranges::all_of(decimals, is_digit)) return std::nullopt;
  fen += (decimals[0] - '0') * 10;
  if (decimals.size() == 2) fen += decimals[1] - '0';
  return Money{fen};
}

}  // namespace

Result<Money> parse_money(std::string_view text) {
  if (text.size() <= kWholeDigitsMax + 3)
    if (const std::optional<Money> plain = plain_amount(text)) return *plain;
  const auto malformed = [&] {
    return fail(ErrorCode::invalid_input,
                "金额“" + std::string(text) + "”应写成 1800 或 1,800.00（元，最多两位小数）");
  };
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view decimals =
      dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
  if (!is_whole_part(whole) || decimals.size() > 2 || !std::ranges::all_of(decimals, is_digit))
    return malformed();
  if (dot != std::string_view::npos && decimals.empty()) return malformed();

  std::int64_t fen = 0;
  std::size_t digits = 0;
  for (const char c : whole) {
    if (c == ',') continue;
    fen = fen * 10 + (c - '0');
    if ((fen != 0) && ++digits > kWholeDigitsMax) return malformed();
  }
  fen *= 100;
  if (!decimals.empty()) fen += (decimals[0] - '0') * 10;
  if (decimals.size() == 2) fen += decimals[1] - '0';
  return Money{fen};
}

std::string to_string(Money amount) {
  const bool negative = amount.fen < 0;
  const auto magnitude = static_cast<std::uint64_t>(amount.fen);
  const std::uint64_t fen = negative ? 0 - magnitude : magnitude;
  std::string text = std::to_string(fen / 100);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  text += '.';
  text += static_cast<char>('0' + fen % 100 / 10);
  text += static_cast<char>('0' + fen % 10);
  return negative ? "-" + text : text;
}

}  // namespace qingxin
