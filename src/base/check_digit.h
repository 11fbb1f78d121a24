// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace qingxin {

// What is wrong with a resident identity number (GB 11643-1999). Ordered: the first fault found.
enum class IdentityFault : unsigned char {
  none = 0,
  length = 1,       // not 18 characters
  character = 2,    // not 17 digits and a digit or X
  birthday = 3,     // no such day, or before 1800
  check_digit = 4,  // the last character does not follow from the others
};

IdentityFault identity_fault(std::string_view number);

// The date of birth written in a number without a fault of length, character or birthday.
std::optional<Date> birthday_in(std::string_view number);

// The 18th character of a number whose first 17 are digits.
char identity_check_digit(std::string_view first_17);

// ISO/IEC 7812: bank cards of 13 to 19 digits. Accounts of firms do not follow it.
bool is_card_like(std::string_view number);
bool passes_luhn(std::string_view digits);

// ISO 13616: "AE07 0331 …" without spaces, letters in capitals; the remainder of 97 must be 1.
bool is_iban_like(std::string_view account);
int iban_remainder(std::string_view account);

// GB 32100-2015 unified social credit code, all 18 characters with its own check character.
bool passes_credit_code(std::string_view code);
char credit_code_check_character(std::string_view first_17);

}  // namespace qingxin
