// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/machine.h"

// How text stands on a terminal, where a Chinese character takes two columns.
namespace qingxin::cli {

// A report is at most this wide, also on a wider terminal: longer lines are hard to read.
inline constexpr int kTextWidth = 100;

enum class Ink : unsigned char { plain, strong, faint, red, orange, yellow, blue, green };

enum class Colour : unsigned char { off, on };

// In colour on a terminal, unless the user does not want it.
Colour colour_of(const Machine& machine);

// The text, in colour where that is on. It adds no columns.
std::string painted(std::string_view text, Ink ink, Colour colour);

// Broken into lines of at most `width` columns: never within a number or a Latin word, never
// before a closing mark or after an opening one.
std::vector<std::string> wrapped(std::string_view text, int width);

// Prints wrapped text: `head` before the first line, as many spaces before the others.
void print_wrapped(std::string_view head, std::string_view text, std::ostream& out);

enum class Align : unsigned char { left, right };

struct Cell {
  std::string text;
  Ink ink = Ink::plain;
};

// Rows under each other. Every printed row is as wide as every other one.
class TextTable {
 public:
  // The columns; the text of column `elastic` is cut where the table would be wider than
  // kTextWidth, and the column is widened where the table is narrower.
  TextTable(std::vector<Align> columns, std::size_t elastic);

  void add(std::vector<Cell> row);
  void print(Colour colour, std::ostream& out) const;

 private:
  std::vector<int> widths() const;

  std::vector<Align> columns_;
  std::size_t elastic_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace qingxin::cli
