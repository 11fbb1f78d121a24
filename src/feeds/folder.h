// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/facts.h"
#include "feeds/header.h"

namespace qingxin::feeds {

// The table that a file's stem names: the longest stem that is the whole name or is followed by
// '-', '_', a space, a digit or a bracket. Nothing for any other name.
std::optional<book::Table> table_of_stem(std::string_view stem);

// Called after each file and now and then within large ones: its name, bytes read, bytes in all.
using ReadProgress =
    std::function<void(std::string_view file, std::int64_t done, std::int64_t total)>;

// What is known before a folder is read: it need not tell it again.
struct KnownAccount {
  std::string account, project_id;
};
struct Known {
  std::vector<std::string> project_ids;
  std::vector<KnownAccount> accounts;  // of these projects
};

// Reads a folder that adds to what is known: as read_folder() below, but rows may name known
// projects and accounts, and it need not have a projects table. The facts list the projects of its
// own table, and the known ones that any row names (source.row 0).
Result<book::Facts> read_folder(const std::filesystem::path& folder, const Known& known,
                                int threads, const ReadProgress& progress);

// Reads a facts folder (docs/facts-folder.md). Unavailable or invalid_input, naming file and
// remedy, when the folder or a recognised file cannot be read, lacks a * column, has two columns
// for one field, or there is no projects table: a verdict over half the facts would be a guess.
// The answer is the same for any number of threads.
Result<book::Facts> read_folder(const std::filesystem::path& folder, int threads,
                                const ReadProgress& progress);

// The text of 列名.toml, and what it says; nothing when the folder has none.
Result<std::optional<std::string>> read_header_map_file(const std::filesystem::path& folder);
Result<HeaderMap> header_map_of(const std::filesystem::path& folder);

// The text of 参数.toml; nothing when the folder has none.
Result<std::optional<std::string>> read_parameters_file(const std::filesystem::path& folder);

}  // namespace qingxin::feeds
