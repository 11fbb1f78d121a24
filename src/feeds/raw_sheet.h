// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "feeds/header.h"

// A table as its writer sees it: every cell, in the order of the file.
namespace qingxin::feeds {

enum class RawForm : unsigned char {
  text,
  yes,  // TRUE
  no,   // FALSE
  formula_without_value,
};

// A cell written as text which reads back as the same fact, or is refused for the same reason: a
// date is 2026-10-05 whatever epoch its number was counted from; a long number that lost its last
// digits keeps the form in which they are seen to be lost (1.1E+17).
struct RawCell {
  std::string text;
  RawForm form = RawForm::text;
};

struct RawRow {
  std::uint32_t number = 0;  // 1-based line of the sheet
  std::span<const RawCell> cells;
  bool is_malformed = false;  // its cells may stand in the wrong columns
};

// The sheet of a file that read_folder() reads as the file's table.
struct RawSheet {
  std::filesystem::path path;
  Layout layout;          // layout.row is the line of its header
  std::size_t sheet = 0;  // of a workbook
};

// Finds the sheet and its header. Errors as read_folder().
Result<RawSheet> find_raw_sheet(const std::filesystem::path& folder, std::string_view file);

// Hands over every row that is not blank, titles and header included, holding one at a time, until
// there are no more or `take` gives an error, which is passed on. Gives the number of rows.
using TakeRow = std::function<Result<int>(const RawRow&)>;
Result<int> each_raw_row(const RawSheet& sheet, const TakeRow& take);

}  // namespace qingxin::feeds
