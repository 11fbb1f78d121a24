// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace qingxin {

// RFC 3629: no longer form than needed, no half of a pair of UTF-16, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);

// The same, character by character: what is_utf8() is compared with.
bool is_utf8_by_characters(std::string_view text);

}  // namespace qingxin
