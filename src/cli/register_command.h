// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/data_options.h"
#include "cli/machine.h"

namespace qingxin::cli {

// What was typed after view and export: what registers have in common.
struct TypedRegister {
  TypedData data;
  std::string of, name, year, after;
  bool wants_json = false;
};

struct RegisterCommand {
  std::string command;  // "view list"
  app::DataPlace place;
  TypedRegister typed;
};

void declare_registers(CLI::App& app, TypedRegister& typed);
// Nothing: it is none of these commands.
std::optional<Result<RegisterCommand>> register_command(const std::string& command,
                                                        const TypedRegister& typed);
Result<int> run_register(const RegisterCommand& command, const Machine& machine);

}  // namespace qingxin::cli
