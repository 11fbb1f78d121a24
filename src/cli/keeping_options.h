// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "cli/command_line.h"
#include "cli/data_options.h"

namespace qingxin::cli {

// The options of `backup`, `restore` and `doctor`, as they were typed.
struct TypedKeeping {
  TypedData data;
  std::string folder, key;
  bool is_without_key = false, wants_json = false;
};

void declare_keeping(CLI::App& app, TypedKeeping& typed);

bool is_keeping_command(std::string_view command);
// Error: usage.
Result<Command> keeping_command(const std::string& command, const TypedKeeping& typed);

}  // namespace qingxin::cli
