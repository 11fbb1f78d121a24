// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/data_options.h"
#include "cli/machine.h"

namespace qingxin::cli {

// What was typed after warning; what it means is worked out when it is run.
struct TypedWarning {
  TypedData data;
  std::string id, text, why, key, pack, as_of, state, level, after;
  std::vector<std::string> files;
  bool is_accepted = false, is_sent_back = false, wants_json = false, is_everything = false;
};

struct WarningCommand {
  std::string command;  // "warning list"
  app::DataPlace place;
  TypedWarning typed;
  Date today;
};

void declare_warning(CLI::App& app, TypedWarning& typed);
// Nothing: it is none of these commands.
std::optional<Result<WarningCommand>> warning_command(const std::string& command,
                                                      const TypedWarning& typed,
                                                      const Machine& machine);
Result<int> run_warning(const WarningCommand& command, const Machine& machine);

}  // namespace qingxin::cli
