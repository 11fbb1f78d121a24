// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "app/verify_folder.h"
#include "book/book.h"

namespace qingxin::app {

// A facts folder with the law that holds for it.
struct FolderRead {
  law::Law law;  // the folder's own parameters before those that ship
  book::Book facts;
};

// Errors: unavailable or invalid_input; the message names file, place, value and remedy.
// Rows dated after as_of are left out.
Result<FolderRead> read_folder(const std::filesystem::path& folder, std::optional<Date> as_of,
                               int threads, const law::Law& law, const Progress& progress);

}  // namespace qingxin::app
