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

// What the rows of some projects say of more than themselves.
struct AcrossPiece {
  // A worker of a project, by the name that the roster has for him; once more for each other name.
  struct Member {
    WorkerIndex worker;
    ProjectIndex project;
    TextId name;
    std::uint64_t seen;  // in these months; see month_bit()
  };
  std::vector<NumberPair> cards, phones, accounts;  // as Across has them, not sorted
  std::vector<Member> members;
  std::vector<TextId> employers;
};

struct Book;
struct ProjectRows;

// Adds the rows of one project, which are sorted.
void add_across(ProjectIndex project, const ProjectRows& rows, AcrossPiece& piece);

// Puts the pieces together, in the order of their projects.
class AcrossBuilder {
 public:
  void add(const AcrossPiece& piece);
  // Of a book that has everything else: rows that are needed once more are unpacked from it.
  AcrossColumns finish(const Book& book);

 private:
  struct Seen {
    std::uint64_t before = 0;   // on the projects that were counted before
    std::uint64_t here = 0;     // on `project`
    std::uint64_t several = 0;  // on more than one
    ProjectIndex project = kNone;
    TextId name = 0;
    bool is_renamed = false;
  };

  void add(const AcrossPiece::Member& member);
  void find_renamed(const Book& book);
  void find_rows(const Book& book, AcrossColumns& columns) const;

  std::vector<NumberPair> cards_, phones_, accounts_;
  std::vector<AcrossPiece::Member> members_;
  std::vector<Seen> seen_;           // by worker
  std::vector<NumberPair> renamed_;  // worker, another name than his first
  std::vector<TextId> employers_;
};

}  // namespace qingxin::book
