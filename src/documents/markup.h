// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace qingxin::documents {

// Text as it may stand between tags and in quoted attributes, of HTML and of XML 1.0 alike: what
// marks up is escaped, control characters, marks of direction and the noncharacters that no XML
// may hold become spaces, bytes that are no UTF-8 become U+FFFD. Emoji and rare characters stay.
std::string escaped(std::string_view text);

}  // namespace qingxin::documents
