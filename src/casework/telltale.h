// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

// What betrays who reported. Whatever an enterprise can read (a notice, a paper) goes through here
// first: it is told what is wrong, never that or by whom it was reported.
namespace qingxin::casework {

// Somebody who reported, as far as it is known. Empty: not known.
struct Reporter {
  std::string name, id_number, phone;
};

enum class Telltale : unsigned char {
  phone = 1,          // a mobile number, anybody's: an office gives its landline
  id_number = 2,      // a resident identity number, anybody's
  masked_number = 3,  // 138****8000: who knows the site completes it
  name = 4,           // of somebody who reported, in full or as 张某
  complaint = 5,      // a word that says that somebody complained
};

// The first thing that betrays somebody, in the order of the enumerators. Digits are found across
// spaces, hyphens and marks that are not seen, and in full width. The number of a reporter is found
// inside of a longer one, too.
std::optional<Telltale> telltale_in(std::string_view text, std::span<const Reporter> reporters);

// For whoever wrote the text. It does not repeat what was found. `what`: 通知, 文书.
Error telltale_error(Telltale telltale, std::string_view what);

}  // namespace qingxin::casework
