// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "book/book_builder.h"

// A nation's months of wages, made row by row into a book: no file is read and nobody in it lives.
// Facts that the ten checks of months find are planted and counted.
namespace qingxin::nation {

// What is planted: each worker-month and each project has one of these at the most.
enum class Fault : std::uint8_t {
  none,
  unpaid,      // W01
  late,        // W01
  short_paid,  // W02
  elsewhere,   // W06
  low,         // W11
  sums,        // W16
  days,        // W17
  absent,      // X04: on the payroll, never there
  high,        // X04: more than anybody gets
  fee_late,    // F05
  fees_short,  // F06
};
inline constexpr std::size_t kFaults = 12;
std::string_view rule_of(Fault fault);

inline constexpr int kMonths = 6;
inline constexpr Month kFirstMonth = month(2026, 4);
inline constexpr Date kAsOf = date(2026, 11, 23);
// Parameters of the whole nation.
extern const std::string_view kParameters;

struct Nation {
  book::Book book;
  std::array<std::uint64_t, kFaults> planted{};
};

// At least so many worker-months. The same bytes for any number of threads.
Nation make(std::uint64_t worker_months, std::uint64_t seed, int threads);

}  // namespace qingxin::nation
