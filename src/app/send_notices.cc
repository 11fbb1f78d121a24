// SPDX-License-Identifier: Apache-2.0
#include "app/send_notices.h"

#include <algorithm>
#include <optional>

#include "app/permit.h"
#include "app/warning_desk.h"
#include "base/text.h"
#include "store/clues.h"

namespace qingxin::app {

namespace {

using outbox::NextStep;
using store::ClaimedNotice;
using store::Kept;

// Longer than any attempt can take: whoever has one in hand for longer is gone.
constexpr std::int64_t kLeaseMs = 5 * kMinuteMs;

// Whoever reported anything about the project. Read to keep them out of what is sent, and for
// nothing else.
Result<std::vector<casework::Reporter>> reporters_of(store::Store& held, store::ProjectId project) {
  constexpr int kAtOnce = 200;
  std::vector<casework::Reporter> reporters;
  store::ClueFilter filter;
  filter.project = project;
  store::ClueId before{};
  while (true) {
    const Result<std::vector<store::KeptClue>> clues =
        held.clues().clues_before(filter, before, kAtOnce);
    if (!clues) return tl::unexpected(clues.error());
    if (clues->empty()) return reporters;
    before = clues->back().id;
    for (const store::KeptClue& clue : *clues) {
      const Result<store::WholeClue> whole = held.clues().whole_clue(clue.id);
      if (!whole) return tl::unexpected(whole.error());
      for (const store::CluePerson& person : whole->people)
        if (person.is_reporter) reporters.push_back({person.name, person.id_number, person.phone});
    }
  }
}

bool is_to_enterprise(const NoticeDesk& desk, const outbox::Notice& notice) {
  const auto text =
      std::ranges::find(desk.settings().texts, notice.template_id, &outbox::NoticeText::id);
  return text != desk.settings().texts.end() && text->audience == outbox::Audience::enterprise;
}

outbox::Repeat repeat_of(const NoticeDesk& desk, const std::string& channel) {
  const Result<const outbox::Channel*> found = outbox::channel_named(desk.settings(), channel);
  // Of a channel that is gone nothing is known: a person looks.
  return found ? (*found)->repeat : outbox::Repeat::ask;
}

// Sends one that is in hand, or says what is known of one that somebody left behind.
outbox::Delivery carried(const NoticeDesk& desk, store::Store& held, const ClaimedNotice& claimed,
                         Instant now) {
  if (claimed.was_cut_off)
    return {.outcome = outbox::Outcome::unknown, .said = "上次发到一半程序停了，不知道送到没有"};
  std::vector<casework::Reporter> reporters;
  if (claimed.about == store::NoticeAbout::project && is_to_enterprise(desk, claimed.notice)) {
    Result<std::vector<casework::Reporter>> found =
        reporters_of(held, store::ProjectId{claimed.about_id});
    // Nobody was called: it is not to be taken for one that may have arrived.
    if (!found) return {.outcome = outbox::Outcome::again, .said = found.error().message};
    reporters = *std::move(found);
  }
  return desk.courier->deliver(claimed.notice, reporters, now);
}

// Takes one in hand, sends it and writes down what became of it; nothing: none is due.
Result<std::optional<NoticeSent>> send_next(const access::Principal& who, const NoticeDesk& desk,
                                            const std::function<Instant()>& now) {
  const Instant begun = now();
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, begun);
  const Result<std::optional<ClaimedNotice>> claimed =
      held->outbox().claim_notice(desk.ids->next(begun), begun, {begun.utc_ms + kLeaseMs});
  if (!claimed) return tl::unexpected(claimed.error());
  if (!*claimed) return std::nullopt;
  const ClaimedNotice& one = **claimed;
  const outbox::Delivery delivery = carried(desk, *held, one, begun);
  const Instant ended = now();
  const NextStep step = outbox::step_after(delivery, one.kind, repeat_of(desk, one.notice.channel),
                                           one.attempts, ended);
  const Result<Kept> noted =
      desk.store->acting_for(who, ended)->outbox().note_delivery(one.id, one.claim, step, delivery);
  if (!noted) return tl::unexpected(noted.error());
  return NoticeSent{one.id, step.state, delivery.said};
}

Result<std::unique_ptr<store::Store>> held_to_send(const access::Principal& who, Instant now,
                                                   const NoticeDesk& desk) {
  if (const Result<void> may = permit(who, access::Action::send_notices); !may)
    return tl::unexpected(may.error());
  return desk.store->acting_for(who, now);
}

struct Receiver {
  outbox::ChannelKind kind;
  std::string to;
};
Result<Receiver> receiver_of(const NoticeDesk& desk, std::string_view channel,
                             std::string_view to) {
  const Result<const outbox::Channel*> found = outbox::channel_named(desk.settings(), channel);
  if (!found) return tl::unexpected(found.error());
  const outbox::ChannelKind kind = outbox::kind_of(**found);
  Result<std::string> plain = outbox::plain_receiver(kind, to);
  if (!plain) return tl::unexpected(plain.error());
  if (plain->empty())
    return fail(ErrorCode::invalid_input, "这个渠道自己就是收件方，没有收件人可写");
  return Receiver{kind, *std::move(plain)};
}

}  // namespace

Result<std::vector<NoticeSent>> send_notices(const access::Principal& who, const NoticeDesk& desk,
                                             const std::function<Instant()>& now,
                                             const std::function<bool()>& leaves_off) {
  if (const Result<void> may = permit(who, access::Action::send_notices); !may)
    return tl::unexpected(may.error());
  std::vector<NoticeSent> sent;
  while (!leaves_off()) {
    Result<std::optional<NoticeSent>> one = send_next(who, desk, now);
    if (!one) return tl::unexpected(one.error());
    if (!*one) break;
    sent.push_back(**std::move(one));
  }
  return sent;
}

