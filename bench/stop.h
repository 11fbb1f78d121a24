// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <utility>

#include "base/result.h"

// A benchmark that cannot go on says why and ends.
namespace qingxin::bench {

[[noreturn]] inline void stop(const std::string& why) {
  std::fprintf(stderr, "%s：%s\n", program_invocation_short_name, why.c_str());
  std::exit(1);
}

template <typename T>
T value_of(Result<T> result) {
  if (!result) stop(result.error().message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace qingxin::bench
