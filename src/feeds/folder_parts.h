// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "book/parted_facts.h"
#include "feeds/folder.h"

namespace qingxin::feeds {

struct PartsOrder {
  std::filesystem::path folder;
  // Where rows are put aside, in a file without a name that is gone when the parts are. Not in
  // memory: a folder of its own disk.
  std::filesystem::path aside;
  // Names of files that are to be told as not recognised, whatever they are.
  std::vector<std::string> left_out;
  int threads = 1;
  // A part ends when it has so many rows: a transaction each, and two of them are in memory at a
  // time.
  std::size_t rows_in_part = 100'000;
};

// Reads a folder as read_folder() does, with the same rows, rejects and errors, but never holds
// more than some projects' rows: the others are put aside on the disk. In memory are, for the whole
// folder, its projects and accounts, the rejected rows, the rows that are doubled or were sent
// back, and the distinct texts of a workbook while it is read. What is wrong with any row is said
// here; the parts only fail when the disk does.
Result<std::unique_ptr<book::PartedFacts>> read_folder_in_parts(const PartsOrder& order,
                                                                const Known& known,
                                                                const ReadProgress& progress);

}  // namespace qingxin::feeds
