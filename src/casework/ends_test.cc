// SPDX-License-Identifier: Apache-2.0
#include "casework/ends.h"

#include <gtest/gtest.h>

#include "tests/support/casework_story.h"

namespace qingxin::casework {
namespace {

using test::china;
using test::kCaller;
using test::kOfficer;
using test::Story;
using test::told;
using S = Step;
using A = Actor;
using G = GapCode;

constexpr Date kDay = date(2026, 11, 23);

Settlement by_bank(Money amount) {
  return {.kind = SettlementKind::bank,
          .amount = amount,
          .at = china(kDay),
          .bank = BankState::settled,
          .proof = "回单-1"};
}
Settlement by_receipt(Money amount, std::vector<CallBack> calls) {
  return {.kind = SettlementKind::receipt,
          .amount = amount,
          .at = china(kDay),
          .bank = {},
          .proof = "scan-1",
          .calls = std::move(calls)};
}
CallBack call(PersonId person, CallAnswer answer) {
  return {person, china(kDay + 1), answer};
}
Arrears owed(std::int64_t worker, std::optional<Money> established,
             std::vector<Settlement> settlements = {}) {
  return {.worker = worker,
          .established = established,
          .evidence = established ? "工资表" : "",
          .settlements = std::move(settlements)};
}

std::vector<G> codes(const std::vector<Gap>& gaps) {
  std::vector<G> found;
  for (const Gap& gap : gaps) found.push_back(gap.code);
  return found;
}
std::vector<G> clearing(const Arrears& arrears) {
  Dossier dossier{.subject = Subject::case_file};
  dossier.handlers = {kOfficer};
  EndFacts facts;
  facts.workers = {arrears};
  return codes(missing_for_clearing(dossier, facts));
}

// One worker who is owed 1,000 yuan: what clears the case and what does not.
constexpr Money kDue = yuan(1000);

Settlement changed(Settlement settlement, std::optional<BankState> bank, std::string proof) {
  settlement.bank = bank;
  settlement.proof = std::move(proof);
  return settlement;
}
Settlement called(Settlement settlement, std::vector<CallBack> calls) {
  settlement.calls = std::move(calls);
  return settlement;
}
std::vector<G> paid(std::vector<Settlement> settlements) {
  return clearing(owed(1, kDue, std::move(settlements)));
}
using Gaps = std::vector<G>;

TEST(Clearing, IsProvenByTheBank) {
  const Settlement whole = by_bank(kDue);
  const Settlement half = by_bank(yuan(600));
  EXPECT_EQ(paid({}), Gaps{G::not_settled});
  EXPECT_EQ(paid({whole}), Gaps{});
  EXPECT_EQ(paid({by_bank(kDue + Money{1})}), Gaps{});
  EXPECT_EQ(paid({by_bank(kDue - Money{1})}), Gaps{G::not_settled});
  EXPECT_EQ(paid({half, changed(by_bank(yuan(400)), BankState::settled, "回单-2")}), Gaps{});
  EXPECT_EQ(paid({half, half}), Gaps{G::not_settled});  // the same payment twice
  // However its number was typed.
  for (const char* typed : {"回单 -1", "回单－１", " 回单-1"})
    EXPECT_EQ(paid({half, changed(half, BankState::settled, typed)}), Gaps{G::not_settled})
        << typed;
  EXPECT_EQ(
      paid({changed(half, BankState::settled, "ab1"), changed(half, BankState::settled, "AB1")}),
      Gaps{G::not_settled});
  Settlement receipt = by_receipt(yuan(600), {call(kCaller, CallAnswer::received)});
  receipt.proof = half.proof;
  EXPECT_EQ(paid({half, receipt}), Gaps{G::not_settled});
  const Gaps not_yet{G::not_settled, G::bank_not_settled};
  EXPECT_EQ(paid({changed(whole, BankState::told, "回单-1")}), not_yet);
  EXPECT_EQ(paid({changed(whole, BankState::returned, "回单-1")}), not_yet);
  EXPECT_EQ(paid({changed(whole, {}, "回单-1")}), not_yet);
  EXPECT_EQ(paid({changed(whole, BankState::settled, "")}), not_yet);
  EXPECT_EQ(paid({by_bank({-100})}), (Gaps{G::not_settled, G::not_settled}));
}

TEST(Clearing, IsProvenByAReceiptWithScanAndACallByAnother) {
  const CallBack received = call(kCaller, CallAnswer::received);
  const Settlement receipt = by_receipt(kDue, {received});
  EXPECT_EQ(paid({receipt}), Gaps{});
  EXPECT_EQ(paid({changed(receipt, {}, "")}), (Gaps{G::not_settled, G::receipt_without_scan}));
  const Gaps uncalled{G::not_settled, G::receipt_without_call};
  EXPECT_EQ(paid({called(receipt, {})}), uncalled);
  EXPECT_EQ(paid({called(receipt, {call(kCaller, CallAnswer::not_reached)})}), uncalled);
  const Gaps own{G::not_settled, G::call_by_handler};
  EXPECT_EQ(paid({called(receipt, {call(kOfficer, CallAnswer::received)})}), own);
  EXPECT_EQ(paid({called(receipt, {call({}, CallAnswer::received)})}), own);
}

TEST(Clearing, IsUndoneByAWorkerWhoHasNotReceived) {
  const CallBack no = call(kCaller, CallAnswer::not_received);
  const CallBack yes = call(kCaller, CallAnswer::received);
  const Gaps denied{G::not_settled, G::denied_by_worker};
  EXPECT_EQ(paid({called(by_bank(kDue), {no})}), denied);
  EXPECT_EQ(paid({called(by_bank(kDue), {yes, no})}), denied);
  EXPECT_EQ(paid({called(by_bank(kDue), {no, yes})}), Gaps{});
  const CallBack silent = call(kCaller, CallAnswer::not_reached);
  EXPECT_EQ(paid({called(by_bank(kDue), {no, silent})}), denied);
}

// Whoever wants to be rid of the case hears what suits him.
TEST(Clearing, HearsAgainstADenialNobodyWhoHandledTheCase) {
  const CallBack no = call(kCaller, CallAnswer::not_received);
  const Gaps denied{G::not_settled, G::denied_by_worker};
  EXPECT_EQ(paid({called(by_bank(kDue), {no, call(kOfficer, CallAnswer::received)})}), denied);
  EXPECT_EQ(paid({called(by_bank(kDue), {no, call({}, CallAnswer::received)})}), denied);
}

// The regular wages of a later month are no arrears of an earlier one.
TEST(Clearing, CountsWagesForTheirMonthAndForNoOther) {
  const Month september = month(2026, 9), october = month(2026, 10), november = month(2026, 11);
  const auto of = [](Month month, Money amount, std::string proof) {
    Settlement settlement = changed(by_bank(amount), BankState::settled, std::move(proof));
    settlement.month = month;
    return settlement;
  };
  Arrears arrears = owed(1, yuan(1000));
  arrears.months = {{september, yuan(400)}, {october, yuan(600)}};
  const auto left = [&](std::vector<Settlement> settlements) {
    arrears.settlements = std::move(settlements);
    return *standing_of(arrears, {}).owed;
  };
  EXPECT_EQ(left({}), yuan(1000));
  EXPECT_EQ(left({of(november, yuan(1000), "1")}), yuan(1000));
  EXPECT_EQ(standing_of(arrears, {}).settled, Money{});
  EXPECT_EQ(left({of(september, yuan(400), "1")}), yuan(600));
  EXPECT_EQ(left({of(september, yuan(1000), "1")}),
            yuan(600));  // too much of one is not of another
  EXPECT_EQ(left({of(september, yuan(400), "1"), of(october, yuan(600), "2")}), Money{});
  EXPECT_EQ(left({of(october, yuan(600) - Money{1}, "1"), of(september, yuan(400), "2")}),
            Money{1});
  // What a person entered pays whatever is left.
  EXPECT_EQ(
      left({of(september, yuan(1000), "1"), changed(by_bank(yuan(600)), BankState::settled, "2")}),
      Money{});
  // Nobody has said what is owed for which month.
  arrears.months.clear();
  EXPECT_EQ(left({of(november, yuan(1000), "1")}), Money{});
}

TEST(Clearing, AsksWhyLessIsEstablishedThanWasClaimed) {
  Dossier dossier{.subject = Subject::case_file};
  EndFacts facts;
  facts.workers = {owed(1, kDue, {by_bank(kDue)})};
  const auto gaps = [&] { return codes(missing_for_clearing(dossier, facts)); };
  facts.claimed_people = 1;
  facts.claimed_amount = kDue;
  EXPECT_EQ(gaps(), Gaps{});
  facts.claimed_amount = kDue - Money{1};  // more was found than was said
  EXPECT_EQ(gaps(), Gaps{});
  facts.claimed_amount = kDue + Money{1};
  EXPECT_EQ(gaps(), Gaps{G::defect});
  EXPECT_EQ(missing_for_clearing(dossier, facts)[0].defect, Defect::unclear_numbers);
  facts.claimed_amount = kDue;
  facts.claimed_people = 2;
  EXPECT_EQ(gaps(), Gaps{G::defect});
  // That somebody did not say how many there are makes none of those go away who were said.
  facts.people_unsaid = 1;
  EXPECT_EQ(gaps(), Gaps{G::defect});
  EXPECT_NE(missing_for_clearing(dossier, facts)[0].text.find("至少 2 人"), std::string::npos);
  facts.why_not_as_claimed = "另一人是同一人重复反映";
  EXPECT_EQ(gaps(), Gaps{});
}

TEST(Clearing, IsGivenByNothingThatIsNotKnown) {
  EXPECT_EQ(clearing(owed(1, {}, {by_bank(kDue)})), Gaps{G::not_established});
  EXPECT_EQ(clearing(owed(1, Money{})), Gaps{});
  Arrears no_evidence = owed(1, kDue, {by_bank(kDue)});
  no_evidence.evidence = "";
  EXPECT_EQ(clearing(no_evidence), Gaps{G::not_established});
  EXPECT_EQ(codes(missing_for_clearing(Dossier{}, EndFacts{})), Gaps{G::no_workers});
}

// What stands in the dossier of a court or an arbitration that has ended.
struct Decision {
  Strand strand = Strand::court;
  State state = State::judged_finally;
  Step step = S::judged_finally;
  std::string document = "（2026）平民终1号";
  std::optional<Money> amount = Money{};
};
Dossier with(const std::vector<Decision>& decisions) {
  Dossier dossier{.subject = Subject::case_file};
  dossier.handlers = {kOfficer};
  int number = 0;
  for (const Decision& one : decisions) {
    dossier.strands.push_back(
        {.strand = one.strand, .number = ++number, .state = one.state, .since = {}});
    Event event;
    event.step = one.step;
    event.number = number;
    event.document = one.document;
    event.amount = one.amount;
    dossier.events.push_back(event);
  }
  return dossier;
}
Settlement by_judgment(std::string proof) {
  return {.kind = SettlementKind::final_judgment,
          .amount = {},
          .at = china(kDay),
          .bank = {},
          .proof = std::move(proof)};
}

TEST(Clearing, IsGivenByAJudgmentThatTheDossierHas) {
  const std::string document = "（2026）平民终1号";
  const auto left = [&](const std::vector<Decision>& decisions, Arrears arrears) {
    EndFacts facts;
    facts.workers = {std::move(arrears)};
    return codes(missing_for_clearing(with(decisions), facts));
  };
  const auto of = [&](const Decision& decision) {
    return left({decision}, owed(1, kDue, {by_judgment(document)}));
  };
  const Gaps unproven{G::not_settled, G::not_settled};
  EXPECT_EQ(of({}), Gaps{});
  EXPECT_EQ(left({Decision{}}, owed(1, {}, {by_judgment("(2026)平民终 1 号")})), Gaps{});
  EXPECT_EQ(of({.strand = Strand::arbitration,
                .state = State::award_effective,
                .step = S::awarded_finally}),
            Gaps{});
  // Words alone, another number, one fen, no amount, nothing final.
  EXPECT_EQ(left({}, owed(1, kDue, {by_judgment(document)})), unproven);
  EXPECT_EQ(left({Decision{}}, owed(1, kDue, {by_judgment("")})), unproven);
  EXPECT_EQ(of({.document = "（2026）平民终2号"}), unproven);
  EXPECT_EQ(of({.amount = Money{1}}), unproven);
  EXPECT_EQ(of({.amount = {}}), unproven);
  EXPECT_EQ(of({.state = State::judged, .step = S::judged}), unproven);
  EXPECT_EQ(of({.strand = Strand::arbitration, .state = State::awarded, .step = S::awarded}),
            unproven);
}

TEST(Clearing, ByAJudgmentIsUndoneByAWorkerWhoDeniesIt) {
  const Settlement judgment = by_judgment("（2026）平民终1号");
  const auto gaps = [&](std::vector<CallBack> calls) {
    EndFacts facts;
    facts.workers = {owed(1, kDue, {called(judgment, std::move(calls))})};
    return codes(missing_for_clearing(with({Decision{}}), facts));
  };
  const CallBack no = call(kCaller, CallAnswer::not_received);
  EXPECT_EQ(gaps({no}), (Gaps{G::not_settled, G::denied_by_worker}));
  EXPECT_EQ(gaps({no, call(kCaller, CallAnswer::received)}), Gaps{});
}

TEST(Sums, AreOfWhatIsEstablishedAndNotKnownWhereItIsNot) {
  EndFacts facts;
  facts.workers = {owed(1, yuan(1000), {by_bank(yuan(400))}), owed(2, yuan(500)), owed(3, Money{}),
                   owed(4, yuan(7), {by_bank(yuan(7))})};
  CaseSums sums = sums_of(facts, {});
  EXPECT_EQ(sums.people, 3);
  EXPECT_EQ(sums.people_paid, 1);
  EXPECT_EQ(sums.established, yuan(1507));
  EXPECT_EQ(sums.settled, yuan(407));
  EXPECT_EQ(sums.owed, yuan(1100));
  facts.workers.push_back(owed(5, {}));
  sums = sums_of(facts, {});
  EXPECT_EQ(sums.people_unknown, 1);
  EXPECT_FALSE(sums.established);
  EXPECT_FALSE(sums.owed);
}

// A case that was decided and served within its time, with two workers paid.
class Conclusion : public testing::Test {
 protected:
  Conclusion() {
    story_.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
    story_.step(S::class_confirmed, kDay, A::handler).step(S::accepted, kDay, A::handler);
    story_.step(S::filed, kDay, A::head);
    story_.step(S::investigation_completed, kDay + 2, A::handler);
    story_.step(S::decided, kDay + 3, A::head).step(S::served, kDay + 4, A::handler);
    story_.step(S::conclusion_proposed, kDay + 7, A::handler);
    story_.facts.workers = {owed(1, yuan(1000), {by_bank(yuan(1000))}), owed(2, yuan(500))};
  }
  void propose(ConclusionGround ground) {
    day_ = day_ + 1;
    story_.step(S::conclusion_sent_back, day_, A::reviewer);
    Event again = told(S::conclusion_proposed, china(day_), A::handler);
    again.ground = ground;
    story_.step(again);
  }
  std::vector<Gap> missing() const {
    return missing_for_conclusion(*story_.dossier, story_.facts, story_.world);
  }
  std::vector<std::optional<Defect>> defects_missing() const {
    std::vector<std::optional<Defect>> found;
    for (const Gap& gap : missing())
      if (gap.code == G::defect) found.push_back(gap.defect);
    return found;
  }
  Story story_;
  Date day_ = kDay + 7;
};

TEST_F(Conclusion, StandsBesideTheClearingAndWaitsNotForIt) {
  EXPECT_TRUE(missing().empty());
  story_.step(S::concluded, kDay + 10, A::reviewer);
  EXPECT_EQ(state_of(*story_.dossier, Strand::conclusion), State::concluded);
  story_.step(S::clearing_proposed, kDay + 11, A::handler);
  const Result<Dossier> unpaid = story_.attempt(told(S::cleared, china(kDay + 12), A::reviewer));
  ASSERT_FALSE(unpaid);
  EXPECT_EQ(unpaid.error().code, ErrorCode::conflict);
  EXPECT_NE(unpaid.error().message.find("还欠 500.00 元"), std::string::npos);
  story_.facts.workers[1] = owed(2, yuan(500), {by_bank(yuan(500))});
  story_.step(S::cleared, kDay + 12, A::reviewer);
}

TEST_F(Conclusion, IsNotDrawnByTheHandler) {
  Event own = told(S::concluded, china(kDay + 10), A::head);
  own.person = kOfficer;
  EXPECT_EQ(story_.attempt(own).error().code, ErrorCode::not_permitted);
}

TEST_F(Conclusion, NeedsTheProcedureThatItsGroundNames) {
  propose(ConclusionGround::filing_revoked);
  const std::vector<Gap> gaps = missing();
  ASSERT_FALSE(gaps.empty());
  EXPECT_EQ(gaps[0].code, G::ground_not_met);
  EXPECT_NE(gaps[0].text.find("办理·已撤销立案"), std::string::npos);
  propose(ConclusionGround::passed_to_police);
  EXPECT_EQ(missing()[0].code, G::ground_not_met);
  for (const auto& [step, by] : std::vector<std::pair<S, A>>{{S::police_reported, A::handler},
                                                             {S::police_approved, A::head},
                                                             {S::police_sent, A::handler},
                                                             {S::police_receipted, A::other_body}})
    story_.step_of(step == S::police_reported ? 0 : 1, step, kDay + 9, by);
  EXPECT_EQ(missing()[0].code, G::ground_not_met);  // received is not filed
  story_.step_of(1, S::police_filed, kDay + 10, A::other_body);
  EXPECT_TRUE(missing().empty());
  // It hands on the work and not the count.
  EXPECT_EQ(codes(missing_for_clearing(*story_.dossier, story_.facts)),
            std::vector{G::not_settled});
}

TEST_F(Conclusion, LeavesNothingOpenAndNoClueUnanswered) {
  story_.step(S::order_issued, kDay + 8, A::head);
  story_.facts.unanswered_clues = 2;
  EXPECT_EQ(codes(missing()), (std::vector{G::strand_open, G::clue_unanswered}));
  story_.step_of(1, S::order_served, kDay + 8, A::handler);
  story_.facts.unanswered_clues = 0;
  EXPECT_TRUE(missing().empty());
}

TEST_F(Conclusion, AsksForThePoliceWhereACrimesAmountIsNotPaidInTime) {
  story_.step(S::order_issued, kDay + 8, A::head).step_of(1, S::order_served, kDay + 8, A::handler);
  story_.facts.crime = CrimeAmount::reached;
  story_.world.now = china(kDay + 38);  // the last day of the order
  EXPECT_TRUE(missing().empty());
  story_.world.now = china(kDay + 39);
  EXPECT_EQ(codes(missing()), std::vector{G::police_undecided});
  story_.facts.why_no_police = "用人单位确无支付能力，已申请破产";
  EXPECT_TRUE(missing().empty());
}

TEST_F(Conclusion, AgainstTheFindingsIsRefused) {
  propose(ConclusionGround::nothing_owed);
  EXPECT_EQ(defects_missing(), std::vector{std::optional{Defect::against_findings}});
  story_.facts.workers = {owed(1, Money{}), owed(2, Money{})};
  EXPECT_TRUE(missing().empty());
  story_.facts.open_findings = 3;
  EXPECT_EQ(defects_missing(), std::vector{std::optional{Defect::against_findings}});
}

TEST_F(Conclusion, WithoutClearNumbersIsRefused) {
  const auto unclear = std::vector{std::optional{Defect::unclear_numbers}};
  story_.facts.workers.push_back(owed(3, {}));
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.workers.pop_back();
  story_.facts.told_people = 3;
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.told_people = 2;
  story_.facts.told_amount = yuan(1500);
  EXPECT_TRUE(missing().empty());
  story_.facts.told_amount = yuan(1500) + Money{1};
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.told_amount = {};
  story_.facts.claimed_people = 12;
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.why_not_as_claimed = "十人是另一工地的，已并入另案";
  EXPECT_TRUE(missing().empty());
  // More than was claimed needs a reason only where all was claimed.
  story_.facts.why_not_as_claimed = "";
  story_.facts.claimed_people = 1;
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.people_unsaid = 1;
  EXPECT_TRUE(missing().empty());
  story_.facts.claimed_people = 3;
  EXPECT_EQ(defects_missing(), unclear);
  story_.facts.why_not_as_claimed = "一人重复反映";
  story_.facts.workers.clear();
  EXPECT_EQ(defects_missing(), unclear);
}

TEST_F(Conclusion, OfAWrongClassIsRefused) {
  Event changed = told(S::class_changed, china(kDay + 8), A::reviewer);
  changed.matter_class = MatterClass::contract_dispute;
  story_.step(changed);
  EXPECT_EQ(defects_missing(), std::vector{std::optional{Defect::wrong_class}});
  changed.matter_class = MatterClass::project_payment;
  story_.step(changed);
  EXPECT_TRUE(missing().empty());
}

TEST(Delay, IsOwnedByAnotherAndStaysCounted) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::class_confirmed, kDay, A::handler);
  story.step(S::accepted, kDay + 30, A::handler).step(S::filed, kDay + 31, A::head);
  story.facts.workers = {owed(1, yuan(100))};
  const auto all = [&] { return defects(*story.dossier, {}, story.facts, story.world); };
  // Accepted late, not filed on the day, and in 2030 the investigation is long past its time.
  ASSERT_EQ(all().size(), 3U);
  story.world.now = china(kDay + 40);
  const std::vector<Gap> gaps = all();
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[0].defect, Defect::received_late);
  EXPECT_NE(gaps[0].text.find("2026-11-30"), std::string::npos);
  EXPECT_EQ(gaps[1].defect, Defect::past_limit);
  story.facts.delays = {{Defect::received_late, "接收人休假，无人顶替；已告知投诉人", kOfficer,
                         ClockId::acceptance, date(2026, 11, 30)}};
  EXPECT_EQ(all().size(), 2U);  // not by who handled it
  story.facts.delays[0].accepted_by = kCaller;
  EXPECT_EQ(all().size(), 1U);
  story.facts.delays[0].account = "";
  EXPECT_EQ(all().size(), 2U);
  story.facts.delays[0].account = "已写明";
  EXPECT_EQ(counted_defects(*story.dossier, {}, story.facts, story.world),
            (std::vector{Defect::received_late, Defect::past_limit}));
  // Of another clock, of another day, or of none: another delay, or none.
  story.facts.delays[0].clock = ClockId::filing;
  EXPECT_EQ(all().size(), 2U);
  story.facts.delays[0].clock = ClockId{};
  EXPECT_EQ(all().size(), 2U);
  story.facts.delays[0].clock = ClockId::acceptance;
  story.facts.delays[0].due = date(2026, 12, 1);
  EXPECT_EQ(all().size(), 2U);
}

