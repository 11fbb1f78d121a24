// SPDX-License-Identifier: Apache-2.0
#include "store/ids.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::store {

namespace {

constexpr int kNodeBits = 9, kCounterBits = 12;

}  // namespace

IdMaker::IdMaker(unsigned node) : node_(node) {
  check(node < kNodes);
}

// More than 4096 in a millisecond borrow from the next one, and a clock that was set back waits.
std::int64_t IdMaker::next(Instant now) {
  const std::lock_guard lock(mutex_);
  last_tick_ = std::max(now.utc_ms << kCounterBits, last_tick_ + 1);
  const std::int64_t counter = last_tick_ & ((std::int64_t{1} << kCounterBits) - 1);
  return (last_tick_ >> kCounterBits) << (kNodeBits + kCounterBits) | node_ << kCounterBits |
         counter;
}

}  // namespace qingxin::store
