// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/receive_clue.h"
#include "feeds/register_file.h"

namespace qingxin::app {

using feeds::RejectedRow;

struct CluesOrder {
  std::filesystem::path file;  // .csv or .xlsx; a 列名.toml beside it may name its columns
  std::optional<casework::Channel> channel;  // of rows that do not say theirs
  access::UnitId asked{};                    // the body that was asked; 0: the principal's
};

// A row that was kept.
struct ImportedClue {
  std::uint32_t row = 0;
  store::ClueAdded added;
  int likely = 0;                    // clues of which it is likely a repeat
  std::vector<std::string> remarks;  // what of it a person should look at
};

struct CluesImported {
  std::string file;
  int rows = 0;  // that are not blank
  int fresh = 0, repeated = 0, changed = 0;
  std::vector<ImportedClue> clues;    // of the fresh and changed ones
  std::vector<RejectedRow> rejected;  // that were not kept
  std::vector<std::string> ignored_columns;
};

// How many of how many rows.
using RowsDone = std::function<void(std::int64_t done, std::int64_t total)>;

// Keeps each row as a clue of its channel, known by its own number for good; a row without a number
// by what it says. The same file again changes nothing. What a cell says that its column cannot
// hold stays in the text and is remarked upon; rejected are rows that say nothing, rows that cannot
// be read, and numbers that another body has registered. Errors: not_permitted, those of reading
// the file, and those of the store: rows before stay kept, and the import may be repeated.
Result<CluesImported> import_clues(const access::Principal& who, Moment moment,
                                   const ClueDesk& desk, const CluesOrder& order,
                                   const RowsDone& done);

// Adds the people of a list to what is said; what could not be read stands behind the text and is
// remarked upon. Errors: those of reading the file.
Result<void> add_people(const std::filesystem::path& file, store::ClueSaid& said,
                        std::vector<std::string>& remarks);

}  // namespace qingxin::app
