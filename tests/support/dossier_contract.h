// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "store/dossiers.h"
#include "tests/support/access_contract.h"
#include "tests/support/casework_story.h"

// What the store of dossiers promises, on every engine:
// INSTANTIATE_TEST_SUITE_P(…, DossierContract, …).
namespace qingxin::store {

class DossierContract : public AccessContract {
 protected:
  using Actor = casework::Actor;
  using Event = casework::Event;
  using Step = casework::Step;
  using Subject = casework::Subject;
  using State = casework::State;
  using Ids = std::vector<std::int64_t>;

  static constexpr Date kMonday = date(2026, 3, 2);

  void SetUp() override {
    AccessContract::SetUp();
    dossiers_ = &store_->dossiers();
    world_ = story_.world;
  }

  static WholeDossier blank(std::int64_t id) {
    WholeDossier whole;
    whole.id = DossierId{id};
    whole.face.region_code = "990123";
    whole.face.industry = "房屋建筑";
    return whole;
  }

  // What these steps make of it, as a use case writes it back.
  DossierChange change(const WholeDossier& read, Subject subject, std::vector<Event> events) const {
    std::optional<casework::Dossier> after;
    if (read.stamp.events > 0) after = read.dossier;
    for (const Event& event : events) {
      Result<casework::Dossier> next = apply(after, subject, event, world_, {});
      EXPECT_TRUE(next) << (next ? "" : next.error().message);
      if (next) after = *std::move(next);
    }
    return change_of(read, after.value_or(read.dossier), world_);
  }

  // An event with a key of its own.
  static Event told(Step step, Date day, Actor by, int number = 0) {
    Event event = test::told(step, test::china(day), by);
    event.key = "k" + std::to_string(static_cast<int>(step)) + "-" + to_string(day);
    event.number = number;
    return event;
  }
  static Event first(Date day) { return told(Step::first_asked, day, Actor::intake); }

  std::vector<Event> filed_case(Date day) const {
    return {first(day),
            told(Step::assigned, day, Actor::head),
            told(Step::class_confirmed, day, Actor::head),
            told(Step::complaint_received, day, Actor::worker),
            told(Step::accepted, day, Actor::handler),
            told(Step::filed, day, Actor::head)};
  }

  Result<Kept> keep(const DossierChange& change) {
    return dossiers_->keep_dossiers(std::span{&change, 1});
  }
  WholeDossier whole(std::int64_t id) {
    Result<WholeDossier> found = dossiers_->whole_dossier(DossierId{id});
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return std::move(found).value_or(WholeDossier{});
  }
  void put_case(std::int64_t id, Date day = kMonday) {
    const Result<Kept> kept = keep(change(blank(id), Subject::case_file, filed_case(day)));
    ASSERT_TRUE(kept) << (kept ? "" : kept.error().message);
    ASSERT_EQ(*kept, Kept::now);
  }
  void put_clue(std::int64_t id, Date day = kMonday) {
    const Result<Kept> kept = keep(change(blank(id), Subject::clue,
                                          {first(day), told(Step::clue_arrived, day, Actor::worker),
                                           told(Step::clue_received, day, Actor::intake)}));
    ASSERT_TRUE(kept) << (kept ? "" : kept.error().message);
  }
  // One step more.
  Result<Kept> step(std::int64_t id, const Event& event) {
    const WholeDossier read = whole(id);
    return keep(change(read, read.dossier.subject, {event}));
  }

  static Ids ids_in(const Result<std::vector<KeptDossier>>& found) {
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    Ids ids;
    if (found)
      for (const KeptDossier& one : *found) ids.push_back(number(one.id));
    return ids;
  }
  Ids listed(const DossierFilter& filter) {
    return ids_in(dossiers_->dossiers_before(filter, {}, 100));
  }

  static CaseWorker worker(std::int64_t id, std::string name, std::optional<Money> established) {
    CaseWorker one;
    one.name = std::move(name);
    one.id_number = kWorker;
    one.phone = kPhone;
    one.from = ArrearsFrom::facts;
    one.arrears = {.worker = id,
                   .established = established,
                   .evidence = "工资表，王会计确认",
                   .settlements = {}};
    return one;
  }
  static casework::Settlement paid(Money amount, std::string proof) {
    return {.kind = casework::SettlementKind::bank,
            .source = casework::MoneySource::deposit,
            .amount = amount,
            .at = kNow,
            .bank = casework::BankState::told,
            .proof = std::move(proof),
            .calls = {}};
  }
  static DossierFacts facts() {
    DossierFacts facts;
    facts.workers = {worker(1, "周建国", yuan(3000)), worker(2, "吴大勇", std::nullopt)};
    facts.workers[0].arrears.months = {{month(2025, 12), yuan(1000)}, {month(2026, 1), yuan(2000)}};
    facts.workers[0].arrears.settlements = {paid(yuan(1000), "回单0001"),
                                            paid(yuan(2000), "收条周建国.jpg")};
    facts.workers[0].arrears.settlements[0].month = month(2025, 12);
    facts.workers[0].arrears.settlements[1].kind = casework::SettlementKind::receipt;
    facts.workers[0].arrears.settlements[1].bank = std::nullopt;
    facts.workers[0].arrears.settlements[1].calls = {
        {casework::PersonId{13}, kNow, casework::CallAnswer::not_reached},
        {casework::PersonId{13}, later(5), casework::CallAnswer::received}};
    facts.claimed_people = 12;
    facts.claimed_amount = yuan(36'000);
    facts.why_not_as_claimed = "周建国说漏了";
    facts.told_people = 0;
    facts.told_amount = Money{0};
    facts.crime = casework::CrimeAmount::not_reached;
    facts.why_no_police = "老板已付";
    facts.delays = {{casework::Defect::past_limit, "周建国联系不上", casework::PersonId{13},
                     casework::ClockId::investigation, date(2026, 5, 29)},
                    {casework::Defect::received_late, "", casework::PersonId{14}}};
    return facts;
  }

  // The same with papers that prove payments of that dossier alone.
  static DossierFacts facts_of(std::int64_t id) {
    DossierFacts own = facts();
    for (casework::Settlement& settlement : own.workers[0].arrears.settlements)
      settlement.proof += "-" + std::to_string(id);
    return own;
  }
  Result<Kept> keep_facts(std::int64_t id, DossierFacts told) {
    WholeDossier read = whole(id);
    read.facts = std::move(told);
    return keep(change(read, Subject::case_file, {}));
  }
  static void is_refused(const Result<Kept>& refused, std::string_view words) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_TRUE(says(refused.error().message, words)) << refused.error().message;
  }
  // Four who do it at once: one does.
  template <typename Act>
  static void expect_one_of_four(Act act) {
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
          const Result<Kept> kept = act(i);
          if (kept) ++won;
          if (!kept && kept.error().code == ErrorCode::conflict) ++lost;
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 3);
  }

