// SPDX-License-Identifier: Apache-2.0
#include "wire/json_parts.h"

#include <fmt/format.h>

#include "base/date.h"

namespace qingxin::wire {

boost::json::value moment(const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  constexpr std::int64_t kMsOfDay = 86'400'000;
  const std::int64_t ms = instant->utc_ms % kMsOfDay;
  const Date day{static_cast<std::int32_t>(instant->utc_ms / kMsOfDay)};
  return boost::json::value(fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day),
                                        ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                                        ms % 1000));
}

}  // namespace qingxin::wire
