// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/stored_data.h"

namespace CLI {
class App;
}

namespace qingxin::cli {

// --data and --database as they were typed: the same for every command that touches stored data.
struct TypedData {
  std::string folder, database;

  bool is_named() const { return !folder.empty() || !database.empty(); }
};

void declare_data(CLI::App& command, TypedData& typed);

// Error: usage. `command` is what to ask for help about: "batch list".
Result<app::DataPlace> data_place(const TypedData& typed, const std::string& command);

}  // namespace qingxin::cli