  // Of dossier 10.
  static bool is_told_of_its_paper(DossierStore& seen) {
    const Result<std::vector<ProofUse>> uses = seen.uses_of_proof("回单0001");
    return uses && std::ranges::count(*uses, ProofUse{DossierId{10}, 1}) == 1;
  }
  static bool is_folded(DossierStore& seen) {
    const DossierId one{10};
    return seen.folded(std::span{&one, 1})->size() == 1;
  }

  test::Story story_;
  casework::World world_;
  DossierStore* dossiers_ = nullptr;
};

TEST_P(DossierContract, KeepsEveryEventAsItCameAndFoldsThemAgain) {
  std::vector<Event> events = filed_case(kMonday);
  events[3].reason = "欠薪💰𠮷𪚥 <script>\r\n\t" + std::string(1, '\0') + "最后\xE2\x80\xAE一句";
  events[3].papers[4] = {casework::PolicePaper::others, "", "没有"};
  events[4].team.clear();
  events[4].satisfaction.reset();
  events.push_back(told(Step::order_issued, kMonday + 1, Actor::head));
  events.push_back(told(Step::order_served, kMonday + 1, Actor::handler, 1));
  events.push_back(told(Step::order_issued, kMonday + 2, Actor::head));
  events.push_back(told(Step::investigation_extended, kMonday + 20, Actor::head));
  const DossierChange change = this->change(blank(10), Subject::case_file, events);
  ASSERT_FALSE(change.after.events.back().frozen.empty());
  ASSERT_EQ(keep(change), Kept::now);
  const WholeDossier found = whole(10);
  EXPECT_EQ(found.dossier, change.after);
  EXPECT_EQ(found.stamp, (DossierStamp{10, 0}));
  EXPECT_EQ(found.face, change.face);
  EXPECT_EQ(found.facts, DossierFacts{});
  EXPECT_EQ(dossiers_->whole_dossier(DossierId{11}).error().code, ErrorCode::not_found);
  EXPECT_EQ(*dossiers_->find_dossier(DossierId{11}), std::nullopt);
}

TEST_P(DossierContract, KeepsWhatItWasMadeOfAndWhatIsKnownOfIt) {
  WholeDossier begun = blank(10);
  begun.origin = {.clue = ClueId{9}, .warning = WarningKey{ProjectId{77}, "wages"}};
  begun.face = {.region_code = "990124",
                .industry = "水利",
                .project = ProjectId{77},
                .project_name = "平川县人民医院迁建工程",
                .employer = "平川县建工集团有限公司",
                .employer_code = "91990123MA0000000X",
                .funding = casework::Funding::government,
                .incident = casework::Incident::group_visit};
  ASSERT_TRUE(keep(change(begun, Subject::case_file, {first(kMonday)})));
  WholeDossier found = whole(10);
  EXPECT_EQ(found.origin, begun.origin);
  EXPECT_EQ(found.face, begun.face);
  found.face.funding.reset();
  found.face.incident = casework::Incident::none;
  found.face.employer = "平川建工";
  EXPECT_EQ(keep(change(found, Subject::case_file, {})), Kept::now);
  EXPECT_EQ(keep(change(found, Subject::case_file, {})), Kept::already);
  EXPECT_EQ(whole(10).face, found.face);
  EXPECT_EQ(whole(10).origin, begun.origin);
  EXPECT_EQ(whole(10).stamp, (DossierStamp{1, 0}));
}

TEST_P(DossierContract, KeepsNoWordNameOrNumberInClear) {
  std::vector<Event> events = filed_case(kMonday);
  events[2].reason = "包工头赵某欠血汗钱，电话13912345678";
  events[2].document = "举报人周建国笔录";
  events[2].heard = events[2].route = events[2].legal_aid = "周建国来过";
  events[2].photos = {"周建国.jpg"};
  WholeDossier read = blank(10);
  read.facts = facts();
  ASSERT_TRUE(keep(change(read, Subject::case_file, events)));
  const std::string dumped = dump();
  for (const std::string_view secret :
       {"周建国", "吴大勇", "血汗钱", "13912345678", "王会计", "回单0001"})
    EXPECT_EQ(dumped.find(secret), std::string::npos) << secret;
  EXPECT_EQ(dumped.find(kWorker), std::string::npos);
}

TEST_P(DossierContract, TakesTheSameStepForTheSame) {
  put_case(10);
  const WholeDossier read = whole(10);
  const DossierChange twice =
      change(read, Subject::case_file, {told(Step::order_issued, kMonday + 1, Actor::head)});
  EXPECT_EQ(keep(twice), Kept::now);
  EXPECT_EQ(keep(twice), Kept::already);
  DossierChange later = twice;  // written down by another clock
  later.after.events.back().entered_at.utc_ms += 5;
  EXPECT_EQ(keep(later), Kept::already);
  EXPECT_EQ(whole(10).dossier, twice.after);
  EXPECT_EQ(whole(10).stamp.events, 7);
}

