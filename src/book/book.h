// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "book/across.h"
#include "book/facts.h"
#include "book/text_table.h"

namespace qingxin::book {

// All rows of one project, sorted by content, workers by document number.
struct ProjectRows : Rows {
  std::vector<WorkerIndex> workers;  // who stands in any of the tables below
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

  std::vector<Project> projects;     // by project id
  std::vector<Movement> unassigned;  // of accounts of several projects, that name none
  std::vector<Month> months;         // of payroll, attendance and payments, ascending
  std::vector<Month> reported;       // of payroll and attendance
  Date newest = {};                  // nothing is told of a later day; INT32_MIN: no rows
  std::uint64_t rows = 0;            // of all projects
  Across across;

  // The rows of projects[p] are bytes[places[p] … places[p + 1]).
  std::span<const std::uint64_t> places;
  std::span<const std::byte> bytes;
  std::shared_ptr<const void> memory;  // of all spans

  // Unpacks a project. False: the block is damaged.
  bool read(ProjectIndex project, ProjectRows& rows) const;
};

// Packs one project's rows, which must be sorted; `place` as workers_of() has set it.
class BlockWriter;
void pack(const ProjectRows& rows, std::span<const std::uint32_t> place, BlockWriter& block);

// The rows of any table without their project, and the rows of all projects.
void pack(std::span<const Project> projects, BlockWriter& block);
void pack(std::span<const Movement> movements, BlockWriter& block);
void pack(std::span<const RosterEntry> roster, BlockWriter& block);
void pack(std::span<const AttendanceRow> attendance, BlockWriter& block);

class BlockReader;
// At most `most` rows; the reader tells whether they were sound.
void unpack(BlockReader& block, std::size_t most, std::vector<Project>& projects);
void unpack(BlockReader& block, std::size_t most, std::vector<Movement>& movements);
void unpack(BlockReader& block, std::size_t most, std::vector<RosterEntry>& roster);
void unpack(BlockReader& block, std::size_t most, std::vector<AttendanceRow>& attendance);

}  // namespace qingxin::book
