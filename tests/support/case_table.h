// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace qingxin::test {

// One row of a Markdown table of examples. Cells are read by the name of their column.
struct CaseRow {
  int line;
  std::map<std::string, std::string, std::less<>> cells;

  const std::string& operator[](std::string_view column) const {
    const auto cell = cells.find(column);
    if (cell == cells.end()) throw std::runtime_error("no column " + std::string{column});
    return cell->second;
  }
};

inline std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  line = trim(line);
  line.remove_prefix(1);  // the first '|'
  for (std::size_t end = line.find('|'); end != line.npos; end = line.find('|')) {
    cells.emplace_back(trim(line.substr(0, end)));
    line.remove_prefix(end + 1);
  }
  return cells;
}

// Every row of every table of the file. A table's first row names the columns; text between two
// tables ends the first. A row with another number of cells than its header is refused.
inline std::vector<CaseRow> read_cases(const std::string& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error(path + " cannot be opened");
  std::vector<CaseRow> rows;
  std::vector<std::string> columns;
  int line_number = 0;
  for (std::string line; std::getline(file, line);) {
    ++line_number;
    if (!trim(line).starts_with('|')) {
      columns.clear();
      continue;
    }
    const std::vector<std::string> cells = cells_of(line);
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    if (cells.size() != columns.size())
      throw std::runtime_error(path + ":" + std::to_string(line_number) + " has " +
                               std::to_string(cells.size()) + " cells, not " +
                               std::to_string(columns.size()));
    if (cells[0].find_first_not_of("-: ") == std::string::npos) continue;  // | --- | --- |
    CaseRow& row = rows.emplace_back(CaseRow{line_number, {}});
    for (std::size_t i = 0; i < cells.size(); ++i) row.cells[columns[i]] = cells[i];
  }
  if (rows.empty()) throw std::runtime_error(path + " holds no case");
  return rows;
}

}  // namespace qingxin::test
