// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "book/columns.h"
#include "book/facts.h"

namespace qingxin::book {

// The attendance of one project, summed up worker-month by worker-month in the order of its rows:
// by worker, then by month. Most rows of a book are attendance, and few of them are ever looked at.
struct AttendanceMonths {
  std::vector<std::uint32_t> place;  // of the worker, in ProjectRows::workers
  std::vector<Month> month;
  std::vector<std::uint32_t> end;   // of its rows; they begin where the one's before end
  std::vector<std::uint32_t> days;  // of all of them
  // The least that one of them gives; -1: none gives any.
  std::vector<std::int16_t> least_hours_hundredths, least_passes;
  // The hours of the longest day; -1: only the rows tell the hours of each of the days.
  std::vector<std::int16_t> longest_hundredths;

  std::span<const std::byte> rows;  // packed; see Book::read_days() and read_hours()

  std::size_t size() const { return place.size(); }
  std::uint32_t begin(std::size_t i) const { return i == 0 ? 0 : end[i - 1]; }
  std::size_t count_of_rows() const { return end.empty() ? 0 : end.back(); }
};

// The rows of it, without what is only shown: where each was read, and when they came and went.
struct AttendanceDays {
  std::vector<std::uint32_t> days;
  std::vector<std::int16_t> hours_hundredths, passes;
};

// No day is longer, however many rows it has.
inline constexpr int kDayMaxHundredths = 2'400;

// The hours of each row in hundredths, to be asked for a few of them; nothing when the rows are
// damaged.
std::optional<ColumnInPlace> read_hours(const AttendanceMonths& attendance);

// Sums up rows that are sorted by worker, as `workers`, and by month; but for `rows`.
AttendanceMonths months_of(std::span<const AttendanceRow> rows,
                           std::span<const WorkerIndex> workers);

}  // namespace qingxin::book
