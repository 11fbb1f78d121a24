// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "cli/machine.h"

namespace qingxin::cli {

// One line on the terminal for work that lasts longer than a second; gone when it ends.
class ProgressBar {
 public:
  explicit ProgressBar(const Machine& machine) : machine_(machine) {}
  ~ProgressBar() { erase(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::string_view what, std::int64_t done, std::int64_t total);
  void erase();

 private:
  const Machine& machine_;
  std::chrono::milliseconds drawn_{0};
  bool is_drawn_ = false;
};

}  // namespace qingxin::cli