TEST(Delay, ThatWasAcceptedDoesNotExcuseALaterOneOfItsKind) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::class_confirmed, kDay, A::handler).step(S::accepted, kDay, A::handler);
  story.step(S::filed, kDay + 1, A::head);
  story.facts.workers = {owed(1, yuan(100))};
  story.world.now = china(kDay + 2);
  const std::vector<Delay> first = delays_of(*story.dossier, story.world);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0], (Delay{Defect::past_limit, ClockId::filing, kDay}));
  story.facts.delays = {{Defect::past_limit, "当日停电", kCaller, first[0].clock, first[0].due}};
  EXPECT_TRUE(defects(*story.dossier, {}, story.facts, story.world).empty());
  story.world.now = china(date(2030, 1, 1));
  const std::vector<Gap> later = defects(*story.dossier, {}, story.facts, story.world);
  ASSERT_EQ(later.size(), 1U);
  EXPECT_NE(later[0].text.find("调查"), std::string::npos);
}

TEST(Answer, IsHeldBackByEachOfTheSixDefects) {
  Story clue{Subject::clue};
  clue.set("clue.receipt_working_days", 1);
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay + 3, A::intake);
  clue.step(S::reply_drafted, kDay + 4, A::handler);
  const Event sent = told(S::reply_sent, china(kDay + 5), A::reviewer);
  const Result<Dossier> held = clue.attempt(sent);
  ASSERT_FALSE(held);
  EXPECT_NE(held.error().message.find("线索接收"), std::string::npos);
  EXPECT_NE(held.error().message.find("分类"), std::string::npos);
  clue.step(S::class_confirmed, kDay + 4, A::handler);
  clue.facts.delays = {
      {Defect::received_late, "周末无人值守", kCaller, ClockId::clue_receipt, kDay + 1}};
  EXPECT_TRUE(clue.attempt(sent));
}

