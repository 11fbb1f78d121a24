// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "casework/ends.h"

namespace qingxin::casework {

// What one worker is still owed, and for how many months; empty: not known.
struct OwedWorker {
  std::optional<Money> owed;
  std::optional<int> months;
};

// The amounts of the place, where it has set them.
struct CrimeThresholds {
  std::optional<Money> one_worker, ten_workers;
};

// 法释〔2013〕3号 3: wages of one worker for three months and more of at least the first amount, or
// of ten workers and more of at least the second one together. Where a place has set none, the
// bounds of the article decide what can be decided: under the lowest it is not reached, from the
// highest on it is.
CrimeAmount crime_amount(std::span<const OwedWorker> workers, const CrimeThresholds& thresholds);

}  // namespace qingxin::casework
