// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "app/verify_folder.h"
#include "book/facts.h"

namespace qingxin::app {

// A facts folder with the law that holds for it.
struct FolderRead {
  law::Law law;  // the folder's own parameters before those that ship
  book::Facts facts;
};

// Errors: unavailable or invalid_input; the message names file, place, value and remedy.
Result<FolderRead> read_folder(const std::filesystem::path& folder, int threads,
                               const law::Law& law, const Progress& progress);

}  // namespace qingxin::app
