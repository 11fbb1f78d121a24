// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/data_options.h"
#include "cli/machine.h"

namespace qingxin::cli {

// What was typed after paper; what it means is worked out when it is run.
struct TypedPaper {
  TypedData data;
  std::string id, file, out, key, why, as;
  std::string way, at, place, received_by, refusal, witness, document;
  std::vector<std::string> officers, photos;
  std::string reason, purpose;
  bool is_posted = false, is_revealed = false;
  bool wants_json = false;
};

struct PaperCommand {
  std::string command;  // "paper list"
  app::DataPlace place;
  TypedPaper typed;
};

void declare_paper(CLI::App& app, TypedPaper& typed);
// Nothing: it is none of these commands.
std::optional<Result<PaperCommand>> paper_command(const std::string& command,
                                                  const TypedPaper& typed);
Result<int> run_paper(const PaperCommand& command, const Machine& machine);

}  // namespace qingxin::cli
