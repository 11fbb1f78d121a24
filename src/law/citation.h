// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace qingxin::law {

// How well we know that the article says so. Printed beside every citation.
enum class Mark : unsigned char {
  text,         // T: the article itself was read
  secondary,    // S: seen in a secondary source
  recalled,     // R: from memory, not confirmed
  approximate,  // ≈: the duty is confirmed, its article number is not
};

// "T", "S", "R", "≈".
std::string_view to_string(Mark mark);

// Points at one article of one text in law/instruments.toml.
struct Citation {
  std::string_view instrument;  // "gwy-724"
  int article;                  // 条; 0 where the text has no articles (a technical standard)
  int paragraph = 0;            // 款; 0 when the article has one paragraph
  int item = 0;                 // 项
  Mark mark = Mark::text;

  friend constexpr bool operator==(const Citation&, const Citation&) = default;
};

}  // namespace qingxin::law
