// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/data_options.h"

namespace qingxin::cli {

// The options of `import`, `batch …` and `recheck`, as they were typed.
struct TypedImport {
  TypedData data;
  std::string folder, unit, note, key, as_of, law_folder, threads, batch, pack = "default";
  std::vector<std::string> corrects;
  bool replaces = false, is_beside = false, is_preview = false, waits = false, wants_json = false,
       is_everything = false;
};

void declare_import(CLI::App& app, TypedImport& typed);

bool is_import_command(std::string_view command);
// Error: usage.
Result<Command> import_command(std::string_view command, const TypedImport& typed,
                               const Machine& machine);

}  // namespace qingxin::cli
