// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/notice_desk.h"

namespace qingxin::app {

struct NoticeSent {
  NoticeId id{};
  outbox::NoticeState state = outbox::NoticeState::waiting;
  std::string said;

  friend bool operator==(const NoticeSent&, const NoticeSent&) = default;
};

// Sends what is due, one after the other, until nothing is or `leaves_off` says so; what had been
// in hand when a program ended counts as perhaps delivered. Tells an enterprise nothing of those
// who reported anything about the project. `now` is asked before each. For any number of programs
// at once. Errors: not_permitted, those of the store.
Result<std::vector<NoticeSent>> send_notices(const access::Principal& who, const NoticeDesk& desk,
                                             const std::function<Instant()>& now,
                                             const std::function<bool()>& leaves_off);

// One notice, at once and kept nowhere: whether a channel works. `to` is empty where the channel is
// the receiver. Errors: not_permitted, not_found (the channel).
Result<outbox::Delivery> test_channel(const access::Principal& who, const NoticeDesk& desk,
                                      Instant now, std::string_view channel, std::string_view to);

struct NoticeQuery {
  store::NoticeFilter filter;
  NoticeId after{};
  int limit = 100;  // 1–1000
};
struct NoticePage {
  std::vector<KeptNotice> notices;
  bool has_more = false;
};
// Errors: not_permitted, usage (the limit).
Result<NoticePage> list_notices(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                const NoticeQuery& query);

// By a person who has looked: again from the beginning, at the next hour at which its receiver may
// be told; or not at all. Errors: not_permitted, not_found, conflict.
Result<KeptNotice> retry_notice(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                NoticeId id);
Result<KeptNotice> call_off_notice(const access::Principal& who, Instant now,
                                   const NoticeDesk& desk, NoticeId id);

// The stop list. Errors: not_permitted, not_found (the channel), invalid_input (whom, why).
Result<store::Kept> stop_receiver(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                  std::string_view channel, std::string_view to,
                                  std::string_view why);
Result<store::Kept> allow_receiver(const access::Principal& who, Instant now,
                                   const NoticeDesk& desk, std::string_view channel,
                                   std::string_view to);

struct StopPage {
  std::vector<store::StoppedReceiver> stops;
  std::string next;  // empty: no more
};
// In no order that means anything. Errors: not_permitted, usage (the limit).
Result<StopPage> list_stops(const access::Principal& who, Instant now, const NoticeDesk& desk,
                            std::string_view after, int limit);

// Whom of a unit notices go to. Errors: not_permitted, not_found (the channel, the unit),
// invalid_input (to).
Result<store::Kept> add_contact(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                access::UnitId unit, std::string_view channel, std::string_view to);
Result<store::Kept> end_contact(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                store::ContactId id);
// Receivers masked.
Result<std::vector<store::Contact>> list_contacts(const access::Principal& who, Instant now,
                                                  const NoticeDesk& desk, access::UnitId unit);

}  // namespace qingxin::app