Result<outbox::Delivery> test_channel(const access::Principal& who, const NoticeDesk& desk,
                                      Instant now, std::string_view channel, std::string_view to) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<const outbox::Channel*> found = outbox::channel_named(desk.settings(), channel);
  if (!found) return tl::unexpected(found.error());
  const std::int64_t id = desk.ids->next(now);
  const Result<void> noted =
      (*held)->audit_trail().note(access::audit_entry("test_channel", {{"notice", id}}));
  if (!noted) return tl::unexpected(noted.error());
  return desk.courier->deliver({.key = "test-" + std::to_string(id),
                                .channel = std::string{channel},
                                .to = std::string{to},
                                .template_id = "test",
                                .values = {{"time", china_minute(now)}}},
                               {}, now);
}

Result<NoticePage> list_notices(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                const NoticeQuery& query) {
  if (const Result<void> may = permit(who, access::Action::see_notices); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > 1'000) return fail(ErrorCode::usage, "一次列 1 至 1000 件");
  Result<std::vector<KeptNotice>> found = desk.store->acting_for(who, now)->outbox().notices_after(
      query.filter, query.after, query.limit + 1);
  if (!found) return tl::unexpected(found.error());
  NoticePage page{*std::move(found), false};
  page.has_more = std::ssize(page.notices) > query.limit;
  if (page.has_more) page.notices.pop_back();
  return page;
}

Result<KeptNotice> retry_notice(const access::Principal& who, Instant now, const NoticeDesk& desk,
                                NoticeId id) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<KeptNotice> before = (*held)->outbox().notice(id);
  if (!before) return before;
  const Result<void> done =
      (*held)->outbox().retry_notice(id, outbox::first_allowed(before->kind, now));
  if (!done) return tl::unexpected(done.error());
  return (*held)->outbox().notice(id);
}

Result<KeptNotice> call_off_notice(const access::Principal& who, Instant now,
                                   const NoticeDesk& desk, NoticeId id) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<Kept> done = (*held)->outbox().call_off(id);
  if (!done) return tl::unexpected(done.error());
  return (*held)->outbox().notice(id);
}

Result<Kept> stop_receiver(const access::Principal& who, Instant now, const NoticeDesk& desk,
                           std::string_view channel, std::string_view to, std::string_view why) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<Receiver> receiver = receiver_of(desk, channel, to);
  if (!receiver) return tl::unexpected(receiver.error());
  if (const Result<void> checked = check_words("为什么不要通知", why); !checked)
    return tl::unexpected(checked.error());
  return (*held)->outbox().stop_receiver(receiver->kind, receiver->to,
                                         without_numbers_of_people(why));
}

Result<Kept> allow_receiver(const access::Principal& who, Instant now, const NoticeDesk& desk,
                            std::string_view channel, std::string_view to) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<Receiver> receiver = receiver_of(desk, channel, to);
  if (!receiver) return tl::unexpected(receiver.error());
  return (*held)->outbox().allow_receiver(receiver->kind, receiver->to);
}

Result<StopPage> list_stops(const access::Principal& who, Instant now, const NoticeDesk& desk,
                            std::string_view after, int limit) {
  if (const Result<void> may = permit(who, access::Action::see_notices); !may)
    return tl::unexpected(may.error());
  if (limit < 1 || limit > 1'000) return fail(ErrorCode::usage, "一次列 1 至 1000 个");
  Result<std::vector<store::StoppedReceiver>> found =
      desk.store->acting_for(who, now)->outbox().stopped_receivers(after, limit + 1);
  if (!found) return tl::unexpected(found.error());
  StopPage page{*std::move(found), {}};
  if (std::ssize(page.stops) <= limit) return page;
  page.stops.pop_back();
  page.next = page.stops.back().mark;
  return page;
}

Result<Kept> add_contact(const access::Principal& who, Instant now, const NoticeDesk& desk,
                         access::UnitId unit, std::string_view channel, std::string_view to) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  const Result<const outbox::Channel*> found = outbox::channel_named(desk.settings(), channel);
  if (!found) return tl::unexpected(found.error());
  const outbox::ChannelKind kind = outbox::kind_of(**found);
  Result<std::string> plain = outbox::plain_receiver(kind, to);
  if (!plain) return tl::unexpected(plain.error());
  return (*held)->outbox().add_contact(
      {store::ContactId{desk.ids->next(now)}, unit, std::string{channel}, kind, *std::move(plain)});
}

Result<Kept> end_contact(const access::Principal& who, Instant now, const NoticeDesk& desk,
                         store::ContactId id) {
  const Result<std::unique_ptr<store::Store>> held = held_to_send(who, now, desk);
  if (!held) return tl::unexpected(held.error());
  return (*held)->outbox().end_contact(id);
}

Result<std::vector<store::Contact>> list_contacts(const access::Principal& who, Instant now,
                                                  const NoticeDesk& desk, access::UnitId unit) {
  if (const Result<void> may = permit(who, access::Action::see_notices); !may)
    return tl::unexpected(may.error());
  Result<std::vector<store::Contact>> contacts =
      desk.store->acting_for(who, now)->outbox().contacts_of(unit);
  if (contacts)
    for (store::Contact& contact : *contacts) contact.to = masked(contact.to);
  return contacts;
}

}  // namespace qingxin::app
