// SPDX-License-Identifier: Apache-2.0
#include "casework/crime.h"

#include <algorithm>

namespace qingxin::casework {

namespace {

constexpr int kMonths = 3, kMany = 10;

// The amount that a province sets lies between these; the article says so.
struct Range {
  Money least, most;
};
constexpr Range kOneWorker{yuan(5'000), yuan(20'000)}, kTenWorkers{yuan(30'000), yuan(100'000)};

CrimeAmount held_against(Money owed, const std::optional<Money>& set, const Range& range) {
  if (owed >= set.value_or(range.most)) return CrimeAmount::reached;
  return owed < set.value_or(range.least) ? CrimeAmount::not_reached : CrimeAmount::not_known;
}

// Whose amount is not known may be owed anything; whose months are not, any number of them.
CrimeAmount of_one(const OwedWorker& worker, const std::optional<Money>& set) {
  if (worker.months && *worker.months < kMonths) return CrimeAmount::not_reached;
  if (!worker.owed) return CrimeAmount::not_known;
  const CrimeAmount amount = held_against(*worker.owed, set, kOneWorker);
  const bool is_known = worker.months || amount == CrimeAmount::not_reached;
  return is_known ? amount : CrimeAmount::not_known;
}

CrimeAmount of_many(std::span<const OwedWorker> workers, const std::optional<Money>& set) {
  Money known;
  int owed = 0, unknown = 0;
  for (const OwedWorker& worker : workers) {
    if (!worker.owed) ++unknown;
    if (worker.owed.value_or(Money{}).fen > 0) ++owed;
    known += worker.owed.value_or(Money{});
  }
  if (owed + unknown < kMany) return CrimeAmount::not_reached;
  const CrimeAmount amount = held_against(known, set, kTenWorkers);
  if (owed >= kMany && amount == CrimeAmount::reached) return amount;
  return unknown == 0 ? amount : CrimeAmount::not_known;
}

}  // namespace

CrimeAmount crime_amount(std::span<const OwedWorker> workers, const CrimeThresholds& thresholds) {
  CrimeAmount found = of_many(workers, thresholds.ten_workers);
  for (const OwedWorker& worker : workers) {
    const CrimeAmount one = of_one(worker, thresholds.one_worker);
    if (one == CrimeAmount::reached || found == CrimeAmount::reached) return CrimeAmount::reached;
    if (one == CrimeAmount::not_known) found = one;
  }
  return found;
}

}  // namespace qingxin::casework