// What an answer says of the money is held against what was found out.
TEST(Answer, ThatSaysThatAllIsPaidIsHeldAgainstTheFindings) {
  Story clue{Subject::clue};
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay, A::intake)
      .step(S::class_confirmed, kDay, A::handler);
  Event draft = told(S::reply_drafted, china(kDay + 1), A::handler);
  draft.reason = "经查，你们的工资已付清";
  clue.step(draft);
  const auto found = [&] {
    std::vector<std::optional<Defect>> defects;
    for (const Gap& gap : missing_for_answer(*clue.dossier, clue.facts, clue.world))
      defects.push_back(gap.defect);
    return defects;
  };
  using Defects = std::vector<std::optional<Defect>>;
  // Nobody has found out anything, and yet nothing is owed.
  EXPECT_EQ(found(), Defects{Defect::against_findings});
  clue.facts.workers = {owed(1, Money{})};
  EXPECT_EQ(found(), Defects{});
  clue.facts.workers.clear();
  clue.facts.concluded_as = ConclusionGround::decision_served;
  EXPECT_EQ(found(), Defects{Defect::against_findings});
  clue.facts.concluded_as = ConclusionGround::nothing_owed;
  EXPECT_EQ(found(), Defects{});
  clue.facts.open_findings = 1;
  EXPECT_EQ(found(), Defects{Defect::against_findings});
  clue.facts.open_findings = 0;
  clue.facts.workers = {owed(1, kDue, {by_bank(kDue - Money{1})})};
  clue.facts.told_people = 1;
  clue.facts.told_amount = kDue;
  EXPECT_EQ(found(), Defects{Defect::against_findings});
  clue.facts.workers = {owed(1, kDue, {by_bank(kDue)})};
  EXPECT_EQ(found(), Defects{});
  clue.facts.told_amount = {};  // who is owed is known, how much was paid is not said
  EXPECT_EQ(found(), Defects{Defect::unclear_numbers});
}

