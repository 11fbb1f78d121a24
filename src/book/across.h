// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "book/facts.h"
#include "book/text_table.h"

namespace qingxin::book {

struct NumberPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;

  friend constexpr auto operator<=>(const NumberPair&, const NumberPair&) = default;
};

// The pairs of a sorted list that begin with a number.
std::span<const NumberPair> pairs_of(std::span<const NumberPair> sorted, std::uint32_t first);

// What holds between projects: who shares what with whom. Lists of pairs are sorted and without
// repeats; they are the book's memory.
struct Across {
  std::span<const NumberPair> cards;     // bank card, worker who registered it
  std::span<const NumberPair> phones;    // phone, worker (管理人员 and the like are none)
  std::span<const NumberPair> accounts;  // wage account, project
  std::span<const NumberPair> strayed;   // worker of a row with an unknown project id, his projects
  std::span<const NumberPair> alike;     // name, the name that stands for all ways to write it;
                                         // only where they differ
  // Only what says more than one thing of somebody, so that a province stays small: the stays of
  // workers who go by more than one name, and the attendance of workers in months in which they
  // were seen on more than one project.
  std::vector<RosterEntry> renamed;      // by worker, name, project, …
  std::vector<AttendanceRow> sightings;  // by worker, month, project, …

  std::span<const RosterEntry> renamed_of(WorkerIndex worker) const;
  std::span<const AttendanceRow> sightings_of(WorkerIndex worker) const;
  TextId standing_for(TextId name) const;
};

// The memory of an Across.
struct AcrossColumns {
  std::vector<NumberPair> cards, phones, accounts, strayed, alike;
  std::vector<RosterEntry> renamed;
  std::vector<AttendanceRow> sightings;
};

// `attendance` lists positions in facts.attendance, project by project.
AcrossColumns joined_across(const Facts& facts, std::span<const std::uint32_t> attendance);

}  // namespace qingxin::book