TEST_P(DossierContract, RefusesAKeyThatStoodForSomethingElse) {
  put_case(10);
  const WholeDossier read = whole(10);
  const Event order = told(Step::order_issued, kMonday + 1, Actor::head);
  ASSERT_EQ(keep(change(read, Subject::case_file, {order})), Kept::now);
  Event other = order;
  other.reason = "另一个理由";
  const Result<Kept> refused = keep(change(read, Subject::case_file, {other}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(refused.error().message, "已经记过另一件事")) << refused.error().message;
  // Also against the newest stamp, of a caller that did not ask apply().
  DossierChange forced =
      change(whole(10), Subject::case_file, {told(Step::order_issued, kMonday + 2, Actor::head)});
  forced.after.events.back().key = order.key;
  EXPECT_TRUE(says(keep(forced).error().message, "已经记过另一件事"));
  forced.after.events.back().key.clear();
  EXPECT_EQ(keep(forced).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(whole(10).stamp.events, 7);
}

TEST_P(DossierContract, TellsWhoComesSecond) {
  put_case(10);
  const WholeDossier read = whole(10);
  ASSERT_EQ(
      keep(change(read, Subject::case_file, {told(Step::order_issued, kMonday + 1, Actor::head)})),
      Kept::now);
  const Result<Kept> late =
      keep(change(read, Subject::case_file, {told(Step::evidence_held, kMonday + 1, Actor::head)}));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
  EXPECT_TRUE(says(late.error().message, "刚刚有人改过")) << late.error().message;
  // Money that was entered meanwhile counts as well: who clears a case has seen it.
  WholeDossier with_money = whole(10);
  with_money.facts = facts();
  const WholeDossier before_money = whole(10);
  ASSERT_EQ(keep(change(with_money, Subject::case_file, {})), Kept::now);
  EXPECT_EQ(keep(change(before_money, Subject::case_file,
                        {told(Step::evidence_held, kMonday + 1, Actor::head)}))
                .error()
                .code,
            ErrorCode::conflict);
  EXPECT_EQ(whole(10).stamp, (DossierStamp{7, 1}));
}

TEST_P(DossierContract, LetsOneOfTwoWritersWin) {
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    const std::int64_t id = 100 + round;
    put_case(id);
    const WholeDossier read = whole(id);
    std::atomic<int> won = 0, lost = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
          Event event = told(Step::order_issued, kMonday + 1, Actor::head);
          event.key = "thread-" + std::to_string(i);
          const Result<Kept> kept = keep(change(read, Subject::case_file, {event}));
          if (kept) ++won;
          if (!kept && kept.error().code == ErrorCode::conflict) ++lost;
        });
    }
    EXPECT_EQ(won, 1);
    EXPECT_EQ(lost, 3);
    EXPECT_EQ(whole(id).stamp.events, 7);
    EXPECT_EQ(whole(id).dossier.strands.size(), read.dossier.strands.size() + 1);
  }
}

TEST_P(DossierContract, LetsOneOfTwoOpenTheSame) {
  std::atomic<int> won = 0, lost = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        Event event = first(kMonday);
        event.key = "thread-" + std::to_string(i);
        const Result<Kept> kept = keep(change(blank(10), Subject::case_file, {event}));
        if (kept) ++won;
        if (!kept && kept.error().code == ErrorCode::conflict) ++lost;
      });
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 3);
  EXPECT_EQ(whole(10).stamp.events, 1);
}

TEST_P(DossierContract, OpensACaseTogetherWithItsClueOrNeither) {
  put_clue(9);
  put_clue(8);
  const WholeDossier clue = whole(9);
  Event joined = told(Step::clue_joined, kMonday + 1, Actor::intake);
  joined.link = 10;
  const std::vector<DossierChange> both{
      change(blank(10), Subject::case_file, filed_case(kMonday + 1)),
      change(clue, Subject::clue, {joined})};
  ASSERT_EQ(step(9, told(Step::more_asked, kMonday + 1, Actor::intake)), Kept::now);
  EXPECT_EQ(dossiers_->keep_dossiers(both).error().code, ErrorCode::conflict);
  EXPECT_EQ(*dossiers_->find_dossier(DossierId{10}), std::nullopt);
  const std::vector<DossierChange> again{both[0], change(whole(9), Subject::clue, {joined})};
  EXPECT_EQ(dossiers_->keep_dossiers(again), Kept::now);
  EXPECT_EQ(dossiers_->keep_dossiers(again), Kept::already);
  EXPECT_EQ(whole(9).dossier.links, std::vector<std::int64_t>{10});
  EXPECT_EQ(whole(10).joined_clues, 1);
  EXPECT_EQ(whole(10).unanswered_clues, 1);
  EXPECT_EQ(ids_in(dossiers_->joined_to(DossierId{10})), Ids{9});
  ASSERT_EQ(step(9, told(Step::reply_drafted, kMonday + 2, Actor::handler)), Kept::now);
  WholeDossier drafted = whole(9);
  casework::EndFacts none;
  Result<casework::Dossier> answered =
      apply(drafted.dossier, Subject::clue, told(Step::class_confirmed, kMonday + 2, Actor::head),
            world_, none);
  ASSERT_TRUE(answered);
  answered = apply(*answered, Subject::clue, told(Step::reply_sent, kMonday + 2, Actor::reviewer),
                   world_, none);
  ASSERT_TRUE(answered) << answered.error().message;
  ASSERT_EQ(keep(change_of(drafted, *answered, world_)), Kept::now);
  EXPECT_EQ(whole(10).unanswered_clues, 0);
  ASSERT_EQ(step(9, told(Step::asked_again, kMonday + 3, Actor::worker)), Kept::now);
  EXPECT_EQ(whole(10).unanswered_clues, 1);
  ASSERT_EQ(step(9, told(Step::clue_split, kMonday + 4, Actor::handler)), Kept::now);
  EXPECT_EQ(whole(10).joined_clues, 0);
}

TEST_P(DossierContract, KeepsFactsAndHowTheyChanged) {
  put_case(10);
  WholeDossier read = whole(10);
  read.facts = facts();
  ASSERT_EQ(keep(change(read, Subject::case_file, {})), Kept::now);
  EXPECT_EQ(whole(10).facts, facts());
  EXPECT_EQ(whole(10).stamp, (DossierStamp{6, 1}));
  EXPECT_EQ(keep(change(read, Subject::case_file, {})), Kept::already);
  EXPECT_EQ(keep(change(whole(10), Subject::case_file, {})), Kept::already);
  // The bank says that it settled; a receipt was another worker's; one is owed nothing after all.
  read = whole(10);
  auto& settlements = read.facts.workers[0].arrears.settlements;
  settlements[0].bank = casework::BankState::settled;
  settlements.pop_back();
  read.facts.workers.pop_back();
  read.facts.workers.push_back(worker(3, "", Money{0}));
  read.facts.told_people.reset();
  const DossierFacts second = read.facts;
  ASSERT_EQ(keep(change(read, Subject::case_file, {})), Kept::now);
  EXPECT_EQ(whole(10).facts, second);
  EXPECT_EQ(tamper("SELECT 1 FROM dossier_facts WHERE dossier_id = 10"), 2);
  EXPECT_EQ(tamper("SELECT 1 FROM dossier_settlement WHERE dossier_id = 10"), 4);
  EXPECT_EQ(tamper("SELECT 1 FROM dossier_worker WHERE dossier_id = 10 AND facts_no = 2"), 2);
  read = whole(10);
  read.facts = facts();
  ASSERT_EQ(keep(change(read, Subject::case_file, {})), Kept::now);
  EXPECT_EQ(whole(10).facts, facts());
}

