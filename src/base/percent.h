// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qingxin {

// %41 as A (RFC 3986), and in a query + as a space. Nothing: a % without two hexadecimal digits
// behind it.
enum class Plus : unsigned char { is_plus, is_space };
std::optional<std::string> percent_decoded(std::string_view text, Plus plus);
// What would end a name or a value of a query written so, the rest as it is.
std::string percent_encoded(std::string_view text);

}  // namespace qingxin
