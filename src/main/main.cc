// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "cli/run.h"
#include "main/open_data.h"
#include "main/serve.h"

namespace {

using Clock = std::chrono::steady_clock;

qingxin::Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow any more is told by the failing write
  const Clock::time_point began = Clock::now();
  const unsigned processors = std::thread::hardware_concurrency();
  const qingxin::cli::Machine machine{
      .version = QINGXIN_VERSION,
      .today = qingxin::china_day(now()),
      .processors = processors == 0 ? 1 : static_cast<int>(processors),
      .is_out_a_terminal = ::isatty(STDOUT_FILENO) == 1,
      .is_err_a_terminal = ::isatty(STDERR_FILENO) == 1,
      .wants_no_colour = is_set("NO_COLOR"),
      .elapsed =
          [began] {
            return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
          },
      .now = now,
      .variable =
          [](const std::string& name) {
            const char* value = std::getenv(name.c_str());
            return std::string{value == nullptr ? "" : value};
          },
      .open_database = qingxin::open_database,
      .open_data =
          [](const qingxin::app::DataPlace& place, qingxin::app::DataIntent intent) {
            return qingxin::open_data(place, intent, now());
          },
      .rotate_keys =
          [](const qingxin::app::DataPlace& place) { return qingxin::rotate_keys(place, now()); },
      .serve = qingxin::serve,
      .out = std::cout,
      .err = std::cerr};
  return qingxin::cli::run({words + 1, words + count}, machine);
}
