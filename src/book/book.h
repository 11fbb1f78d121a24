// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "book/across.h"
#include "book/attendance_months.h"
#include "book/facts.h"
#include "book/text_table.h"

namespace qingxin::book {

// What the rows of a book may point to: so many of each.
struct Limits {
  std::size_t texts = 0;
  std::size_t workers = 0;
  std::size_t projects = 0;
  std::size_t files = 0;
  std::span<const Month> months;  // ascending
};

// All rows of one project, sorted by content, workers by document number.
struct ProjectRows : Rows {
  std::vector<WorkerIndex> workers;  // who stands in any of the tables below
};

// What a project is read for. Judged: where a row was read, and what is only shown of it (team,
// trade, training, banks, reasons, quantities, cards of the payroll) is not wanted.
enum class Look : std::uint8_t { shown, judged };

// Something that a book carries without knowing it. Kinds are never renumbered, and none is below
// kFirst: those are the book's own, without which it cannot be read.
struct ExtraSection {
  static constexpr std::uint32_t kFirst = 0x8000'0000;

  std::uint32_t kind = 0;
  std::span<const std::byte> bytes;
};

// The book 账册: the facts of a folder joined project by project. What all projects share lies
// open; the rows of a project are packed column by column and unpacked when its turn comes. Never
// changes once made: any number of threads may read it. Made by build(), or mapped from a file.
struct Book {
  TextTable texts;       // names, codes, accounts
  TextTable identities;  // WorkerIndex → document number; 0 is nobody
  std::vector<FileRead> files;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> unrecognised_files;
  Present present;

  std::vector<Voice> voices;  // Facts::voices; a book file has none
  std::vector<std::uint32_t> voice_of;

  std::vector<Project> projects;     // by project id
  std::vector<Movement> unassigned;  // of accounts of several projects, that name none
  std::vector<Month> months;         // of payroll, attendance and payments, ascending
  std::vector<Month> reported;       // of payroll and attendance
  Date newest = {};                  // nothing is told of a later day; INT32_MIN: no rows
  std::uint64_t rows = 0;            // of all projects
  std::uint64_t worker_months = 0;   // workers on a project's payroll, counted month by month
  Across across;

  // The rows of projects[p] are bytes[places[p] … places[p + 1]).
  std::span<const std::uint64_t> places;
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> memory;  // of all spans
  bool is_mapped = false;              // from a file, which has what is forgotten

  // Projects whose rows are these instead; null: none. A Standing's, as long as it stands.
  const std::unordered_map<ProjectIndex, std::vector<std::byte>>* changed = nullptr;

  std::string parameters;  // the text of the folder's 参数.toml; empty: it has none

  // What other code keeps in the file beside the rows, by kind, ascending. Of an opened book the
  // bytes are in `memory`; of another they are that code's.
  std::vector<ExtraSection> extras;

  // What tables and columns speak for a project, and whether a file does.
  const Present& present_of(ProjectIndex project) const {
    return voices.empty() ? present : voices[voice_of[project]].present;
  }
  bool speaks(std::uint16_t file, ProjectIndex project) const {
    return voices.empty() || voices[voice_of[project]].files[file];
  }

  // Unpacks a project. False: the block is damaged, `rows` are not to be used.
  bool read(ProjectIndex project, ProjectRows& rows) const;
  // The same with the attendance summed up by month, and none in the rows. What no rule looks at is
  // left as it was in `rows` where only judging is asked for.
  bool read(ProjectIndex project, ProjectRows& rows, AttendanceMonths& attendance,
            Look look = Look::shown) const;
  // The rows that were summed up: as many as it says. False: they are damaged, and say nothing.
  bool read_days(const AttendanceMonths& attendance, AttendanceDays& days) const;

  // Gives the memory of a large part of a mapped book back, until it is read again.
  void forget(std::span<const std::byte> part) const;

  // Nothing where there is no such section.
  std::span<const std::byte> extra(std::uint32_t kind) const;
  Limits limits() const;
};

// Packs one project's rows, which must be sorted.
class BlockWriter;
void pack(const ProjectRows& rows, BlockWriter& block);

// The rows of any table without their project, and the rows of all projects.
void pack(std::span<const Project> projects, BlockWriter& block);
void pack(std::span<const Movement> movements, BlockWriter& block);
void pack(std::span<const RosterEntry> roster, BlockWriter& block);
void pack(std::span<const AttendanceRow> attendance, BlockWriter& block);

class BlockReader;
// No rows where they are not sound, which the reader tells.
void unpack(BlockReader& block, const Limits& limits, std::vector<Project>& projects);
void unpack(BlockReader& block, const Limits& limits, std::vector<Movement>& movements);
void unpack(BlockReader& block, const Limits& limits, std::vector<RosterEntry>& roster);
void unpack(BlockReader& block, const Limits& limits, std::vector<AttendanceRow>& attendance);

}  // namespace qingxin::book
