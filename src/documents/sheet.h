// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <xlsxwriter.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"

// One sheet of a workbook, written row by row from above: the library then needs the memory of
// one row only.
namespace qingxin::documents {

// How a cell looks. The state is a word; the colour only repeats it.
enum class Look : unsigned char {
  text,
  title,
  heading,  // of a column
  section,
  note,   // small and grey
  count,  // 61,204
  yuan,   // 1,800.00
  day,    // 2026-11-13
  total,  // what stands before a sum
  total_yuan,
  break_count,  // a link that does not fit the one before; the words stand beside it
  break_yuan,
  red,
  orange,
  yellow,
  blue,
  green,
  grey,
};

// What a cell can hold: control characters and what XML forbids become spaces, and text longer than
// an Excel cell (32,767 characters) is cut and says so.
std::string cell_text(std::string_view words);

// A column: its head, its width in Latin characters, and how its cells look.
struct ColumnForm {
  std::string_view heading;
  int width;
  Look look = Look::text;
};

// The formats of one workbook.
class Looks {
 public:
  explicit Looks(lxw_workbook* workbook) : workbook_(workbook) {}
  lxw_format* operator[](Look look);

 private:
  lxw_workbook* workbook_;
  std::map<Look, lxw_format*> formats_;
};

// What is printed on every page of a sheet: its name above, `footer` and the page number below.
struct PageForm {
  std::string footer;                       // left; the page number is added on the right
  std::optional<int> printed_columns = {};  // columns after these are for the screen only
  int frozen_columns = 0;                   // that stay in sight at the left
};

class Sheet {
 public:
  Sheet(lxw_workbook* workbook, Looks& looks, const std::string& name,
        std::vector<ColumnForm> columns, const PageForm& page);

  // The heads of the columns, frozen and repeated on each page, with a filter.
  void headings();

  // A row outside the columns: a title, a note, a blank line.
  void line(std::string_view words, Look look);
  void blank() { ++row_; }

  // Cells of the row in hand, from the left; then next_row(). An empty text leaves the cell blank.
  Sheet& cell(std::string_view words);
  Sheet& cell(std::string_view words, Look look);
  Sheet& cell(std::int64_t count);
  Sheet& cell(Money amount);
  Sheet& cell(Money amount, Look look);
  Sheet& cell(std::int64_t count, Look look);
  Sheet& cell(Date day);
  template <typename Value>
  Sheet& cell(const std::optional<Value>& value, std::string_view if_empty) {
    return value ? cell(*value) : cell(if_empty, if_empty.empty() ? Look::text : Look::grey);
  }
  // The sum of the cells above in this column from `first_row` on, which follows the filter and
  // leaves other such sums out; `sum` is what it shows until it is worked out anew.
  Sheet& sum_cell(Money sum, lxw_row_t first_row, Look look);
  // Text over several columns.
  Sheet& wide_cell(std::string_view words, int columns, Look look);
  void next_row();

  lxw_row_t row() const { return row_; }  // the one in hand, from 0

  // What is filtered and printed ends with the last row. A row after that, such as a sum, is
  // printed when print_to_here() follows it.
  void close();
  void print_to_here();

 private:
  Look look_here() const { return columns_[column_].look; }
  void grow(std::string_view words, int width);

  lxw_worksheet* sheet_;
  Looks& looks_;
  std::vector<ColumnForm> columns_;
  int printed_columns_;
  int frozen_columns_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  int lines_ = 1;  // of the row in hand
  std::optional<lxw_row_t> heading_row_;
};

}  // namespace qingxin::documents
