// SPDX-License-Identifier: Apache-2.0
#include "wire/json_parts.h"

#include <fmt/format.h>

namespace qingxin::wire {

boost::json::array months(const std::vector<Month>& months) {
  return array_of(months, [](Month month) { return boost::json::value(to_string(month)); });
}

boost::json::value moment(const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  const std::int64_t ms = instant->utc_ms % kDayMs;
  const Date day{static_cast<std::int32_t>(instant->utc_ms / kDayMs)};
  return boost::json::value(fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day),
                                        ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                                        ms % 1000));
}

}  // namespace qingxin::wire
