// SPDX-License-Identifier: Apache-2.0
#include "documents/markup.h"

#include "base/text.h"

namespace qingxin::documents {

namespace {

// U+FFFE and U+FFFF.
bool is_noncharacter(std::string_view text) {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string shown = printable(text);
  std::string safe;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (is_noncharacter(std::string_view(shown).substr(at))) {
      safe += ' ';
      at += 2;
      continue;
    }
    switch (shown[at]) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += shown[at];
    }
  }
  return safe;
}

}  // namespace qingxin::documents
