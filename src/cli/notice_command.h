// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/data_options.h"
#include "cli/machine.h"

namespace qingxin::cli {

// What was typed after notice; what it means is worked out when it is run.
struct TypedNotice {
  TypedData data;
  std::string id, config, channel, to, why, unit, state, after, name;
  bool is_everything = false, wants_json = false;
};

struct NoticeCommand {
  std::string command;  // "notice list"
  app::DataPlace place;
  TypedNotice typed;
};

void declare_notice(CLI::App& app, TypedNotice& typed);
// Nothing: it is none of these commands.
std::optional<Result<NoticeCommand>> notice_command(const std::string& command,
                                                    const TypedNotice& typed);
Result<int> run_notice(const NoticeCommand& command, const Machine& machine);

}  // namespace qingxin::cli
