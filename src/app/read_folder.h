// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/verify_folder.h"
#include "book/book.h"

namespace qingxin::app {

// Facts with the law that holds for them.
struct FolderRead {
  law::Law law;  // the folder's own parameters before those that ship
  book::Book facts;
  std::string finding_key = {};  // Settings::finding_key
};

// Reads a facts folder. Errors: unavailable or invalid_input; the message names file, place, value
// and remedy. Rows dated after as_of are left out.
Result<FolderRead> read_folder(const std::filesystem::path& folder, std::optional<Date> as_of,
                               int threads, const law::Law& law, const Progress& progress);

// Opens a book file, with all its rows. Errors: those of book::open, and of its parameters.
Result<FolderRead> open_book(const std::filesystem::path& file, const law::Law& law);

// The one of the three that is named; of stored facts those in the scope of who asks. Error:
// not_permitted, too.
Result<FolderRead> read_facts(const FactsPlace& place, Date as_of, int threads, const law::Law& law,
                              const Progress& progress);

}  // namespace qingxin::app
