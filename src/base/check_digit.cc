// SPDX-License-Identifier: Apache-2.0
#include "base/check_digit.h"

#include <algorithm>
#include <array>

namespace qingxin {

namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

constexpr std::string_view kCreditCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// The range must be within the text.
constexpr int number_at(std::string_view text, std::size_t at, std::size_t width) {
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

// Looks at each of them: nobody's number fails at its first character.
constexpr bool are_digits(std::string_view text) {
  bool are = true;
  for (const char c : text) are = are & is_digit(c);
  return are;
}

}  // namespace

char identity_check_digit(std::string_view first_17) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first_17[i] - '0') * kWeights[i];
  return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

IdentityFault identity_fault(std::string_view number) {
  if (number.size() != 18) return IdentityFault::length;
  const std::string_view body = number.substr(0, 17);
  if (!are_digits(body) || !(is_digit(number[17]) || number[17] == 'X'))
    return IdentityFault::character;
  if (!birthday_in(number)) return IdentityFault::birthday;
  return identity_check_digit(body) == number[17] ? IdentityFault::none
                                                  : IdentityFault::check_digit;
}

std::optional<Date> birthday_in(std::string_view number) {
  if (number.size() != 18 || !are_digits(number.substr(6, 8))) return std::nullopt;
  const int year = number_at(number, 6, 4);
  const auto month = static_cast<unsigned>(number_at(number, 10, 2));
  const auto day = static_cast<unsigned>(number_at(number, 12, 2));
  if (year < 1800 || !is_date(year, month, day)) return std::nullopt;
  return date(year, month, day);
}

bool is_card_like(std::string_view number) {
  return number.size() >= 13 && number.size() <= 19 && are_digits(number);
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool is_doubled = false;
  for (std::size_t i = digits.size(); i-- > 0; is_doubled = !is_doubled) {
    int digit = digits[i] - '0';
    if (is_doubled) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool is_iban_like(std::string_view account) {
  return account.size() >= 15 && account.size() <= 34 && is_capital(account[0]) &&
         is_capital(account[1]) && is_digit(account[2]) && is_digit(account[3]) &&
         std::ranges::all_of(account, [](char c) { return is_digit(c) || is_capital(c); });
}

int iban_remainder(std::string_view account) {
  int remainder = 0;
  const auto take = [&](char c) {
    remainder =
        is_digit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
  };
  for (const char c : account.substr(4)) take(c);
  for (const char c : account.substr(0, 4)) take(c);
  return remainder;
}

char credit_code_check_character(std::string_view first_17) {
  constexpr std::array<int, 17> kWeights{1,  3,  9,  27, 19, 26, 16, 17, 20,
                                         29, 25, 13, 8,  24, 10, 30, 28};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i)
    sum += static_cast<int>(kCreditCharacters.find(first_17[i])) * kWeights[i];
  return kCreditCharacters[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool passes_credit_code(std::string_view code) {
  if (code.size() != 18) return false;
  for (const char c : code)
    if (kCreditCharacters.find(c) == std::string_view::npos) return false;
  return credit_code_check_character(code.substr(0, 17)) == code[17];
}

}  // namespace qingxin
