// SPDX-License-Identifier: Apache-2.0
#include "book/book_piece.h"

#include <algorithm>

#include "book/row_days.h"
#include "book/row_fields.h"

namespace qingxin::book {

namespace {

template <typename Row>
void number_cells(Row& row, const NewNumbers& numbers) {
  const auto number = [&]<typename Cell>(Cell& cell) {
    if constexpr (std::is_same_v<Cell, TextId>) cell = text_in_book(cell, numbers);
  };
  std::apply([&](auto... cell) { (number(row.*cell), ...); }, kCells<Row>);
  if constexpr (std::is_same_v<Row, Board>)
    for (TextId& field : row.fields) number(field);
  if constexpr (has_worker<Row>) row.worker = worker_in_book(row.worker, numbers);
}

template <typename AnyRows, typename Do>
void each_table(AnyRows& rows, Do act) {
  each_dated_table(rows, act);
  act(rows.labour_fees);
  act(rows.guarantees);
}

// Of rows that are sorted by worker and month.
std::uint64_t worker_months_of(const std::vector<PayrollLine>& payroll) {
  std::uint64_t count = 0;
  const PayrollLine* last = nullptr;
  for (const PayrollLine& line : payroll) {
    if (last == nullptr || last->worker != line.worker || last->month != line.month) ++count;
    last = &line;
  }
  return count;
}

template <typename Row>
void add_months(const std::vector<Row>& rows, std::set<Month>& months) {
  Month last{INT32_MIN};
  for (const Row& row : rows) {
    if (row.month == last) continue;
    last = row.month;
    months.insert(last);
  }
}

// What the book tells of its rows without unpacking them.
void tell(const ProjectRows& rows, BookPiece& piece) {
  add_months(rows.payroll, piece.reported);
  add_months(rows.attendance, piece.reported);
  add_months(rows.payments, piece.months);
  each_table(rows, [&](const auto& table) { piece.rows += table.size(); });
  each_dated_table(rows, [&](const auto& table) {
    for (const auto& row : table)
      if (const std::optional<Date> day = day_of(row)) piece.newest = std::max(piece.newest, *day);
  });
  piece.worker_months += worker_months_of(rows.payroll);
}

}  // namespace

TextId text_in_book(TextId text, const NewNumbers& numbers) {
  return text < numbers.shared_texts ? text : text + numbers.texts_on;
}

WorkerIndex worker_in_book(WorkerIndex worker, const NewNumbers& numbers) {
  return worker < numbers.shared_workers ? worker : worker + numbers.workers_on;
}

void number_texts(Project& project, const NewNumbers& numbers) {
  number_cells(project, numbers);
}

void PiecePacker::number(ProjectRows& rows) const {
  each_table(rows, [&](auto& table) {
    for (auto& row : table) number_cells(row, numbers_);
  });
  for (WorkerIndex& worker : rows.workers) worker = worker_in_book(worker, numbers_);
}

void PiecePacker::add(ProjectIndex project, ProjectRows& rows, const TextTable& texts,
                      const TextTable& identities) {
  if (place_.size() < identities.size()) place_.resize(identities.size());
  rows.workers = workers_of(rows, identities, place_);
  sort_rows(rows, place_, texts);
  if (numbers_.texts_on != 0 || numbers_.workers_on != 0) number(rows);
  piece_.places.push_back(block_.size());
  pack(rows, block_);
  tell(rows, piece_);
  add_across(project, rows, piece_.across);
}

BookPiece PiecePacker::finish() {
  piece_.months.insert(piece_.reported.begin(), piece_.reported.end());
  piece_.bytes = block_.bytes();
  block_.clear();
  return std::exchange(piece_, {});
}

}  // namespace qingxin::book
