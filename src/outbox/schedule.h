// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "base/instant.h"
#include "outbox/notice.h"

// When a notice is tried (again). Values in, values out: no clock is asked.
namespace qingxin::outbox {

// Minutes after the first, second, … attempt. After the last one it is given up.
inline constexpr std::array kRetryMinutes{1, 5, 15, 60, 240, 720};
inline constexpr int kAttemptsMost = static_cast<int>(kRetryMinutes.size()) + 1;
// A receiver that asks for a longer rest than that is asked again all the same.
inline constexpr int kRetryAfterMostSeconds = 24 * 60 * 60;

// People are not woken: minutes of the day in China, from 21:00 to 08:00.
inline constexpr int kQuietFromMinute = 21 * 60, kQuietUntilMinute = 8 * 60;

// The earliest moment from then on at which such a channel may be used: a short message goes to a
// person's phone, all others wait where they are until somebody looks.
constexpr Instant first_allowed(ChannelKind kind, Instant from) {
  if (kind != ChannelKind::sms) return from;
  const Date day = china_day(from);
  const Instant begins = china_instant(day, kQuietUntilMinute);
  if (from < begins) return begins;
  if (from < china_instant(day, kQuietFromMinute)) return from;
  return china_instant(day + 1, kQuietUntilMinute);
}

// After so many attempts, of which the last ended now. Nothing: it is given up.
std::optional<Instant> next_attempt(ChannelKind kind, int attempts, Instant now,
                                    std::optional<int> retry_after_seconds);

// What is done about a notice of which it is not known whether it was delivered.
enum class Repeat : unsigned char {
  again = 1,  // the receiver knows it again by its key, or twice does less harm than never
  ask = 2,    // a person looks and decides
};

// Where a notice goes from here. Stored: never renumbered.
enum class NoticeState : unsigned char {
  waiting = 1,
  sending = 2,  // somebody has it in hand, until his lease ends
  delivered = 3,
  refused = 4,
  given_up = 5,  // all attempts are used up
  unknown = 6,   // a person decides whether it goes out again
  stopped = 7,   // whoever would get it does not want it, or somebody called it off
};
inline constexpr std::array<std::string_view, 7> kNoticeStateNames{
    "waiting", "sending", "delivered", "refused", "given_up", "unknown", "stopped"};
inline constexpr std::array<std::string_view, 7> kNoticeStateWords{
    "待发", "在发", "已送出", "被拒收", "多次未成", "待人核实", "不发"};

struct NextStep {
  NoticeState state = NoticeState::waiting;
  Instant next{};  // of one that waits

  friend bool operator==(const NextStep&, const NextStep&) = default;
};
NextStep step_after(const Delivery& delivery, ChannelKind kind, Repeat repeat, int attempts,
                    Instant now);

}  // namespace qingxin::outbox
