// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "app/stored_data.h"
#include "base/result.h"

// What `qingxin serve` and `qingxin config` were asked, as values. Serving is done by main/, the
// only place that knows the server.
namespace qingxin::cli {

struct Machine;

struct ServeCommand {
  app::DataPlace place;
  std::string listen = {};            // empty: as the configuration has it
  std::filesystem::path config = {};  // empty: none
};

enum class ConfigView : unsigned char { check, show };

struct ConfigCommand {
  ConfigView view;
  std::filesystem::path file = {};  // with show: empty is the defaults
};

// Every key with its default, unit, bounds and meaning: a file that can be used as it is.
Result<int> run_config(const ConfigCommand& command, const Machine& machine);

}  // namespace qingxin::cli
