// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "documents/paper.h"
#include "law/instruments.h"

namespace qingxin::documents {

// How what stands on a paper looks.
enum class Form : unsigned char {
  issuer,     // who writes, above the title, centred
  title,      // centred, large
  number,     // 文号, right
  addressee,  // flush left, with a colon
  text,       // a paragraph
  heading,    // 一、
  note,       // small
  signing,    // right: the authority, where its seal goes, the day
  table,      // `rows`, the first the headings
  pairs,      // `rows` of name and value, framed
  columns,    // `rows` without a frame: places for signatures side by side
  code,       // a square code of `words`
  tear,       // a line to tear along
  page,       // a new page begins
};

struct Passage {
  Form form = Form::text;
  std::string words = {};
  std::vector<std::vector<std::string>> rows = {};

  friend bool operator==(const Passage&, const Passage&) = default;
};

// For whom it is printed: what is posted at a door names no worker.
enum class PaperCopy : unsigned char { full, posted };

// All that a paper says, from above. Error: that of check_paper(): nothing is left blank but what
// is written by hand, signatures and the record of a service that has not been yet.
Result<std::vector<Passage>> passages_of(const Paper& paper, const law::Instruments& instruments,
                                         PaperCopy copy = PaperCopy::full);

// "2026年12月1日".
std::string day_in_chinese(Date day);

}  // namespace qingxin::documents
