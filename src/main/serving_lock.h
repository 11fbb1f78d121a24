// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"

namespace qingxin {

// Held by the one program that serves a data folder, as long as it lives: two would both do the
// daily work, and clear away each other's uploads. Commands beside the service do not ask for it.
class ServingLock {
 public:
  // Error: unavailable (another program serves it; the folder).
  static Result<std::unique_ptr<ServingLock>> take(const std::filesystem::path& folder);

  ServingLock(const ServingLock&) = delete;
  ServingLock& operator=(const ServingLock&) = delete;
  ~ServingLock();

 private:
  explicit ServingLock(int file) : file_(file) {}

  int file_;
};

}  // namespace qingxin