// Whoever entered what is owed has handled the case, as the folded dossier says.
TEST_P(DossierContract, TakesWhoEnteredForAHandler) {
  put_case(10);
  WholeDossier read = whole(10);
  const std::size_t handlers = read.dossier.handlers.size();
  read.facts.entered_by = {casework::PersonId{77}, read.dossier.handlers.front()};
  ASSERT_EQ(keep(change(read, Subject::case_file, {})), Kept::now);
  const WholeDossier kept = whole(10);
  EXPECT_EQ(kept.facts, read.facts);
  ASSERT_EQ(kept.dossier.handlers.size(), handlers + 1);
  EXPECT_EQ(kept.dossier.handlers.back(), casework::PersonId{77});
  EXPECT_EQ(keep(change(kept, Subject::case_file, {})), Kept::already);
}

TEST_P(DossierContract, KnowsNoSumFromASumOfNothing) {
  put_case(10);
  const auto sums = [&] { return dossiers_->dossiers_before({}, {}, 1)->front().readings.sums; };
  EXPECT_FALSE(sums());
  WholeDossier read = whole(10);
  read.facts.workers = {worker(1, "周建国", Money{0})};
  ASSERT_TRUE(keep(change(read, Subject::case_file, {})));
  ASSERT_TRUE(sums());
  EXPECT_EQ(sums()->owed, Money{0});
  EXPECT_EQ(sums()->people, 0);
  read = whole(10);
  read.facts.workers.push_back(worker(2, "吴大勇", std::nullopt));
  ASSERT_TRUE(keep(change(read, Subject::case_file, {})));
  EXPECT_EQ(sums()->owed, std::nullopt);
  EXPECT_EQ(sums()->people_unknown, 1);
}

TEST_P(DossierContract, FindsWhereAProofWasUsed) {
  put_case(10);
  ASSERT_TRUE(keep_facts(10, facts()));
  EXPECT_EQ(dossiers_->uses_of_proof("回单0001"), (std::vector<ProofUse>{{DossierId{10}, 1}}));
  EXPECT_TRUE(dossiers_->uses_of_proof("回单0002")->empty());
  EXPECT_TRUE(dossiers_->uses_of_proof("")->empty());
  DossierFacts other = facts();
  other.workers[0].arrears.settlements[0].proof = "回单0002";
  ASSERT_TRUE(keep_facts(10, other));
  EXPECT_TRUE(dossiers_->uses_of_proof("回单0001")->empty());
}

TEST_P(DossierContract, LetsAPaperProveOnePayment) {
  put_case(10);
  put_case(11);
  ASSERT_TRUE(keep_facts(10, facts()));
  is_refused(keep_facts(11, facts()), "「回单0001」已在案件 10 第 1 人名下");
  EXPECT_EQ(whole(11).facts, DossierFacts{});
  DossierFacts typed = facts_of(11);  // the same number in wide digits
  typed.workers[0].arrears.settlements[0].proof = "回单 ０００１";
  is_refused(keep_facts(11, typed), "已在案件 10 第 1 人名下");
  DossierFacts other_worker = facts();
  other_worker.workers[1].arrears.settlements = {paid(yuan(1), "回单0001")};
  is_refused(keep_facts(10, other_worker), "案件 10 第 1 人");
  DossierFacts twice = facts();  // and for the same one, typed otherwise
  twice.workers[0].arrears.settlements.push_back(paid(yuan(1), "回单 ０００１"));
  is_refused(keep_facts(10, twice), "第 1 人名下记了两次");
  // Where it was given up it is free; where it stands it may be told again.
  DossierFacts given_up = facts();
  given_up.workers[0].arrears.settlements.clear();
  ASSERT_TRUE(keep_facts(10, given_up));
  ASSERT_EQ(keep_facts(11, facts()), Kept::now);
  DossierFacts settled = facts();
  settled.workers[0].arrears.settlements[0].bank = casework::BankState::settled;
  ASSERT_EQ(keep_facts(11, settled), Kept::now);
  is_refused(keep_facts(10, facts()), "案件 11");
  // A judgment may be about many.
  DossierFacts judged = facts_of(10);
  judged.workers[0].arrears.settlements[0].kind = casework::SettlementKind::final_judgment;
  judged.workers[0].arrears.settlements[0].proof = "回单0001";
  EXPECT_EQ(keep_facts(10, judged), Kept::now);
}

TEST_P(DossierContract, TellsNobodyOfAPaperInACaseThatHeDoesNotSee) {
  put_case(10);
  ASSERT_TRUE(keep_facts(10, facts()));
  WholeDossier other = blank(11);
  other.face.region_code = "990456";
  ASSERT_TRUE(keep(change(other, Subject::case_file, filed_case(kMonday))));
  other = whole(11);
  other.facts = facts();
  const DossierChange second = change(other, Subject::case_file, {});
  const std::unique_ptr<Store> his = as(with(Role::inspector, access::district_scope("990456")));
  EXPECT_EQ(his->dossiers().uses_of_proof("回单0001"), std::vector{ProofUse{}});
  const Result<Kept> refused = his->dossiers().keep_dossiers(std::span{&second, 1});
  is_refused(refused, "您看不到的另一个案件");
  EXPECT_FALSE(says(refused.error().message, "案件 10"));
}

TEST_P(DossierContract, LetsOneOfTwoUseAPaper) {
  for (const std::int64_t id : {10, 11, 12, 13}) put_case(id);
  expect_one_of_four([&](int i) { return keep_facts(10 + i, facts()); });
  EXPECT_EQ(dossiers_->uses_of_proof("回单0001")->size(), 1U);
}

TEST_P(DossierContract, MakesOneCaseOfAWarning) {
  const auto of_warning = [&](std::int64_t id, std::string matter, std::string region) {
    WholeDossier begun = blank(id);
    begun.origin.warning = WarningKey{ProjectId{77}, std::move(matter)};
    begun.face.region_code = std::move(region);
    return change(begun, Subject::case_file, {first(kMonday)});
  };
  expect_one_of_four([&](int i) { return keep(of_warning(20 + i, "wages", "990123")); });
  const std::int64_t won = listed({}).front();
  EXPECT_EQ(keep(of_warning(won, "wages", "990123")), Kept::already);
  is_refused(keep(of_warning(30, "wages", "990123")),
             "这条预警已经转为案件 " + std::to_string(won));
  EXPECT_EQ(keep(of_warning(31, "deposit", "990123")), Kept::now);
  const DossierChange elsewhere = of_warning(32, "wages", "990456");
  const std::unique_ptr<Store> his = as(with(Role::inspector, access::district_scope("990456")));
  is_refused(his->dossiers().keep_dossiers(std::span{&elsewhere, 1}), "您看不到的另一个案件");
  EXPECT_EQ(listed({}).size(), 2U);
}

