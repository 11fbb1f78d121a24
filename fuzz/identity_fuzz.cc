// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "base/check_digit.h"
#include "base/text.h"
#include "fuzz/fuzz_input.h"

// No number brings the check digits down, and one without a fault has a birthday.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace qingxin;
  const std::string_view text = fuzz::text_of(data, size);
  if (identity_fault(text) == IdentityFault::none) check(birthday_in(text).has_value());
  if (is_card_like(text)) passes_luhn(text);
  if (is_iban_like(text)) check(iban_remainder(text) < 97);
  passes_credit_code(text);
  folded(text);
  folded_name(text);
  check(character_count(masked(text)) <= static_cast<int>(size));
  check(display_width(shortened(text, 20)) <= 20 || !is_utf8(text));
  return 0;
}
