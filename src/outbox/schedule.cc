// SPDX-License-Identifier: Apache-2.0
#include "outbox/schedule.h"

#include <algorithm>

#include "base/check.h"

namespace qingxin::outbox {

std::optional<Instant> next_attempt(ChannelKind kind, int attempts, Instant now,
                                    std::optional<int> retry_after_seconds) {
  check(attempts >= 1);
  if (attempts >= kAttemptsMost) return std::nullopt;
  const std::int64_t usual = kRetryMinutes[static_cast<std::size_t>(attempts) - 1] * kMinuteMs;
  const std::int64_t asked =
      std::clamp(retry_after_seconds.value_or(0), 0, kRetryAfterMostSeconds) * kSecondMs;
  return first_allowed(kind, {now.utc_ms + std::max(usual, asked)});
}

NextStep step_after(const Delivery& delivery, ChannelKind kind, Repeat repeat, int attempts,
                    Instant now) {
  switch (delivery.outcome) {
    case Outcome::delivered: return {NoticeState::delivered};
    case Outcome::refused: return {NoticeState::refused};
    case Outcome::unknown:
      if (repeat == Repeat::ask) return {NoticeState::unknown};
      break;
    case Outcome::again: break;
  }
  const std::optional<Instant> next =
      next_attempt(kind, attempts, now, delivery.retry_after_seconds);
  if (!next) return {NoticeState::given_up};
  return {NoticeState::waiting, *next};
}

}  // namespace qingxin::outbox
