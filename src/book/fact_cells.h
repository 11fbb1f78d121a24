// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "book/facts.h"

// A row of any table as numbers and texts, for those who keep facts without knowing what they say.
namespace qingxin::book {

// Nothing, a number, or a text that lives as long as its facts. Amounts are fen, days are yyyymmdd,
// months yyyymm, choices the number of their enumerator; an empty text is nothing.
using FactCell = std::variant<std::monostate, std::int64_t, std::string_view>;

struct FactColumn {
  std::string_view name;  // as a database spells it: units last, no word of SQL
  bool is_text;
  bool is_masked;  // masked wherever it is shown
};

struct FactRow {
  ProjectIndex project = kNone;  // of Facts::projects; kNone: assigned to none
  WorkerIndex worker = 0;        // of Facts::identities; 0: nobody
  Source source;
  std::vector<FactCell> cells;  // one for each of the table's columns
};

// Everything of a row but its project, its worker, its source, and what is found by joining.
std::span<const FactColumn> fact_columns(Table table);
bool names_worker(Table table);

std::size_t row_count(const Facts& facts, Table table);
// Whose row it is, and where it was read, without its cells.
struct RowPlace {
  ProjectIndex project = kNone;
  Source source;
};
RowPlace place_of_row(const Facts& facts, Table table, std::size_t place);
void read_row(const Facts& facts, Table table, std::size_t place, FactRow& row);

// Adds what read_row() gave of other facts, but for the numbers of its project, worker and file,
// which are of these; a row of projects takes the place row.project. Error: invalid_input, when the
// cells are not those of such a row; the message names table and column.
Result<void> add_row(Facts& facts, Table table, const FactRow& row);

}  // namespace qingxin::book