TEST_P(DossierContract, KeepsAClueInOneCase) {
  put_clue(9);
  put_case(10);
  put_case(11);
  const auto joined = [&](int day, std::int64_t into) {
    Event event = told(Step::clue_joined, kMonday + day, Actor::intake);
    event.link = into;
    return event;
  };
  ASSERT_EQ(step(9, joined(1, 10)), Kept::now);
  is_refused(step(9, joined(2, 11)), "线索 9 已在案件 10");
  EXPECT_EQ(whole(9).dossier.links, std::vector<std::int64_t>{10});
  Event split = told(Step::clue_split, kMonday + 3, Actor::handler);
  split.link = 10;
  ASSERT_EQ(step(9, split), Kept::now);
  EXPECT_EQ(step(9, joined(4, 11)), Kept::now);
  EXPECT_EQ(whole(11).joined_clues, 1);
}

TEST_P(DossierContract, FoldsManyAtOnceWithoutTheirWords) {
  constexpr std::int64_t kFirst = 1'000;
  constexpr std::int64_t kMany = 130;  // more than are read at once
  std::vector<DossierId> ids;
  for (std::int64_t id = kFirst; id < kFirst + kMany; ++id) {
    ASSERT_TRUE(keep(change(blank(id), Subject::case_file, {first(kMonday)})));
    ids.push_back(DossierId{id});
  }
  put_case(10);
  ASSERT_EQ(step(10, told(Step::investigation_extended, kMonday + 20, Actor::head)), Kept::now);
  put_case(11);
  tamper("UPDATE dossier_event SET step = 509 WHERE dossier_id = 11 AND event_no = 4");
  ids.insert(ids.begin(), {DossierId{11}, DossierId{10}, DossierId{12}});
  const Result<std::vector<FoldedDossier>> lives = dossiers_->folded(ids);
  ASSERT_TRUE(lives) << lives.error().message;
  ASSERT_EQ(std::ssize(*lives), kMany + 2);
  EXPECT_EQ((*lives)[0].id, DossierId{10});
  EXPECT_EQ((*lives)[0].fault, "");
  casework::Dossier known = whole(10).dossier;
  EXPECT_FALSE(known.events.back().frozen.empty());
  for (Event& event : known.events) {
    event.reason.clear();
    event.document.clear();
    event.route.clear();
    event.legal_aid.clear();
    event.heard.clear();
    event.photos.clear();
    event.papers.clear();
  }
  EXPECT_EQ((*lives)[0].dossier, known);
  EXPECT_TRUE(says((*lives)[1].fault, "请从备份恢复")) << (*lives)[1].fault;
  EXPECT_EQ((*lives)[2].id, DossierId{kFirst});
  EXPECT_EQ((*lives)[2].dossier.events.size(), 1U);
  EXPECT_TRUE(dossiers_->folded({})->empty());
}

TEST_P(DossierContract, ListsWhatTheFilterLeavesTheNewestFirst) {
  put_clue(9);
  put_case(10, kMonday + 7);
  WholeDossier other = blank(11);
  other.face = {.region_code = "990456",
                .industry = "水利",
                .project = ProjectId{77},
                .project_name = "水库除险加固",
                .employer = "老王劳务",
                .employer_code = "91",
                .funding = casework::Funding::ppp,
                .incident = casework::Incident::extreme};
  ASSERT_TRUE(keep(change(other, Subject::case_file, {first(kMonday + 14)})));
  Event offered = told(Step::offered, kMonday + 15, Actor::head);
  ASSERT_EQ(step(11, offered), Kept::now);
  EXPECT_EQ(listed({}), (Ids{11, 10, 9}));
  const auto by = [&](auto set) {
    DossierFilter filter;
    set(filter);
    EXPECT_EQ(*dossiers_->count_dossiers(filter), std::ssize(listed(filter)));
    return listed(filter);
  };
  using F = DossierFilter;
  EXPECT_EQ(by([](F& f) { f.subject = Subject::clue; }), Ids{9});
  EXPECT_EQ(by([](F& f) { f.state = State::investigating; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.not_state = State::held; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.is_open = 1; }), (Ids{11, 10, 9}));
  EXPECT_EQ(by([](F& f) { f.owner = UnitId{1}; }), (Ids{11, 10, 9}));
  EXPECT_EQ(by([](F& f) { f.offered_to = UnitId{2}; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.first_asked = UnitId{2}; }), Ids{});
  EXPECT_EQ(by([](F& f) { f.assignee = access::UserId{11}; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.region = "9904"; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.industry = "水利"; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.matter_class = casework::MatterClass::unpaid_wages; }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.channel = casework::Channel::walk_in; }), Ids{9});
  EXPECT_EQ(by([](F& f) { f.funding = casework::Funding::ppp; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.incident = casework::Incident::none; }), (Ids{10, 9}));
  EXPECT_EQ(by([](F& f) { f.project = ProjectId{77}; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.employer_code = "91"; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.words = "水库"; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.words = "老王"; }), Ids{11});
  EXPECT_EQ(by([](F& f) { f.words = "%"; }), Ids{});
  EXPECT_EQ(by([](F& f) { f.opened_from = test::china(kMonday + 7); }), (Ids{11, 10}));
  EXPECT_EQ(by([](F& f) { f.opened_before = test::china(kMonday + 7); }), Ids{9});
  EXPECT_EQ(by([](F& f) { f.due_before = date(2031, 1, 1); }), Ids{10});
  EXPECT_EQ(by([](F& f) { f.lacks_plan = true; }), (Ids{11, 10, 9}));
  EXPECT_EQ(ids_in(dossiers_->dossiers_before({}, DossierId{11}, 1)), Ids{10});
  EXPECT_EQ(ids_in(dossiers_->dossiers_after({}, DossierId{9}, 1)), Ids{10});
  const KeptDossier told = dossiers_->dossiers_after({}, DossierId{9}, 1)->front();
  EXPECT_EQ(told.opened, test::china(kMonday + 7));
  EXPECT_EQ(told.handling, State::investigating);
  EXPECT_EQ(told.filed, kMonday + 7);
  EXPECT_EQ(told.assignee, access::UserId{11});
  EXPECT_EQ(told.readings.timeliness, casework::Timeliness::late);  // in 2030
}

