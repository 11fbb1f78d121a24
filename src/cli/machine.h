// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <string>

#include "app/back_up.h"
#include "app/stored_data.h"
#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"

namespace qingxin::cli {

struct ServeCommand;

// What only the machine knows; main asks it once and hands it down.
struct Machine {
  std::string version;
  Date today;  // in China (UTC+8)
  int processors = 1;
  bool is_out_a_terminal = false;
  bool is_err_a_terminal = false;
  bool wants_no_colour = false;                        // NO_COLOR is set
  std::function<std::chrono::milliseconds()> elapsed;  // since the program began
  std::function<Instant()> now;
  std::function<std::string(const std::string& name)> variable;  // of the environment; or empty
  app::OpenDatabase open_database;
  app::OpenData open_data;  // stored data; what keeps it is main's affair
  // A new master key for stored data; says how many keys were put under it.
  std::function<Result<std::int64_t>(const app::DataPlace&)> rotate_keys;
  // Serves until it is told to stop; only main knows the server.
  std::function<Result<int>(const ServeCommand&, const Machine&)> serve;
  std::ostream& out;
  std::ostream& err;
};

}  // namespace qingxin::cli
