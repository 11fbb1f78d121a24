// SPDX-License-Identifier: Apache-2.0
#include "access/sign_in_pace.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::access {

namespace {

const Pace& pace_of(PaceOf of) {
  const auto found = std::ranges::find(kPaces, of, &Pace::of);
  check(found != kPaces.end());
  return *found;
}

}  // namespace

int failures_left(PaceOf of, const Failures& failures, Instant now) {
  const std::int64_t passed = std::max<std::int64_t>(now.utc_ms - failures.last.utc_ms, 0);
  const std::int64_t forgotten = passed / pace_of(of).forget_one_ms;
  return static_cast<int>(std::max<std::int64_t>(failures.count - forgotten, 0));
}

Failures one_more(PaceOf of, const Failures& failures, Instant now) {
  return {failures_left(of, failures, now) + 1, std::max(failures.last, now)};
}

Instant may_try_at(PaceOf of, const Failures& failures) {
  const Pace& pace = pace_of(of);
  const int beyond = failures.count - pace.free;
  if (beyond <= 0) return failures.last;
  constexpr int kMostDoublings = 20;
  const std::int64_t wait = pace.first_wait_ms << std::min(beyond - 1, kMostDoublings);
  return {failures.last.utc_ms + std::min(wait, pace.longest_wait_ms)};
}

}  // namespace qingxin::access
