// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingxin::intake {

// What a person keeps after reporting: 16 digits, the first not 0, the last two check digits
// (ISO/IEC 7064, MOD 97-10: the number leaves 1 when divided by 97), so that any one wrong digit
// and any two digits that changed places are noticed. The other fourteen are chance and say
// nothing about the person, the day or the office: 9·10^13 codes, about 46 bits. Whoever stores it
// stores a slow hash of it only, and limits the guesses.
struct ReceiptCode {
  std::uint64_t number = 0;

  friend bool operator==(const ReceiptCode&, const ReceiptCode&) = default;
};

inline constexpr std::size_t kReceiptRandomBytes = 16;

// From kReceiptRandomBytes bytes of the operating system's generator. Whoever stores it draws again
// when the code is taken.
ReceiptCode receipt_code(std::string_view random_bytes);

// "1234 5678 9012 3428": groups of four, which a phone's address book keeps as a number.
std::string to_string(ReceiptCode code);

// The 16 digits without spaces: what is hashed.
std::string digits_of(ReceiptCode code);

// Reads it as people type it: full-width digits, spaces, hyphens, dots, brackets, a '+' before it.
// The error says how many digits there are, or that the check digits do not agree; it never
// repeats the code.
Result<ReceiptCode> parse_receipt_code(std::string_view text);

}  // namespace qingxin::intake
