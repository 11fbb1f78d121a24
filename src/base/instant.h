// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace qingxin {

// A moment, in milliseconds since 1970-01-01T00:00Z. Whoever acts is told it; only `main` asks the
// machine.
struct Instant {
  std::int64_t utc_ms = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

}  // namespace qingxin
