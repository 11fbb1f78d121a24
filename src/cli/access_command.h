// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/data_options.h"
#include "cli/machine.h"

namespace qingxin::cli {

// What was typed after user, unit, key and audit; what it means is worked out when it is run.
struct TypedAccess {
  TypedData data;
  std::string login, name, role, unit, districts, industries, units;
  std::string credit_code, region, kind, industry, parent, group, member, project, file;
  bool wants_json = false;
};

struct AccessCommand {
  std::string command;  // "user add"
  app::DataPlace place;
  TypedAccess typed;
};

void declare_access(CLI::App& app, TypedAccess& typed);
// Nothing: it is none of these commands.
std::optional<Result<AccessCommand>> access_command(const std::string& command,
                                                    const TypedAccess& typed);

// 1: the audit trail was tampered with; 4: rows of a register were rejected.
Result<int> run_access(const AccessCommand& command, const Machine& machine);

}  // namespace qingxin::cli
