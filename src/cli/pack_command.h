// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/try_pack.h"
#include "cli/machine.h"

namespace qingxin::cli {

// `qingxin rules try`: what another pack would have drawn.
struct TryPackCommand {
  app::FactsPlace facts;
  std::optional<app::DataPlace> data = {};  // of stored facts
  std::string pack;                         // that is tried: a name or a file
  std::string present = "default";          // beside which
  app::TrialOrder order;
  std::optional<std::filesystem::path> law_folder;
  bool wants_json = false;
};

Result<int> run_try_pack(const TryPackCommand& command, const Machine& machine);

}  // namespace qingxin::cli