TEST_P(DossierContract, CountsOpenFindingsWhoeverAsks) {
  put_in_force(batch(1), project("P1", "990456", "水利", "").facts);
  const ProjectId project = ids({"P1"}).front();
  std::vector<FindingState> found(4);
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].id = std::string(31, '0') + std::to_string(i);
    found[i].rule = i == 2 ? "A01" : "W01";
    found[i].verdict = i == 3 ? 2 : 1;
  }
  ASSERT_TRUE(store_->record_findings(project, {RunId{1}, kMonday, kNow}, found));
  const std::unique_ptr<Store> elsewhere =
      as(with(Role::inspector, access::district_scope("990123")));
  for (Store* const asked : {static_cast<Store*>(store_.get()), elsewhere.get()}) {
    EXPECT_EQ(asked->dossiers().count_open_findings(project, "W", 1), 2);
    EXPECT_EQ(asked->dossiers().count_open_findings(project, "A", 1), 1);
    EXPECT_EQ(asked->dossiers().count_open_findings(ProjectId{1}, "W", 1), 0);
  }
  EXPECT_FALSE(elsewhere->open_findings(project));
}

TEST_P(DossierContract, FindsCluesThatHaveNoDossier) {
  for (const std::int64_t id : {5, 6, 7, 8}) {
    NewClue clue;
    clue.id = ClueId{id};
    clue.origin.channel = casework::Channel::hotline;
    clue.origin.arrived = kNow;
    clue.asked = kUnit;
    clue.asked_region = clue.said.figures.region_code = "990123";
    clue.said.text = clue.shown = "工地欠我们工资";
    ASSERT_TRUE(store_->clues().add_clue(clue));
  }
  put_clue(6);
  const std::vector<ClueId> all{ClueId{5}, ClueId{7}, ClueId{8}};
  EXPECT_EQ(dossiers_->clues_without_dossier({}, 10), all);
  EXPECT_EQ(dossiers_->clues_without_dossier({}, 1), std::vector{ClueId{5}});
  EXPECT_EQ(dossiers_->clues_without_dossier(ClueId{5}, 1), std::vector{ClueId{7}});
  const std::unique_ptr<Store> elsewhere =
      as(with(Role::inspector, access::district_scope("990456")));
  EXPECT_TRUE(elsewhere->dossiers().clues_without_dossier({}, 10)->empty());
}

TEST_P(DossierContract, GivesTheRowsOfTheFigures) {
  put_clue(9);
  put_case(10);
  WholeDossier other = blank(11);
  other.face.employer_code = "91";
  other.face.funding = casework::Funding::government;
  other.facts = facts();
  world_.now = test::china(kMonday + 3);
  ASSERT_TRUE(keep(change(other, Subject::case_file, filed_case(kMonday + 2))));
  const Result<std::vector<casework::CaseRow>> rows = dossiers_->case_rows({}, kMonday + 3);
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 2U);
  const casework::CaseRow& row = (*rows)[1];
  EXPECT_EQ(row.id, 11);
  EXPECT_NE(row.employer, 0);
  EXPECT_EQ((*rows)[0].employer, 0);
  EXPECT_EQ(row.opened, kMonday + 2);
  EXPECT_EQ(row.filed, kMonday + 2);
  EXPECT_EQ(row.concluded, std::nullopt);
  EXPECT_EQ(row.people, 2);
  EXPECT_EQ(row.owed, std::nullopt);
  EXPECT_EQ((*rows)[0].people, std::nullopt);
  EXPECT_EQ(row.timeliness, casework::Timeliness::in_time);
  // What is due and not done by then is late, though nobody wrote since.
  EXPECT_EQ(dossiers_->case_rows({}, kMonday + 300)->back().timeliness, casework::Timeliness::late);
  const Result<std::vector<casework::ClueRow>> clues = dossiers_->clue_rows({});
  ASSERT_TRUE(clues);
  ASSERT_EQ(clues->size(), 1U);
  EXPECT_EQ((*clues)[0].received, kMonday);
  EXPECT_EQ((*clues)[0].answered, std::nullopt);
  // Of a clue its own life; of a case no more than when somebody was asked.
  DossierFilter of_clues;
  of_clues.subject = Subject::clue;
  const Result<std::vector<DossierMark>> marks = dossiers_->dossier_marks(of_clues);
  ASSERT_TRUE(marks) << marks.error().message;
  ASSERT_EQ(marks->size(), 3U);
  EXPECT_EQ((*marks)[0].step, Step::first_asked);
  EXPECT_EQ((*marks)[0].at, test::china(kMonday));
  EXPECT_EQ((*marks)[1].step, Step::clue_arrived);
  EXPECT_EQ((*marks)[1].number, 1);
  EXPECT_TRUE((*marks)[1].channel);
  EXPECT_EQ((*marks)[2].step, Step::clue_received);
  EXPECT_EQ((*marks)[2].dossier, DossierId{9});
  DossierFilter of_cases;
  of_cases.subject = Subject::case_file;
  EXPECT_EQ(dossiers_->dossier_marks(of_cases)->size(), 2U);
}

