// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "app/clue_desk.h"

namespace qingxin::app {

struct CluesExported {
  int clues = 0;
  std::string sm3;  // of the file's bytes
};

// Writes what became of the clues that a filter gives, to be carried back to the channel they came
// through or kept as a register: a row for each, known by the channel's own number, without a word,
// name or number of a person. Recorded in the audit trail. .csv or .xlsx, by the file's name.
// Errors: not_permitted, invalid_input (the kind of file), unavailable.
Result<CluesExported> export_clues(const access::Principal& who, Moment moment,
                                   const ClueDesk& desk, const store::ClueFilter& filter,
                                   const std::filesystem::path& file);

}  // namespace qingxin::app
