// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "book/facts.h"

namespace qingxin::book {

// Refuses what one database takes and another does not: a zero byte, bytes that are no UTF-8.
// Error: invalid_input, with what it is, the text and the remedy.
Result<void> check_text(std::string_view what, std::string_view text);

// The same for every text of the facts, of their files and of the rows that were rejected.
Result<void> check_texts(const Facts& facts);

}  // namespace qingxin::book
