// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "store/outbox.h"
#include "tests/support/access_contract.h"

// What the outbox promises, on every engine: INSTANTIATE_TEST_SUITE_P(…, OutboxContract, …).
namespace qingxin::store {

class OutboxContract : public AccessContract {
 protected:
  using Kind = outbox::ChannelKind;
  using State = outbox::NoticeState;
  using Outcome = outbox::Outcome;
  static constexpr std::int64_t kLeaseMs = 300'000;
  // 10:13 in China: at kNow nobody is sent a short message.
  static constexpr Instant kMorning{kNow.utc_ms + 12 * 60 * kMinuteMs};
  static Instant later(std::int64_t ms) { return {kMorning.utc_ms + ms}; }

  void SetUp() override {
    AccessContract::SetUp();
    outbox_ = &store_->outbox();
  }

  static NewNotice notice(std::int64_t id, std::string key, Instant first = kMorning) {
    return {.id = NoticeId{id},
            .notice = {.key = std::move(key),
                       .channel = "短信",
                       .to = std::string{kPhone},
                       .template_id = "warning_raised",
                       .values = {{"project", "人民医院迁建"}, {"due", "2026-11-30"}, {"x", ""}}},
            .kind = Kind::sms,
            .about = NoticeAbout::project,
            .about_id = 17,
            .first = first};
  }

  std::optional<ClaimedNotice> claim(std::int64_t number, std::int64_t after_ms = 0) {
    return claim_from(*outbox_, number, after_ms);
  }
  static std::optional<ClaimedNotice> claim_from(OutboxStore& from, std::int64_t number,
                                                 std::int64_t after_ms) {
    const Result<std::optional<ClaimedNotice>> claimed =
        from.claim_notice(number, later(after_ms), later(after_ms + kLeaseMs));
    EXPECT_TRUE(claimed) << claimed.error().message;
    return claimed.value_or(std::nullopt);
  }
  State state_of(std::int64_t id) {
    const Result<KeptNotice> kept = outbox_->notice(NoticeId{id});
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? kept->state : State{};
  }
  Result<Kept> note(std::int64_t id, std::int64_t claim_number, State state, Instant next = {},
                    std::string said = "对方答 200") {
    return outbox_->note_delivery(NoticeId{id}, claim_number, {state, next},
                                  {.outcome = Outcome::delivered, .said = std::move(said)});
  }
  std::vector<std::int64_t> listed(const NoticeFilter& filter) {
    std::vector<std::int64_t> ids;
    const Result<std::vector<KeptNotice>> found = outbox_->notices_after(filter, {}, 100);
    EXPECT_TRUE(found) << found.error().message;
    if (found)
      for (const KeptNotice& one : *found) ids.push_back(number(one.id));
    return ids;
  }

  OutboxStore* outbox_ = nullptr;
};

TEST_P(OutboxContract, KeepsANoticeSealedAndGivesItBack) {
  ASSERT_EQ(outbox_->add_notice(notice(10, "k1")), Kept::now);
  const Result<KeptNotice> kept = outbox_->notice(NoticeId{10});
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->receiver, "1********78");
  EXPECT_EQ(kept->state, State::waiting);
  EXPECT_EQ(kept->about_id, 17);
  EXPECT_EQ(kept->made, kNow);
  const std::string all = dump();
  EXPECT_EQ(all.find(kPhone), std::string::npos);
  EXPECT_EQ(all.find("人民医院迁建"), std::string::npos);
  const std::optional<ClaimedNotice> claimed = claim(1);
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->notice, notice(10, "k1").notice);
  EXPECT_EQ(claimed->attempts, 1);
  EXPECT_FALSE(claimed->was_cut_off);
  EXPECT_EQ(outbox_->notice(NoticeId{11}).error().code, ErrorCode::not_found);
}

