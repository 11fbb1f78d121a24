// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qingxin::feeds {

enum class CellForm : unsigned char {
  text,
  number,        // a numeric XLSX cell, already brought to 15 significant digits
  lossy_number,  // a numeric cell of more than 15 digits: the last ones are gone
  boolean,       // TRUE or FALSE, as "1" or "0"
  formula_without_value,
};

// What a spreadsheet can hold; more is a fault of the file, or an attack.
inline constexpr std::size_t kColumnsMax = 16384;
inline constexpr std::uint32_t kSheetRowsMax = 1'048'576;
inline constexpr std::size_t kCellBytesMax = std::size_t{32767} * 4;

struct Cell {
  std::string_view text;  // trimmed; valid until the next row is read
  CellForm form = CellForm::text;
};

struct SheetRow {
  std::uint32_t number = 0;  // 1-based line of the sheet; of a record over several lines the first
  std::vector<Cell> cells;
  std::string fault;  // the row itself is malformed; empty: it is not
};

enum class Step : unsigned char { row, end };

// Merged cells: only the first one has a value. Columns count from 0, rows from 1.
struct Merge {
  std::uint32_t first_row = 0, last_row = 0;
  std::uint32_t first_column = 0, last_column = 0;
};

// A sheet read from top to bottom, once.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // Error: the file cannot be read on; the message names the place.
  virtual Result<Step> next(SheetRow& row) = 0;
  virtual bool is_1904() const { return false; }
  // The cells merged over several rows; complete once next() has said Step::end.
  virtual std::span<const Merge> merges() const { return {}; }
};

}  // namespace qingxin::feeds
