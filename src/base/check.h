// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace qingxin {

[[noreturn]] void stop(const char* file, int line);

// A promise our own code makes to itself. Checked in release builds too: a wrong figure is
// worse than a stopped program. Never use it on what a user sent.
constexpr void check(bool promise, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE()) {
  if (!promise) stop(file, line);
}

}  // namespace qingxin