TEST_P(DossierContract, ShowsADossierToThoseWhomItConcernsAndToNoEnterprise) {
  WholeDossier read = blank(10);
  read.face.region_code = "990456";
  read.face.industry = "水利";
  read.facts = facts();
  ASSERT_TRUE(keep(change(read, Subject::case_file, filed_case(kMonday))));
  ASSERT_TRUE(dossiers_->note_escalation(DossierId{10}, "r1", casework::Rung::remind));
  const DossierChange write =
      change(whole(10), Subject::case_file, {told(Step::order_issued, kMonday, Actor::head)});
  const auto sees = [&](const Principal& who) {
    const std::unique_ptr<Store> his = as(who);
    DossierStore& seen = his->dossiers();
    const bool is_listed = ids_in(seen.dossiers_before({}, {}, 10)) == Ids{10};
    EXPECT_EQ(ids_in(seen.dossiers_after({}, {}, 10)) == Ids{10}, is_listed);
    EXPECT_EQ(*seen.count_dossiers({}), is_listed ? 1 : 0);
    EXPECT_EQ(seen.case_rows({}, kMonday)->size(), is_listed ? 1U : 0U);
    EXPECT_EQ(seen.clue_rows({})->size(), 0U);
    EXPECT_EQ(is_told_of_its_paper(seen), is_listed);
    EXPECT_EQ(is_folded(seen), is_listed);
    EXPECT_EQ(seen.dossier_marks({})->size(), is_listed ? 1U : 0U);
    EXPECT_EQ(seen.find_dossier(DossierId{10})->has_value(), is_listed);
    EXPECT_EQ(seen.whole_dossier(DossierId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.joined_to(DossierId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.reminders_of(DossierId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.escalations_of(DossierId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.redatings_of(DossierId{10}).has_value(), is_listed);
    EXPECT_EQ(seen.note_escalation(DossierId{10}, "r1", casework::Rung::remind).has_value(),
              is_listed);
    EXPECT_EQ(seen.note_reminder(DossierId{10}, {.key = "a"}).has_value(), is_listed);
    EXPECT_EQ(seen.note_redatings(DossierId{10}, {}, "a", "b").has_value(), is_listed);
    const Result<Kept> written = seen.keep_dossiers(std::span{&write, 1});
    EXPECT_EQ(written.has_value(), is_listed);
    if (!written) {
      const ErrorCode code = written.error().code;
      EXPECT_TRUE(code == ErrorCode::not_found || code == ErrorCode::not_permitted);
    }
    return is_listed;
  };
  const auto officer = [](std::string district, UnitId unit = {}) {
    return with(Role::inspector, access::district_scope(std::move(district)), unit);
  };
  // Those who do not see it come first: the others write.
  EXPECT_FALSE(sees(officer("990789")));
  EXPECT_FALSE(sees(officer("990789", UnitId{2})));
  EXPECT_FALSE(sees(with(Role::inspector, {})));
  Principal housing = officer("990456");
  housing.scope.has_any_industry = false;
  housing.scope.industries = {"房屋建筑"};
  EXPECT_FALSE(sees(housing));
  // Bound to units: whatever its reach, and were it the responsible one.
  Scope firm = access::whole_scope();
  firm.has_any_unit = false;
  firm.units = {UnitId{1}};
  EXPECT_FALSE(sees(with(Role::general_contractor, firm, UnitId{1})));
  EXPECT_FALSE(sees(with(Role::bank, firm, UnitId{1})));
  EXPECT_TRUE(sees(officer("990456")));
  housing.scope.industries = {"水利"};
  EXPECT_TRUE(sees(housing));
  EXPECT_TRUE(sees(officer("990789", UnitId{1})));  // responsible
}

TEST_P(DossierContract, ShowsADossierToBodiesThatComeAndGo) {
  put_case(10);
  const auto sees = [&](UnitId unit) {
    const std::unique_ptr<Store> his =
        as(with(Role::inspector, access::district_scope("980000"), unit));
    return his->dossiers().find_dossier(DossierId{10})->has_value();
  };
  const auto told_to = [](Step step, int day, Actor by, UnitId body, int number = 0) {
    Event event = told(step, kMonday + day, by, number);
    event.body = casework::BodyId{access::number(body)};
    return event;
  };
  EXPECT_TRUE(sees(UnitId{1}));
  EXPECT_FALSE(sees(UnitId{2}));
  ASSERT_TRUE(step(10, told_to(Step::co_asked, 1, Actor::head, UnitId{3})));
  EXPECT_TRUE(sees(UnitId{3}));
  ASSERT_TRUE(step(10, told_to(Step::co_released, 2, Actor::head, UnitId{3})));
  EXPECT_FALSE(sees(UnitId{3}));
  ASSERT_TRUE(step(10, told_to(Step::offered, 3, Actor::head, UnitId{2})));
  EXPECT_TRUE(sees(UnitId{2}));
  ASSERT_TRUE(step(10, told_to(Step::given_back, 4, Actor::receiver, UnitId{2})));
  EXPECT_FALSE(sees(UnitId{2}));
  ASSERT_TRUE(step(10, told_to(Step::referred, 5, Actor::head, UnitId{4})));
  EXPECT_TRUE(sees(UnitId{4}));
  ASSERT_TRUE(step(10, told_to(Step::referral_given_back, 6, Actor::other_body, UnitId{4}, 1)));
  EXPECT_FALSE(sees(UnitId{4}));
  ASSERT_TRUE(step(10, told_to(Step::designated, 7, Actor::office, UnitId{2})));
  ASSERT_TRUE(step(10, told_to(Step::taken_over, 8, Actor::receiver, UnitId{2})));
  EXPECT_TRUE(sees(UnitId{2}));  // responsible now
  EXPECT_TRUE(sees(UnitId{1}));  // asked first, for ever
}

TEST_P(DossierContract, NotesOnceWhatWentOut) {
  put_case(10);
  const DossierId id{10};
  const casework::Reminder reminder{.key = "investigation-1-before-5",
                                    .clock = casework::ClockId::investigation,
                                    .number = 1,
                                    .rung = "before-5",
                                    .moment = kNow,
                                    .is_passed_over = true};
  EXPECT_EQ(dossiers_->note_reminder(id, reminder), Kept::now);
  EXPECT_EQ(dossiers_->note_reminder(id, reminder), Kept::already);
  const Result<std::vector<ReminderNote>> reminders = dossiers_->reminders_of(id);
  ASSERT_EQ(reminders->size(), 1U);
  EXPECT_EQ((*reminders)[0].reminder, reminder);
  EXPECT_EQ(dossiers_->note_escalation(id, "old-case", casework::Rung::board), Kept::now);
  EXPECT_EQ(dossiers_->note_escalation(id, "old-case", casework::Rung::board), Kept::already);
  EXPECT_EQ(dossiers_->escalations_of(id)->front().rung, casework::Rung::board);
  const casework::Redating moved{.clock = casework::ClockId::investigation,
                                 .number = 1,
                                 .start_event = 5,
                                 .before = date(2026, 6, 1),
                                 .after = std::nullopt,
                                 .certainty_before = law::Certainty::provisional,
                                 .certainty_after = law::Certainty::firm,
                                 .is_frozen = true};
  EXPECT_EQ(dossiers_->note_redatings(id, std::span{&moved, 1}, "v1", "v2"), Kept::now);
  EXPECT_EQ(dossiers_->note_redatings(id, std::span{&moved, 1}, "v1", "v2"), Kept::already);
  const Result<std::vector<RedatingNote>> redatings = dossiers_->redatings_of(id);
  ASSERT_EQ(redatings->size(), 1U);
  EXPECT_EQ((*redatings)[0].redating, moved);
  EXPECT_EQ((*redatings)[0].calendar_before, "v1");
  EXPECT_EQ((*redatings)[0].calendar, "v2");
}

TEST_P(DossierContract, LeavesATrailOfIdsAndStepsAlone) {
  Event asked = first(kMonday);
  asked.reason = "举报人周建国";
  const DossierChange begun = change(blank(10), Subject::case_file, {asked});
  ASSERT_EQ(keep(begun), Kept::now);
  ASSERT_EQ(keep(begun), Kept::already);  // leaves no trace
  WholeDossier read = whole(10);
  read.facts = facts();
  ASSERT_EQ(keep(change(read, Subject::case_file,
                        {told(Step::complaint_received, kMonday, Actor::worker)})),
            Kept::now);
  std::vector<std::string> subjects;
  const Result<std::vector<access::AuditRecord>> records =
      store_->audit_trail().audit_after(0, 1'000);
  ASSERT_TRUE(records);
  for (const access::AuditRecord& one : *records)
    if (one.entry.action == "keep_dossier") subjects.push_back(one.entry.subjects);
  EXPECT_EQ(subjects, (std::vector<std::string>{"dossier=10 step=first_asked",
                                                "dossier=10 step=complaint_received facts=1"}));
  EXPECT_TRUE(store_->audit_trail().verify_audit({})->is_sound());
}

TEST_P(DossierContract, RefusesWhatWasTamperedWith) {
  put_case(10);
  put_case(11);
  put_case(12);
  tamper("UPDATE dossier_event SET step = 509 WHERE dossier_id = 10 AND event_no = 4");
  tamper("UPDATE dossier_event SET unit_id = NULL WHERE dossier_id = 11 AND event_no = 1");
  tamper(
      "UPDATE dossier_event SET content = (SELECT o.content FROM dossier_event o"
      " WHERE o.dossier_id = 12 AND o.event_no = 2) WHERE dossier_id = 12 AND event_no = 1");
  for (const std::int64_t id : {10, 11, 12}) {
    const Result<WholeDossier> found = dossiers_->whole_dossier(DossierId{id});
    ASSERT_FALSE(found) << id;
    EXPECT_EQ(found.error().code, ErrorCode::conflict);
    EXPECT_TRUE(says(found.error().message, "请从备份恢复")) << found.error().message;
  }
}

TEST_P(DossierContract, FoldsStillWhenTheKeyOfItsTextsIsGone) {
  WholeDossier read = blank(10);
  read.facts = facts();
  const DossierChange begun = change(read, Subject::case_file, filed_case(kMonday));
  ASSERT_TRUE(keep(begun));
  SealedFields& fields = store_->sealed_fields();
  ASSERT_TRUE(fields.tell_key_end(ProjectId{10}, kNow));
  ASSERT_TRUE(fields.agree_to_key_end(ProjectId{10}, kNow));
  ASSERT_TRUE(fields.end_keys(ProjectId{10}, kNow));
  const WholeDossier left = whole(10);
  EXPECT_EQ(left.dossier.strands, begun.after.strands);
  EXPECT_EQ(left.dossier.handlers, begun.after.handlers);
  EXPECT_EQ(left.dossier.events[0].reason, "");
  EXPECT_EQ(left.dossier.events[0].amount, yuan(600));
  EXPECT_EQ(left.facts.workers[0].arrears.established, yuan(3000));
  EXPECT_EQ(left.facts.workers[0].name.find("周"), std::string::npos);
  const Result<Kept> more =
      keep(change(left, Subject::case_file, {told(Step::order_issued, kMonday + 1, Actor::head)}));
  ASSERT_FALSE(more);
  EXPECT_TRUE(says(more.error().message, "密钥已销毁")) << more.error().message;
}

TEST_P(DossierContract, ReadsTheSameUnderANewMasterKey) {
  WholeDossier read = blank(10);
  read.facts = facts();
  ASSERT_TRUE(keep(change(read, Subject::case_file, filed_case(kMonday))));
  const WholeDossier before = whole(10);
  const access::Key old = access::derived_key({"a key"}, "master"), fresh = access::new_key();
  const auto opened_with = [&](std::vector<access::Key> masters) {
    return SqlStore::open(*database_,
                          {.person_key = "unused", .node = 1, .masters = std::move(masters)}, kNow);
  };
  auto both = opened_with({old, fresh});
  ASSERT_TRUE(both);
  for (std::int64_t some = -1; some != 0;) some = *(*both)->rewrap_keys(kNow);
  auto alone = opened_with({fresh});
  ASSERT_TRUE(alone) << alone.error().message;
  const Result<WholeDossier> after = (*alone)->dossiers().whole_dossier(DossierId{10});
  ASSERT_TRUE(after) << after.error().message;
  EXPECT_EQ(after->dossier, before.dossier);
  EXPECT_EQ(after->facts, before.facts);
}

TEST_P(DossierContract, LeavesNothingHalfWrittenWhateverBreaks) {
  for (const Fault fault : {Fault::refuses, Fault::drops_before, Fault::drops_after}) {
    int at = 0;
    for (bool has_happened = true; has_happened;) {
      ++at;
      const std::int64_t id = 1'000 * (static_cast<int>(fault) + 1) + at * 2;
      put_clue(id);
      Event joined = told(Step::clue_joined, kMonday + 1, Actor::intake);
      joined.link = id + 1;
      WholeDossier read = blank(id + 1);
      read.facts = facts_of(id);
      const std::vector<DossierChange> both{
          change(whole(id), Subject::clue, {joined}),
          change(read, Subject::case_file,
                 {first(kMonday + 1), told(Step::complaint_received, kMonday + 1, Actor::worker)})};
      FaultPlan plan{.fault = fault, .at = INT32_MAX};
      FaultyDatabase faulty(*database_, plan);
      const std::unique_ptr<SqlStore> store = opened(faulty);
      plan.asked = 0;
      plan.at = at;
      const Result<Kept> done = store->dossiers().keep_dossiers(both);
      has_happened = plan.has_happened();
      EXPECT_EQ(done.has_value(), !has_happened || fault != Fault::refuses) << at;
      const auto found = *dossiers_->find_dossier(DossierId{id + 1});
      EXPECT_EQ(whole(id).dossier.links.size(), found ? 1U : 0U) << at;
      EXPECT_EQ(whole(id).stamp.events, found ? 4 : 3) << at;
      if (found) {
        EXPECT_EQ(found->dossier, both[1].after) << at;
        EXPECT_EQ(found->facts, facts_of(id)) << at;
      }
      EXPECT_TRUE(dossiers_->keep_dossiers(both)) << at;
      EXPECT_EQ(whole(id + 1).dossier, both[1].after) << at;
      EXPECT_EQ(whole(id + 1).facts, facts_of(id)) << at;
      EXPECT_EQ(whole(id + 1).joined_clues, 1) << at;
      EXPECT_EQ(whole(id).dossier, both[0].after) << at;
    }
    EXPECT_GT(at, 30);
  }
}

}  // namespace qingxin::store