TEST(Answer, ThatSaysThatItIsNotYetPaidSaysNotThatItIs) {
  for (const auto& [text, is_held] : {std::pair{"工资尚未全部付清", false},
                                      {"没有全部结清，还差两个月", false},
                                      {"九月的未全部付清，十月的已付清", true}}) {
    Story clue{Subject::clue};
    clue.taken_in(kDay)
        .step(S::clue_arrived, kDay, A::worker)
        .step(S::clue_received, kDay, A::intake)
        .step(S::class_confirmed, kDay, A::handler);
    Event draft = told(S::reply_drafted, china(kDay + 1), A::handler);
    draft.reason = text;
    clue.step(draft);
    EXPECT_EQ(missing_for_answer(*clue.dossier, clue.facts, clue.world).size(), is_held ? 1U : 0U)
        << text;
  }
}

// Three hundred are in the case, five of them spoke.
TEST(Answer, TellsThoseWhoSpokeOfThemselvesAndNeverOfMoreThanTheCaseHas) {
  Story clue{Subject::clue};
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay, A::intake)
      .step(S::class_confirmed, kDay, A::handler)
      .step(S::reply_drafted, kDay + 1, A::handler);
  for (int i = 1; i <= 300; ++i) clue.facts.workers.push_back(owed(i, yuan(10)));
  const auto is_held = [&](int people, Money amount) {
    clue.facts.told_people = people;
    clue.facts.told_amount = amount;
    return !missing_for_answer(*clue.dossier, clue.facts, clue.world).empty();
  };
  EXPECT_FALSE(is_held(5, yuan(50)));  // nobody knows how many spoke
  EXPECT_FALSE(is_held(300, yuan(3000)));
  EXPECT_TRUE(is_held(301, yuan(3000)));
  EXPECT_TRUE(is_held(300, yuan(3000) + Money{1}));
  clue.facts.claimed_people = 5;
  clue.facts.claimed_amount = yuan(50);
  EXPECT_FALSE(is_held(5, yuan(50)));
  EXPECT_TRUE(is_held(4, yuan(50)));
  EXPECT_TRUE(is_held(300, yuan(50)));
  EXPECT_TRUE(is_held(5, yuan(49)));
  clue.facts.why_not_as_claimed = "一人重复反映";
  EXPECT_FALSE(is_held(4, yuan(40)));
  EXPECT_TRUE(is_held(301, yuan(50)));
  // Five are named in it, and there are more.
  clue.facts.why_not_as_claimed = "";
  clue.facts.people_unsaid = clue.facts.amounts_unsaid = 1;
  EXPECT_FALSE(is_held(7, yuan(70)));
  EXPECT_TRUE(is_held(4, yuan(50)));
}

