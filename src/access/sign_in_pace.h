// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "base/instant.h"

// How often one may guess. A site of a thousand people signs in from one address, so an address
// is slowed only when it fails much more than people do. Where an account signed in of late is its
// usual place: there the failures of others, from wherever they come, do not slow it.
namespace qingxin::access {

// Stored: never renumbered.
enum class PaceOf : unsigned char {
  account_at_address = 1,
  account = 2,
  address = 3,
  usual_place = 4,  // no failure: when an account signed in at an address
};

// The failures that are remembered: what they were when the last one happened.
struct Failures {
  int count = 0;
  Instant last;

  friend bool operator==(const Failures&, const Failures&) = default;
};

struct Pace {
  PaceOf of;
  int free;                    // so many failures cost nothing
  std::int64_t first_wait_ms;  // after the next one; then twice as long for each
  std::int64_t longest_wait_ms;
  std::int64_t forget_one_ms;  // one failure is forgotten for each such time without one
};

inline constexpr std::int64_t kUsualForMs = 90 * kDayMs;
inline constexpr std::array kPaces = std::to_array<Pace>({
    {PaceOf::account_at_address, 4, 2 * kSecondMs, 15 * kMinuteMs, 5 * kMinuteMs},
    {PaceOf::account, 30, 10 * kSecondMs, 5 * kMinuteMs, 2 * kMinuteMs},
    {PaceOf::address, 200, kSecondMs, kMinuteMs, 2 * kSecondMs},
});

// What is left of them at that time.
int failures_left(PaceOf of, const Failures& failures, Instant now);
Failures one_more(PaceOf of, const Failures& failures, Instant now);
// From when on the next guess is looked at; in the past: now.
Instant may_try_at(PaceOf of, const Failures& failures);

}  // namespace qingxin::access