TEST_P(OutboxContract, KnowsAKeyAgain) {
  ASSERT_EQ(outbox_->add_notice(notice(10, "k1")), Kept::now);
  EXPECT_EQ(outbox_->add_notice(notice(11, "k1")), Kept::already);
  NewNotice other = notice(12, "k1");
  other.notice.values["due"] = "2026-12-01";
  EXPECT_EQ(outbox_->add_notice(other).error().code, ErrorCode::conflict);
  other = notice(13, "k1");
  other.notice.to = "13900000000";
  EXPECT_EQ(outbox_->add_notice(other).error().code, ErrorCode::conflict);
  EXPECT_EQ(listed({}), std::vector<std::int64_t>{10});
}

TEST_P(OutboxContract, GivesEachToOneHandAndInItsTime) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1", later(1'000))));
  ASSERT_TRUE(outbox_->add_notice(notice(11, "k2", later(500))));
  EXPECT_EQ(claim(1, 499), std::nullopt);
  EXPECT_EQ(claim(2, 1'000)->id, NoticeId{11});
  EXPECT_EQ(claim(3, 1'000)->id, NoticeId{10});
  EXPECT_EQ(claim(4, 1'000), std::nullopt);
  EXPECT_EQ(claim(2, 1'000)->id, NoticeId{11});  // asked again after the answer was lost
  EXPECT_EQ(state_of(10), State::sending);
}

TEST_P(OutboxContract, WritesDownWhatBecameOfIt) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_TRUE(claim(1));
  EXPECT_EQ(note(10, 1, State::waiting, later(60'000), "对方答 503"), Kept::now);
  EXPECT_EQ(note(10, 1, State::waiting, later(60'000), "对方答 503"), Kept::already);
  EXPECT_EQ(outbox_->notice(NoticeId{10})->said, "对方答 503");
  EXPECT_EQ(claim(2, 59'999), std::nullopt);
  EXPECT_EQ(claim(3, 60'000)->attempts, 2);
  EXPECT_EQ(note(10, 3, State::delivered), Kept::now);
  EXPECT_EQ(claim(4, 9'000'000), std::nullopt);
  EXPECT_EQ(note(10, 3, State::waiting).error().code, ErrorCode::conflict);
  EXPECT_EQ(state_of(10), State::delivered);
}

// Whoever had it in hand is gone: between the record that it is being sent and that of the end.
TEST_P(OutboxContract, TellsWhoComesNextThatItWasCutOff) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_TRUE(claim(1));
  EXPECT_EQ(claim(2, kLeaseMs - 1), std::nullopt);
  const std::optional<ClaimedNotice> next = claim(3, kLeaseMs);
  ASSERT_TRUE(next);
  EXPECT_TRUE(next->was_cut_off);
  EXPECT_EQ(next->attempts, 1);
  // He who comes back late has nothing more to say.
  EXPECT_EQ(note(10, 1, State::delivered).error().code, ErrorCode::conflict);
  EXPECT_EQ(note(10, 3, State::unknown), Kept::now);
  EXPECT_EQ(claim(4, 9 * kLeaseMs), std::nullopt);
}

TEST_P(OutboxContract, NeverGivesOneToTwoAtOnce) {
  constexpr int kNotices = 12, kHands = 3;
  for (int i = 0; i < kNotices; ++i)
    ASSERT_TRUE(outbox_->add_notice(notice(100 + i, "k" + std::to_string(i))));
  std::vector<std::vector<std::int64_t>> taken(kHands);
  {
    std::vector<std::jthread> hands;
    for (int hand = 0; hand < kHands; ++hand)
      hands.emplace_back([this, hand, &taken] {
        for (std::int64_t i = 0; i < kNotices; ++i)
          if (const auto claimed = claim_from(*outbox_, hand * 1'000 + i + 1, 0))
            taken[static_cast<std::size_t>(hand)].push_back(number(claimed->id));
      });
  }
  std::vector<std::int64_t> all;
  for (const std::vector<std::int64_t>& ids : taken) all.insert(all.end(), ids.begin(), ids.end());
  std::ranges::sort(all);
  std::vector<std::int64_t> expected;
  for (int i = 0; i < kNotices; ++i) expected.push_back(100 + i);
  EXPECT_EQ(all, expected);
}

TEST_P(OutboxContract, SendsNothingToWhoWantsNone) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  EXPECT_EQ(outbox_->stop_receiver(Kind::sms, kPhone, "本人要求"), Kept::now);
  EXPECT_EQ(outbox_->stop_receiver(Kind::sms, kPhone, "本人要求"), Kept::already);
  EXPECT_EQ(state_of(10), State::stopped);
  ASSERT_EQ(outbox_->add_notice(notice(11, "k2")), Kept::now);
  EXPECT_EQ(state_of(11), State::stopped);
  EXPECT_EQ(claim(1), std::nullopt);
  EXPECT_EQ(outbox_->retry_notice(NoticeId{11}, kMorning).error().code, ErrorCode::conflict);
  const Result<std::vector<StoppedReceiver>> stopped = outbox_->stopped_receivers("", 10);
  ASSERT_TRUE(stopped);
  ASSERT_EQ(stopped->size(), 1U);
  EXPECT_EQ((*stopped)[0].why, "本人要求");
  EXPECT_EQ(dump().find(kPhone), std::string::npos);
  EXPECT_EQ(outbox_->allow_receiver(Kind::sms, kPhone), Kept::now);
  EXPECT_EQ(outbox_->allow_receiver(Kind::sms, kPhone), Kept::already);
  ASSERT_TRUE(outbox_->retry_notice(NoticeId{11}, kMorning));
  EXPECT_EQ(claim(2)->id, NoticeId{11});
}

// Two who look at once: one is stopped while the other's notice already waits.
TEST_P(OutboxContract, LooksAtTheStopListBeforeEachSending) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_TRUE(claim(1));
  ASSERT_TRUE(outbox_->stop_receiver(Kind::sms, kPhone, "本人要求"));
  EXPECT_EQ(state_of(10), State::sending);  // it is on its way
  ASSERT_EQ(note(10, 1, State::waiting, kMorning), Kept::now);
  EXPECT_EQ(claim(2), std::nullopt);
  EXPECT_EQ(state_of(10), State::stopped);
}

TEST_P(OutboxContract, SetsAsideOneThatDoesNotOpen) {
  for (const std::int64_t id : {10, 11, 12})
    ASSERT_TRUE(outbox_->add_notice(notice(id, std::to_string(id))));
  ASSERT_EQ(claim(1)->id, NoticeId{10});
  ASSERT_EQ(tamper("UPDATE notice SET content = (SELECT o.content FROM notice o"
                   " WHERE o.notice_id = 12) WHERE notice_id IN (10, 11)"),
            2);
  EXPECT_EQ(claim(2, kLeaseMs)->id, NoticeId{12});
  EXPECT_EQ(claim(3, kLeaseMs), std::nullopt);
  EXPECT_EQ(state_of(10), State::unknown);
  EXPECT_EQ(state_of(11), State::refused);
  EXPECT_NE(outbox_->notice(NoticeId{11})->said.find("打不开"), std::string::npos);
}

TEST_P(OutboxContract, LetsAPersonDecide) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_TRUE(outbox_->add_notice(notice(11, "k2")));
  ASSERT_EQ(claim(1)->id, NoticeId{10});
  EXPECT_EQ(outbox_->call_off(NoticeId{10}).error().code, ErrorCode::conflict);
  EXPECT_EQ(outbox_->retry_notice(NoticeId{10}, kMorning).error().code, ErrorCode::conflict);
  ASSERT_TRUE(note(10, 1, State::unknown));
  ASSERT_TRUE(outbox_->retry_notice(NoticeId{10}, kMorning));
  EXPECT_EQ(outbox_->notice(NoticeId{10})->attempts, 0);
  EXPECT_EQ(outbox_->call_off(NoticeId{11}), Kept::now);
  EXPECT_EQ(outbox_->call_off(NoticeId{11}), Kept::already);
  ASSERT_EQ(claim(2)->id, NoticeId{10});
  ASSERT_TRUE(note(10, 2, State::delivered));
  EXPECT_EQ(outbox_->call_off(NoticeId{10}).error().code, ErrorCode::conflict);
  EXPECT_EQ(outbox_->retry_notice(NoticeId{10}, kMorning).error().code, ErrorCode::conflict);
  EXPECT_EQ(listed({}), (std::vector<std::int64_t>{10, 11}));
  EXPECT_EQ(listed({.state = State::stopped}), std::vector<std::int64_t>{11});
  EXPECT_EQ(listed({.leaves_out_ended = true}), std::vector<std::int64_t>{});
  EXPECT_EQ(listed({.channel = "邮件"}), std::vector<std::int64_t>{});
}

TEST_P(OutboxContract, KnowsWhomOfAUnitToTell) {
  put_in_force(batch(1), project("P1", "990123", "水利", "91990123MA0000001X").facts);
  EXPECT_EQ(*outbox_->parties_of(ids({"P1"})[0]), std::vector{kUnit});
  const Contact contact{ContactId{5}, kUnit, "短信", Kind::sms, std::string{kPhone}};
  EXPECT_EQ(outbox_->add_contact(contact), Kept::now);
  Contact again = contact;
  again.id = ContactId{6};
  EXPECT_EQ(outbox_->add_contact(again), Kept::already);
  EXPECT_EQ(*outbox_->contacts_of(kUnit), std::vector{contact});
  EXPECT_EQ(*outbox_->contacts_of(UnitId{}), std::vector{contact});
  EXPECT_EQ(*outbox_->contacts_of(UnitId{99}), std::vector<Contact>{});
  // Of those who look after a district there is one besides.
  EXPECT_EQ(*outbox_->contacts_of_bodies(), std::vector<BodyContact>{});
  ASSERT_TRUE(store_->add_unit({.id = UnitId{77},
                                .name = "平川县治欠办",
                                .region_code = "990123",
                                .kind = UnitKind::office}));
  const Contact officer{ContactId{7}, UnitId{77}, "短信", Kind::sms, std::string{kPhone}};
  EXPECT_EQ(outbox_->add_contact(officer), Kept::now);
  EXPECT_EQ(*outbox_->contacts_of_bodies(), (std::vector<BodyContact>{{officer, "990123"}}));
  // An authority that is a party of a project is told what parties are told, and no more.
  ASSERT_TRUE(store_->add_unit({.id = UnitId{78},
                                .name = "平川县交通局",
                                .credit_code = "91990123MA0000001X",
                                .region_code = "990123",
                                .kind = UnitKind::authority}));
  EXPECT_EQ(outbox_->add_contact({ContactId{8}, UnitId{78}, "短信", Kind::sms, "13900000008"}),
            Kept::now);
  EXPECT_EQ(outbox_->contacts_of_bodies()->size(), 1U);
  EXPECT_EQ(outbox_->end_contact(ContactId{8}), Kept::now);
  EXPECT_EQ(outbox_->end_contact(ContactId{7}), Kept::now);
  again.unit = UnitId{99};
  EXPECT_EQ(outbox_->add_contact(again).error().code, ErrorCode::not_found);
  EXPECT_EQ(dump().find(kPhone), std::string::npos);
  EXPECT_TRUE(outbox_->reminders_since({})->empty());
  EXPECT_EQ(outbox_->end_contact(ContactId{5}), Kept::now);
  EXPECT_EQ(outbox_->end_contact(ContactId{5}), Kept::already);
  EXPECT_EQ(*outbox_->contacts_of(kUnit), std::vector<Contact>{});
}

TEST_P(OutboxContract, IsThereForTheWholeHouseOnly) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_TRUE(outbox_->stop_receiver(Kind::sms, "13900000000", "本人要求"));
  ASSERT_TRUE(outbox_->add_contact({ContactId{5}, kUnit, "短信", Kind::sms, std::string{kPhone}}));
  Scope of_unit = access::whole_scope();
  of_unit.has_any_unit = false;
  of_unit.units = {kUnit};
  for (const Scope& scope : {Scope{}, access::district_scope("9901"), of_unit}) {
    const std::unique_ptr<Store> held = as(with(Role::office, scope));
    OutboxStore& his = held->outbox();
    EXPECT_TRUE(his.notices_after({}, {}, 10)->empty());
    EXPECT_TRUE(his.stopped_receivers("", 10)->empty());
    EXPECT_TRUE(his.contacts_of(UnitId{})->empty());
    EXPECT_TRUE(his.contacts_of_bodies()->empty());
    EXPECT_TRUE(his.reminders_since({})->empty());
    EXPECT_TRUE(his.escalations_since({})->empty());
    EXPECT_EQ(his.notice(NoticeId{10}).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.add_notice(notice(11, "k2")).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.claim_notice(1, kMorning, later(1)).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.retry_notice(NoticeId{10}, kMorning).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.call_off(NoticeId{10}).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.stop_receiver(Kind::sms, kPhone, "x").error().code, ErrorCode::not_found);
    EXPECT_EQ(his.allow_receiver(Kind::sms, "13900000000").error().code, ErrorCode::not_found);
    EXPECT_EQ(his.end_contact(ContactId{5}).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.note_delivery(NoticeId{10}, 1, {}, {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(his.add_contact({ContactId{6}, kUnit, "短信", Kind::sms, "13900000000"}).error().code,
              ErrorCode::not_found);
  }
  EXPECT_EQ(state_of(10), State::waiting);
}

TEST_P(OutboxContract, LeavesATrailOfIdsAlone) {
  ASSERT_TRUE(outbox_->add_notice(notice(10, "k1")));
  ASSERT_EQ(outbox_->add_notice(notice(11, "k1")), Kept::already);
  ASSERT_TRUE(claim(1));
  ASSERT_TRUE(note(10, 1, State::delivered));
  std::vector<std::string> entries;
  const Result<std::vector<access::AuditRecord>> records =
      store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(records);
  for (const access::AuditRecord& one : *records)
    if (one.entry.action.ends_with("_notice"))
      entries.push_back(one.entry.action + " " + one.entry.subjects);
  EXPECT_EQ(entries, (std::vector<std::string>{"add_notice notice=10", "send_notice notice=10"}));
}

TEST_P(OutboxContract, LeavesNothingHalfWrittenWhateverBreaks) {
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::int64_t id = 1'000 * (static_cast<int>(fault) + 1) + at;
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      OutboxStore& breaking = store->outbox();
      plan.asked = 0;
      plan.at = at;
      const bool is_added = breaking.add_notice(notice(id, std::to_string(id))).has_value();
      const Result<std::optional<ClaimedNotice>> claimed =
          breaking.claim_notice(id, kMorning, later(kLeaseMs));
      const bool is_noted =
          claimed && *claimed &&
          breaking.note_delivery(NoticeId{id}, id, {State::delivered}, {}).has_value();
      has_happened = plan.has_happened();
      EXPECT_EQ(is_added && is_noted, !has_happened || fault != Fault::refuses) << at;
      // Whatever was lost: done again it is as if nothing had been.
      ASSERT_TRUE(outbox_->add_notice(notice(id, std::to_string(id)))) << at;
      if (claim(id)) {
        EXPECT_TRUE(note(id, id, State::delivered)) << at;
      }
      EXPECT_EQ(state_of(id), State::delivered) << at;
      EXPECT_LE(outbox_->notice(NoticeId{id})->attempts, 1) << at;
    }
    EXPECT_GT(at, 10);
  }
}

}  // namespace qingxin::store
