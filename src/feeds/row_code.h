// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "base/check.h"
#include "book/row_fields.h"
#include "book/visit_rows.h"

// Rows as bytes and back, with their texts, for this very process: nothing of it is a format.
namespace qingxin::feeds {

// The row of a table that was written or read last: the next one often has its worker.
struct RowBefore {
  std::string worker;
  std::uint32_t line = 0;
};
using RowsBefore = std::array<RowBefore, book::kTableCount>;

inline void append_number(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
  bytes += static_cast<char>(number);
}
// Small numbers of either sign are short.
inline void append_signed(std::string& bytes, std::int64_t number) {
  append_number(
      bytes, (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
}
inline void append_text(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size());
  bytes += text;
}

// Appends one row of these facts to what stands on a shelf.
class RowWriter {
 public:
  template <typename Row>
  void write(const book::Facts& facts, const Row& row, RowsBefore& before, std::string& bytes) {
    RowBefore& last = before[static_cast<std::size_t>(book::kTableOf<Row>)];
    row_.clear();
    append_number(row_, row.project == book::kNone ? 0 : std::uint64_t{row.project} + 1);
    append_number(row_, row.source.file);
    append_signed(row_, std::int64_t{row.source.row} - last.line);
    last.line = row.source.row;
    if constexpr (book::has_worker<Row>) append_worker(facts.identities[row.worker], last);
    const auto append = [&]<typename Cell>(Cell Row::*cell) {
      if constexpr (std::is_same_v<Cell, book::TextId>)
        append_text(row_, facts.texts[row.*cell]);
      else
        append_signed(row_, book::CellNumber<Cell>::of(row.*cell));
    };
    std::apply([&](auto... cells) { (append(cells), ...); }, book::kCells<Row>);
    if constexpr (std::is_same_v<Row, book::AttendanceRow>) append_number(row_, row.days);
    if constexpr (std::is_same_v<Row, book::Board>) {
      append_number(row_, row.fields.size());
      for (const book::TextId field : row.fields) append_text(row_, facts.texts[field]);
    }
    bytes += static_cast<char>(book::kTableOf<Row>);
    append_text(bytes, row_);
  }

 private:
  // 0: the one of the row before; else his number, whose length is one less.
  void append_worker(std::string_view worker, RowBefore& last) {
    if (worker == last.worker) return append_number(row_, 0);
    append_number(row_, worker.size() + 1);
    row_ += worker;
    last.worker = worker;
  }

  std::string row_;
};

// Reads back what a RowWriter wrote on one shelf. Of a table all rows are taken, or none.
class RowsBack {
 public:
  explicit RowsBack(std::string_view bytes) : left_(bytes) {}

  // Goes to the next row; false at the end.
  bool next() {
    if (left_.empty()) return false;
    table_ = static_cast<book::Table>(left_.front());
    left_.remove_prefix(1);
    row_ = text(left_);
    return true;
  }
  book::Table table() const { return table_; }

  // Adds the row to these facts, with its project and file numbered as they were written.
  void add_to(book::Facts& facts) {
    book::visit_rows(facts, table_, [&](auto& rows) {
      using Row = book::RowOf<decltype(rows)>;
      if constexpr (book::has_project<Row>) rows.push_back(read<Row>(facts));
    });
  }

 private:
  template <typename Row>
  Row read(book::Facts& facts) {
    RowBefore& last = before_[static_cast<std::size_t>(table_)];
    Row row{};
    const std::uint64_t project = number(row_);
    row.project = project == 0 ? book::kNone : static_cast<book::ProjectIndex>(project - 1);
    row.source.file = static_cast<std::uint16_t>(number(row_));
    last.line = static_cast<std::uint32_t>(last.line + signed_number(row_));
    row.source.row = last.line;
    if constexpr (book::has_worker<Row>) row.worker = worker(facts, last);
    const auto take = [&]<typename Cell>(Cell Row::*cell) {
      if constexpr (std::is_same_v<Cell, book::TextId>)
        row.*cell = facts.texts.add(text(row_));
      else
        row.*cell = book::CellNumber<Cell>::back(signed_number(row_));
    };
    std::apply([&](auto... cells) { (take(cells), ...); }, book::kCells<Row>);
    if constexpr (std::is_same_v<Row, book::AttendanceRow>)
      row.days = static_cast<std::uint32_t>(number(row_));
    if constexpr (std::is_same_v<Row, book::Board>)
      for (std::uint64_t count = number(row_); count > 0; --count)
        row.fields.push_back(facts.texts.add(text(row_)));
    check(row_.empty());
    return row;
  }

  book::WorkerIndex worker(book::Facts& facts, RowBefore& last) {
    const std::uint64_t size = number(row_);
    if (size > 0) {
      last.worker = row_.substr(0, size - 1);
      row_.remove_prefix(size - 1);
    }
    return facts.identities.add(last.worker);
  }

  static std::uint64_t number(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      check(!bytes.empty() && shift < 64);
      const auto byte = static_cast<unsigned char>(bytes.front());
      bytes.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
  }
  static std::int64_t signed_number(std::string_view& bytes) {
    const std::uint64_t value = number(bytes);
    return static_cast<std::int64_t>((value >> 1) ^ (0 - (value & 1)));
  }
  static std::string_view text(std::string_view& bytes) {
    const std::uint64_t size = number(bytes);
    check(size <= bytes.size());
    const std::string_view text = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return text;
  }

  std::string_view left_, row_;
  book::Table table_ = book::Table::projects;
  RowsBefore before_;
};

// The row, with its texts and its worker in other facts; its project, file and line are as they
// were.
template <typename Row>
Row row_in(const book::Facts& from, const Row& row, book::Facts& to) {
  Row copy = row;
  const auto take = [&]<typename Cell>(Cell Row::*cell) {
    if constexpr (std::is_same_v<Cell, book::TextId>)
      copy.*cell = to.texts.add(from.texts[row.*cell]);
  };
  std::apply([&](auto... cells) { (take(cells), ...); }, book::kCells<Row>);
  if constexpr (book::has_worker<Row>) copy.worker = to.identities.add(from.identities[row.worker]);
  if constexpr (std::is_same_v<Row, book::Board>)
    for (book::TextId& field : copy.fields) field = to.texts.add(from.texts[field]);
  return copy;
}

}  // namespace qingxin::feeds