TEST(Answer, ThatSaysWhatIsOwedMayLeaveWhileSomethingIs) {
  Story clue{Subject::clue};
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay, A::intake)
      .step(S::class_confirmed, kDay, A::handler)
      .step(S::reply_drafted, kDay + 1, A::handler);
  clue.facts.workers = {owed(1, kDue)};
  clue.facts.told_people = 1;
  clue.facts.told_amount = kDue;
  clue.facts.open_findings = 3;
  EXPECT_TRUE(missing_for_answer(*clue.dossier, clue.facts, clue.world).empty());
}

// An answer that left in time and was written down a month later left in time.
TEST(Answer, IsJudgedByTheDayOnWhichItLeft) {
  Story clue{Subject::clue};
  clue.set("clue.answer_days", 10);
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay, A::intake);
  clue.step(S::class_confirmed, kDay, A::handler).step(S::reply_drafted, kDay + 4, A::handler);
  Event sent = told(S::reply_sent, china(kDay + 5), A::reviewer);
  sent.entered_at = china(kDay + 60);
  EXPECT_TRUE(clue.attempt(sent));
  sent.at = china(kDay + 11);
  EXPECT_FALSE(clue.attempt(sent));
}

// What an end rests on is not younger than the end.
TEST_F(Conclusion, AndClearingAreNotDatedBeforeWhatTheyRestOn) {
  story_.facts.workers[1] = owed(2, yuan(500), {by_bank(yuan(500))});
  story_.step(S::order_issued, kDay + 9, A::head).step_of(1, S::order_served, kDay + 9, A::handler);
  const auto refused = [&](S step, Instant at) {
    Event event = told(step, at, A::reviewer);
    event.entered_at = china(kDay + 60);
    const Result<Dossier> done = story_.attempt(event);
    return done ? std::string{} : done.error().message;
  };
  EXPECT_NE(refused(S::concluded, china(kDay + 8)).find("早于已记的"), std::string::npos);
  EXPECT_EQ(refused(S::concluded, china(kDay + 9)), "");
  story_.step(S::clearing_proposed, kDay + 9, A::handler);
  Settlement& paid = story_.facts.workers[1].settlements[0];
  paid.at = china(kDay + 12);
  EXPECT_NE(refused(S::cleared, china(kDay + 11)).find("第 2 人的付款"), std::string::npos);
  EXPECT_EQ(refused(S::cleared, china(kDay + 12, 8)), "");  // a bank tells the day alone
  paid.calls = {{kCaller, china(kDay + 14), CallAnswer::received}};
  EXPECT_NE(refused(S::cleared, china(kDay + 14, 9)).find("第 2 人的回访"), std::string::npos);
  EXPECT_EQ(refused(S::cleared, china(kDay + 14)), "");
}

