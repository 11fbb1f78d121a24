// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "outbox/notice.h"
#include "outbox/schedule.h"
#include "store/dossiers.h"
#include "store/ids.h"
#include "store/store.h"

namespace qingxin::store {

enum class NoticeId : std::int64_t {};
enum class ContactId : std::int64_t {};

constexpr std::int64_t number(NoticeId id) {
  return static_cast<std::int64_t>(id);
}
constexpr std::int64_t number(ContactId id) {
  return static_cast<std::int64_t>(id);
}

// What a notice is about. Stored: never renumbered.
enum class NoticeAbout : unsigned char {
  project = 1,  // a warning of it
  dossier = 2,
  nothing = 3,  // a test
};

// Made by the caller; notice.to is plain (outbox::plain_receiver).
struct NewNotice {
  NoticeId id{};
  outbox::Notice notice;
  outbox::ChannelKind kind{};
  NoticeAbout about = NoticeAbout::nothing;
  std::int64_t about_id = 0;
  Instant first;  // not sent before then
};

// A notice as lists tell it: who gets it is masked, what it says is not told.
struct KeptNotice {
  NoticeId id{};
  std::string key, channel, template_id;
  outbox::ChannelKind kind{};
  NoticeAbout about = NoticeAbout::nothing;
  std::int64_t about_id = 0;
  std::string receiver;  // masked; empty: the channel is the receiver
  outbox::NoticeState state = outbox::NoticeState::waiting;
  int attempts = 0;
  Instant made, next, changed;
  std::string said, receipt;  // of the last attempt

  friend bool operator==(const KeptNotice&, const KeptNotice&) = default;
};

// One that whoever asked has in hand now, and nobody else until the lease ends.
struct ClaimedNotice {
  NoticeId id{};
  std::int64_t claim = 0;
  outbox::Notice notice;
  outbox::ChannelKind kind{};
  NoticeAbout about = NoticeAbout::nothing;
  std::int64_t about_id = 0;
  int attempts = 0;  // this one counted
  // Somebody took it in hand before and never said what became of it: whether it was sent is not
  // known. This is no attempt.
  bool was_cut_off = false;

  friend bool operator==(const ClaimedNotice&, const ClaimedNotice&) = default;
};

struct NoticeFilter {
  std::optional<outbox::NoticeState> state;
  bool leaves_out_ended = false;  // delivered, refused, stopped
  std::string channel;
};

struct StoppedReceiver {
  std::string mark;  // a keyed hash
  outbox::ChannelKind kind{};
  std::string why;
  access::UserId by{};
  Instant at;

  friend bool operator==(const StoppedReceiver&, const StoppedReceiver&) = default;
};

// Whom of a unit notices go to, through a channel.
struct Contact {
  ContactId id{};
  UnitId unit{};
  std::string channel;
  outbox::ChannelKind kind{};
  std::string to;  // plain

  friend bool operator==(const Contact&, const Contact&) = default;
};

// Whom of a body that looks after a district notices go to.
struct BodyContact {
  Contact contact;
  std::string region;  // of the body

  friend bool operator==(const BodyContact&, const BodyContact&) = default;
};

// A reminder of a clock of a clue or case that was noted as gone out.
struct NotedReminder {
  DossierId dossier{};
  casework::Subject subject = casework::Subject::clue;
  casework::Reminder reminder;
  UnitId owner{};  // in charge now
  std::string region;

  friend bool operator==(const NotedReminder&, const NotedReminder&) = default;
};

// A rung that a clue or case has reached, by whatever rule.
struct NotedEscalation {
  DossierId dossier{};
  casework::Subject subject = casework::Subject::clue;
  casework::Rung rung{};
  UnitId owner{};  // in charge now
  std::string region;

  friend bool operator==(const NotedEscalation&, const NotedEscalation&) = default;
};

// The outbox as the product remembers it: a part of Store (Store::outbox), with its promises. It is
// the house's own: whoever's scope does not reach everything finds nothing in it. Receivers and
// what notices say are sealed; the audit trail has ids alone. For any number of threads.
class OutboxStore {
 public:
  virtual ~OutboxStore() = default;

  // Kept::already: its key was kept with the same content. Refused: conflict, with other content.
  // One to somebody who wants none is kept, stopped.
  virtual Result<Kept> add_notice(const NewNotice& notice) = 0;

  // Takes the next notice in hand whose time has come, until the lease ends; nothing: none is due.
  // `claim` is new for each call. Those to somebody who wants none are stopped on the way.
  virtual Result<std::optional<ClaimedNotice>> claim_notice(std::int64_t claim, Instant now,
                                                            Instant lease_end) = 0;
  // What became of it. Refused: conflict, when the lease ended and somebody else took it in hand,
  // or it is in nobody's hand.
  virtual Result<Kept> note_delivery(NoticeId id, std::int64_t claim, const outbox::NextStep& step,
                                     const outbox::Delivery& delivery) = 0;

  virtual Result<KeptNotice> notice(NoticeId id) = 0;  // not_found
  // At most `limit`, the oldest first, after that one.
  virtual Result<std::vector<KeptNotice>> notices_after(const NoticeFilter& filter, NoticeId after,
                                                        int limit) = 0;
  // Sent again from the beginning. Refused: delivered, or in hand.
  virtual Result<void> retry_notice(NoticeId id, Instant first) = 0;
  // Not to be sent. Refused: delivered, or in hand.
  virtual Result<Kept> call_off(NoticeId id) = 0;

  // From now on nothing is sent to him, also not what waits. `to` is plain.
  virtual Result<Kept> stop_receiver(outbox::ChannelKind kind, std::string_view to,
                                     std::string_view why) = 0;
  // Kept::already: he was not stopped. What was stopped stays so.
  virtual Result<Kept> allow_receiver(outbox::ChannelKind kind, std::string_view to) = 0;
  virtual Result<std::vector<StoppedReceiver>> stopped_receivers(std::string_view after_mark,
                                                                 int limit) = 0;

  // Kept::already: the unit has this one. Refused: not_found, no such unit.
  virtual Result<Kept> add_contact(const Contact& contact) = 0;
  virtual Result<Kept> end_contact(ContactId id) = 0;  // already: there is none
  // Of a unit, in the order of their ids; UnitId{}: of all.
  virtual Result<std::vector<Contact>> contacts_of(UnitId unit) = 0;
  // Of offices and authorities alone, in the order of their ids; not of those that are a party of a
  // project: they are told what parties are told.
  virtual Result<std::vector<BodyContact>> contacts_of_bodies() = 0;
  // The units whose contacts are told of a project: its parties.
  virtual Result<std::vector<UnitId>> parties_of(ProjectId project) = 0;
  // Noted since then, without those that a later one passed over.
  virtual Result<std::vector<NotedReminder>> reminders_since(Instant noted) = 0;
  // Reached since then, each rung of a dossier once.
  virtual Result<std::vector<NotedEscalation>> escalations_since(Instant fired) = 0;
};

}  // namespace qingxin::store
