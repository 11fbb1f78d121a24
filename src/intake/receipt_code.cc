// SPDX-License-Identifier: Apache-2.0
#include "intake/receipt_code.h"

#include <fmt/format.h>

#include "base/check.h"
#include "intake/said_text.h"

namespace qingxin::intake {

namespace {

constexpr std::uint64_t kLeast = 10'000'000'000'000;  // fourteen digits, the first not 0
constexpr std::uint64_t kCount = 9 * kLeast;
constexpr std::size_t kDigits = 16;
constexpr std::uint64_t kModulus = 97;

bool may_stand_between(char32_t point) {
  constexpr std::u32string_view kBetween = U" -.()+\n\u2013\u2014\u2010\u2011";
  return kBetween.find(point) != kBetween.npos;
}

}  // namespace

ReceiptCode receipt_code(std::string_view random_bytes) {
  check(random_bytes.size() == kReceiptRandomBytes);
  // The bytes as one number of 128 bits, of which the remainder is even to one part in 2^81.
  std::uint64_t remainder = 0;
  for (const char byte : random_bytes)
    remainder = (remainder << 8 | static_cast<unsigned char>(byte)) % kCount;
  const std::uint64_t body = (kLeast + remainder) * 100;
  return {body + (kModulus + 1 - body % kModulus)};
}

std::string digits_of(ReceiptCode code) {
  return fmt::format("{:016}", code.number);
}

std::string to_string(ReceiptCode code) {
  const std::string digits = digits_of(code);
  return fmt::format("{} {} {} {}", digits.substr(0, 4), digits.substr(4, 4), digits.substr(8, 4),
                     digits.substr(12));
}

Result<ReceiptCode> parse_receipt_code(std::string_view text) {
  constexpr std::size_t kTypedMost = 200;
  if (text.size() > kTypedMost)
    return fail(ErrorCode::invalid_input, "查询码只有 16 位数字，收到的文字太长，请只填查询码");
  const Result<SaidText> said = SaidText::read(text);
  if (!said) return tl::unexpected(said.error());
  ReceiptCode code;
  std::size_t digits = 0;
  for (const char32_t point : said->plain()) {
    if (is_ascii_digit(point)) {
      if (++digits <= kDigits) code.number = code.number * 10 + (point - U'0');
    } else if (!may_stand_between(point)) {
      return fail(ErrorCode::invalid_input, "查询码里有不是数字的字，请只填 16 位数字");
    }
  }
  if (digits != kDigits)
    return fail(ErrorCode::invalid_input,
                fmt::format("查询码应有 16 位数字，现有 {} 位，请对照保存的查询码再填", digits));
  const std::uint64_t body = code.number / 100;
  if (body < kLeast || code.number % kModulus != 1)
    return fail(ErrorCode::invalid_input, "查询码有一位或几位不对，请对照保存的查询码逐位核对");
  return code;
}

}  // namespace qingxin::intake
