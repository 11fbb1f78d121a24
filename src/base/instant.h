// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/date.h"

namespace qingxin {

// A moment, in milliseconds since 1970-01-01T00:00Z. Whoever acts is told it; only `main` asks the
// machine.
struct Instant {
  std::int64_t utc_ms = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t kSecondMs = 1'000, kMinuteMs = 60 * kSecondMs,
                              kDayMs = 24 * 60 * kMinuteMs;
// China has one time zone and no summer time.
inline constexpr std::int64_t kChinaAheadMs = 8 * 60 * kMinuteMs;

// The civil day of a moment in China.
constexpr Date china_day(Instant instant) {
  const std::int64_t local_ms = instant.utc_ms + kChinaAheadMs;
  const std::int64_t days = local_ms / kDayMs - (local_ms % kDayMs < 0 ? 1 : 0);
  return {static_cast<std::int32_t>(days)};
}

// So many minutes after China's midnight.
constexpr Instant china_instant(Date day, int minutes) {
  return {day.days * kDayMs + minutes * kMinuteMs - kChinaAheadMs};
}

// "2026-11-23 14:05", in China.
std::string china_minute(Instant instant);

}  // namespace qingxin
