// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace qingxin {

// Without the spaces (ASCII, no-break, ideographic) and tabs at both ends.
std::string_view trim(std::string_view text);

// NFKC, lower case, no white space and no zero-width marks: how headers are compared.
// Text that is not UTF-8 comes back as it is.
std::string folded(std::string_view text);

// Like folded(), and without brackets and middle dots: how names of people and firms are compared.
std::string folded_name(std::string_view text);

// Columns on a terminal: a Chinese character takes two.
int display_width(std::string_view text);

// Cut to at most `width` columns, with ".." where something was cut.
std::string shortened(std::string_view text, int width);

// Filled with spaces to `width` columns; longer text stays whole.
std::string padded_right(std::string_view text, int width);
std::string padded_left(std::string_view text, int width);

// The first one and the last two characters stay, the rest become '*'. Text of three characters or
// fewer is hidden whole: more could be completed from a date of birth.
std::string masked(std::string_view text);

// Each run of 15 or more digits (a document number, a card, with a last X) masked, wherever it
// stands: a cell in the wrong column must not show what its own column would hide.
std::string without_long_numbers(std::string_view text);
// The same with mobile numbers: for what somebody wrote in his own words.
std::string without_numbers_of_people(std::string_view text);

// What is printed cannot steer the terminal or turn the order of a line: control characters (C0,
// C1) and marks of direction become spaces, bytes that are no UTF-8 become U+FFFD.
std::string printable(std::string_view text);
// Whether printable() would leave UTF-8 text as it is.
bool is_printable(std::string_view text);

// 61204 → "61,204".
std::string grouped(std::int64_t number);

// The number of characters (code points).
int character_count(std::string_view text);

}  // namespace qingxin