TEST(PaidConclusion, DoesNotHoldWhenSomethingIsOwedAgain) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::class_confirmed, kDay, A::handler);
  story.facts.workers = {owed(1, kDue, {by_bank(kDue)})};
  Event proposed = told(S::conclusion_proposed, china(kDay + 1), A::handler);
  proposed.ground = ConclusionGround::paid_before_filing;
  story.step(proposed);
  EXPECT_FALSE(is_paid_conclusion_undone(*story.dossier, EndFacts{}));  // none was drawn
  story.facts.workers[0].settlements[0].at = china(kDay + 3);
  EXPECT_FALSE(story.attempt(told(S::concluded, china(kDay + 2), A::reviewer)));
  story.facts.workers[0].settlements[0].at = china(kDay + 2);
  story.step(S::concluded, kDay + 2, A::reviewer);
  EXPECT_FALSE(is_paid_conclusion_undone(*story.dossier, story.facts));
  story.facts.workers[0].settlements[0].bank = BankState::returned;
  EXPECT_TRUE(is_paid_conclusion_undone(*story.dossier, story.facts));
}

TEST_F(Conclusion, ThatSaysNothingOfPaymentHoldsWhateverIsOwed) {
  story_.step(S::concluded, kDay + 10, A::reviewer);
  EXPECT_FALSE(is_paid_conclusion_undone(*story_.dossier, story_.facts));
}

