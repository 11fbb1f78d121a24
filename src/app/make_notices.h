// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "app/notice_desk.h"
#include "app/raise_warnings.h"
#include "casework/escalation.h"
#include "store/clues.h"
#include "store/dossiers.h"

// What makes a notice of what happened. All of it may be repeated: one matter, one key, one notice.
namespace qingxin::app {

// How many were kept now.
struct NoticesMade {
  int fresh = 0;

  friend bool operator==(const NoticesMade&, const NoticesMade&) = default;
};

// Warnings that ask for an answer: to the contacts of those parties of the project whom the rung
// asks; what a rung asks of an authority goes to the officers of the district. What is said follows
// from the warning alone: it is the same whether anybody complained or not. Errors: not_permitted,
// those of the store.
//
// Officers are those of the body in charge (its contacts, the channels with its id); where it has
// none, and of warnings, those of the nearest district that has any (the channels with its code,
// the contacts of its offices and authorities); else the channels of the whole house.
Result<NoticesMade> notify_of_warnings(const access::Principal& who, Instant now,
                                       const NoticeDesk& desk,
                                       std::span<const WarningChange> changes);
// The same for all that began to wait for an answer in the last days: after a break. And, once a
// rung, that its term is about to end and nobody has answered.
Result<NoticesMade> notify_of_open_warnings(const access::Principal& who, Instant now,
                                            const NoticeDesk& desk);

// The reminders of clues and cases that were noted in the last days, to the officers in charge: the
// number, the clock, and whether it is near or over. And the rungs that were reached, once each.
Result<NoticesMade> notify_of_reminders(const access::Principal& who, Instant now,
                                        const NoticeDesk& desk);

// That a clue was registered, to the phone of whoever reported it by name, through a channel of
// short messages. None for whoever asked not to be named, and where no phone was said. Errors:
// not_permitted, not_found (the clue, the channel), invalid_input (no such channel of short
// messages).
Result<NoticesMade> notify_of_receipt(const access::Principal& who, Instant now,
                                      const NoticeDesk& desk, store::ClueId clue,
                                      std::string_view channel);

// The same as soon as it was filed, by the program, where he agreed to be told: through the channel
// of short messages of the district of the body that was asked. Nothing, where there is none.
Result<NoticesMade> notify_of_filing(Instant now, const NoticeDesk& desk, store::ClueId clue);

}  // namespace qingxin::app
