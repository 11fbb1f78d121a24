// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

#include "book/row_fields.h"

namespace qingxin::tests {

using Numbers = std::vector<std::int64_t>;

// All that a row says, so that rows can be compared and put in order.
template <typename Row>
Numbers numbers_of(const Row& row) {
  Numbers numbers;
  const auto add = [&]<typename Cell>(Cell Row::*cell) {
    numbers.push_back(book::CellNumber<Cell>::of(row.*cell));
  };
  std::apply([&](auto... cell) { (add(cell), ...); }, book::kCells<Row>);
  if constexpr (book::has_project<Row>) numbers.push_back(row.project);
  if constexpr (book::has_worker<Row>) numbers.push_back(row.worker);
  if constexpr (std::is_same_v<Row, book::AttendanceRow>) numbers.push_back(row.days);
  if constexpr (std::is_same_v<Row, book::Board>)
    numbers.insert(numbers.end(), row.fields.begin(), row.fields.end());
  numbers.push_back(row.source.file);
  numbers.push_back(row.source.row);
  return numbers;
}

template <typename Row>
std::vector<Numbers> numbers_of(const std::vector<Row>& rows) {
  std::vector<Numbers> all;
  for (const Row& row : rows) all.push_back(numbers_of(row));
  return all;
}

// The tables of `rows`, one after the other.
inline std::vector<std::vector<Numbers>> tables_of(const book::Rows& rows) {
  return {numbers_of(rows.units),     numbers_of(rows.roster),      numbers_of(rows.accounts),
          numbers_of(rows.payroll),   numbers_of(rows.payments),    numbers_of(rows.attendance),
          numbers_of(rows.movements), numbers_of(rows.labour_fees), numbers_of(rows.disputes),
          numbers_of(rows.deposits),  numbers_of(rows.guarantees),  numbers_of(rows.boards)};
}

// The same, in an order that does not depend on where a row stood.
inline std::vector<std::vector<Numbers>> sorted_tables_of(const book::Rows& rows) {
  std::vector<std::vector<Numbers>> tables = tables_of(rows);
  for (std::vector<Numbers>& table : tables) std::ranges::sort(table);
  return tables;
}

}  // namespace qingxin::tests
