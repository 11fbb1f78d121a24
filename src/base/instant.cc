// SPDX-License-Identifier: Apache-2.0
#include "base/instant.h"

#include <fmt/format.h>

namespace qingxin {

std::string china_minute(Instant instant) {
  const Date day = china_day(instant);
  const std::int64_t minutes = (instant.utc_ms - china_instant(day, 0).utc_ms) / kMinuteMs;
  return fmt::format("{} {:02}:{:02}", to_string(day), minutes / 60, minutes % 60);
}

}  // namespace qingxin