TEST_F(Conclusion, AndClearingAreOpenedByALookBackThatFailed) {
  story_.facts.workers[1] = owed(2, yuan(500), {by_bank(yuan(500))});
  story_.step(S::concluded, kDay + 10, A::reviewer);
  story_.step(S::clearing_proposed, kDay + 11, A::handler).step(S::cleared, kDay + 12, A::reviewer);
  story_.step(S::look_back_drawn, kDay + 20, A::machine);
  EXPECT_FALSE(follow_up(*story_.dossier, china(kDay + 20)));
  story_.step_of(1, S::money_not_received, kDay + 30, A::reviewer);
  int steps = 0;
  while (const auto event = follow_up(*story_.dossier, china(kDay + 31))) {
    ASSERT_LT(++steps, 10);
    story_.step(*event);
  }
  EXPECT_EQ(steps, 2);
  EXPECT_EQ(state_of(*story_.dossier, Strand::conclusion), State::conclusion_open);
  EXPECT_EQ(state_of(*story_.dossier, Strand::clearing), State::clearing_open);
  // Nobody said whose payment it was: until each of those who were paid has said that he has it,
  // or was paid anew, it may be his.
  const auto clearing = [&] { return codes(missing_for_clearing(*story_.dossier, story_.facts)); };
  EXPECT_EQ(clearing(), Gaps{G::denied_by_worker});
  Settlement& first = story_.facts.workers[0].settlements[0];
  first.calls = {{kOfficer, china(kDay + 31), CallAnswer::received}};
  EXPECT_EQ(clearing(), Gaps{G::denied_by_worker});
  first.calls = {{kCaller, china(kDay + 29), CallAnswer::received}};
  EXPECT_EQ(clearing(), Gaps{G::denied_by_worker});
  first.calls = {{kCaller, china(kDay + 31), CallAnswer::received}};
  EXPECT_EQ(clearing(), Gaps{G::denied_by_worker});  // another one's may be the one
  Settlement& second = story_.facts.workers[1].settlements[0];
  second.calls = first.calls;
  EXPECT_EQ(clearing(), Gaps{});
  second.calls.clear();
  Settlement late = changed(by_bank(yuan(500) - Money{1}), BankState::settled, "回单-9");
  late.at = china(kDay + 31);
  story_.facts.workers[1].settlements.push_back(late);
  EXPECT_EQ(clearing(), Gaps{G::denied_by_worker});  // a fen of it may be what he has not got
  late.amount = yuan(500);
  story_.facts.workers[1] = owed(2, yuan(500), {late});
  EXPECT_EQ(clearing(), Gaps{});
  // Said by the call itself, it is that payment's.
  story_.facts.workers[1].settlements[0].at = china(kDay);
  first.calls = {{kCaller, china(kDay + 30), CallAnswer::not_received}};
  EXPECT_EQ(clearing(), (Gaps{G::not_settled, G::denied_by_worker}));
  first.calls.clear();
  // Ended anew after the call, the old call opens nothing.
  story_.step(S::conclusion_proposed, kDay + 40, A::handler);
  story_.step(S::concluded, kDay + 41, A::reviewer);
  EXPECT_FALSE(follow_up(*story_.dossier, china(kDay + 42)));
}

}  // namespace
}  // namespace qingxin::casework
