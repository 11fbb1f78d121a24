// SPDX-License-Identifier: Apache-2.0
#include "casework/dossier.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tests/support/casework_story.h"

namespace qingxin::casework {
namespace {

using test::kCaller;
using test::kElsewhere;
using test::kOffice;
using test::kOfficer;
using test::Story;
using test::told;
using S = Step;
using A = Actor;

constexpr Date kDay = date(2026, 11, 23);  // a Monday

std::vector<Step> all_steps() {
  std::vector<Step> steps;
  for (const StepWords& row : kStepWords) steps.push_back(row.step);
  return steps;
}

// Held by its owner, with one strand in one state.
Dossier standing_in(Subject subject, std::optional<State> state) {
  Story story{subject};
  story.taken_in(kDay);
  Dossier dossier = *story.dossier;
  dossier.co_handlers = {kElsewhere};
  if (!state) return dossier;
  const Strand strand = strand_of(*state);
  std::erase_if(dossier.strands, [&](const StrandState& one) { return one.strand == strand; });
  dossier.strands.push_back(
      {.strand = strand, .number = 1, .state = *state, .since = test::china(kDay)});
  const bool is_offered = state == State::offered || state == State::designated;
  if (is_offered) dossier.offered_to = kElsewhere;
  return dossier;
}

// What the law asks besides the table; each has tests of its own.
bool has_more_to_ask(Step step) {
  return std::set{S::investigation_extended,
                  S::petition_extended,
                  S::arbitration_extended,
                  S::suspended,
                  S::reply_sent,
                  S::concluded,
                  S::cleared}
      .contains(step);
}

std::set<Subject> subjects_of(Strand strand) {
  std::set<Subject> subjects;
  if (words_of(strand).is_of_clue) subjects.insert(Subject::clue);
  if (words_of(strand).is_of_case) subjects.insert(Subject::case_file);
  return subjects;
}

// Every state with every step of its strand and every actor; and every step where nothing has
// begun. Who is in no row is refused as not permitted, what is in no row as a conflict.
TEST(Life, IsWhatTheTableSaysForEveryStateStepAndActor) {
  Story story;
  std::set<std::pair<std::optional<State>, Step>> done;
  const auto walk = [&](Subject subject, std::optional<State> from, Step step) {
    const Dossier before = standing_in(subject, from);
    const Move* move = move_of(subject, from, step);
    for (std::size_t i = 1; i <= kActors; ++i) {
      const auto by = static_cast<Actor>(i);
      Event event = told(step, test::china(kDay + 60), by);
      event.number = from ? 1 : 0;
      if (step == S::first_asked && !from) continue;  // it has been: told below
      event.body = step == S::co_released ? kElsewhere : event.body;
      if (step == S::hearing_set) event.day = kDay + 90;
      const Result<Dossier> after = apply(before, subject, event, story.world, story.facts);
      SCOPED_TRACE(std::string{words_of(step).name} + " " + std::string{words_of(by).name});
      if (move == nullptr) {
        ASSERT_FALSE(after);
        EXPECT_EQ(after.error().code, ErrorCode::conflict) << after.error().message;
        EXPECT_NE(after.error().message.find("现在可以"), std::string::npos)
            << after.error().message;
      } else if (!move->by.has(by)) {
        ASSERT_FALSE(after);
        EXPECT_EQ(after.error().code, ErrorCode::not_permitted) << after.error().message;
      } else if (!has_more_to_ask(step)) {
        ASSERT_TRUE(after) << after.error().message;
        EXPECT_EQ(find_strand(*after, strand_of(step), 1)->state, move->to);
        EXPECT_EQ(after->events.size(), before.events.size() + 1);
        done.insert({from, step});
      }
    }
  };
  for (const Step step : all_steps())
    for (const Subject subject : subjects_of(strand_of(step))) {
      if (strand_of(step) != Strand::responsibility) walk(subject, std::nullopt, step);
      for (const StateWords& state : kStateWords)
        if (strand_of(state.state) == strand_of(step)) walk(subject, state.state, step);
    }
  std::size_t expected = 0;
  for (const auto& life : {std::span<const Move>{kSharedLife}, std::span<const Move>{kClueLife},
                           std::span<const Move>{kCaseLife}})
    for (const Move& move : life)
      expected += move.step != S::first_asked && !has_more_to_ask(move.step) ? 1 : 0;
  EXPECT_EQ(done.size(), expected);
}

// States in which a strand may rest for good; every other one leads on.
const std::set<State> kEnds = {State::petition_given_back,
                               State::petition_rechecked,
                               State::served,
                               State::revoked,
                               State::routed,
                               State::not_agreed,
                               State::performed,
                               State::broken,
                               State::given_back,
                               State::resulted,
                               State::complied,
                               State::order_revoked,
                               State::penalty_paid,
                               State::penalty_dropped,
                               State::query_refused,
                               State::query_answered,
                               State::police_not_approved,
                               State::police_ended,
                               State::arbitration_declined,
                               State::award_effective,
                               State::arbitration_withdrawn,
                               State::suit_refused,
                               State::judged_finally,
                               State::suit_withdrawn,
                               State::deposit_refused,
                               State::deposit_topped_up,
                               State::advance_refused,
                               State::advance_recovered,
                               State::withdrawal_confirmed,
                               State::withdrawal_denied,
                               State::money_received,
                               State::money_not_received,
                               State::raising_ended,
                               State::leading_ended,
                               State::task_force_ended,
                               State::board_released,
                               State::measure_done,
                               State::plan_done,
                               State::evidence_dealt};

TEST(Life, LeavesNoDeadEndNoOrphanAndNoStepUnused) {
  std::set<Step> used;
  std::set<State> reached;
  std::set<std::pair<std::optional<State>, Step>> once;
  for (const auto& life : {std::span<const Move>{kSharedLife}, std::span<const Move>{kClueLife},
                           std::span<const Move>{kCaseLife}})
    for (const Move& move : life) {
      SCOPED_TRACE(words_of(move.step).name);
      EXPECT_TRUE(once.insert({move.from, move.step}).second);
      EXPECT_EQ(strand_of(move.to), strand_of(move.step));
      EXPECT_EQ(strand_of(move.from.value_or(move.to)), strand_of(move.step));
      used.insert(move.step);
      reached.insert(move.to);
    }
  for (const StepWords& row : kStepWords) EXPECT_TRUE(used.contains(row.step)) << row.name;
  for (const StateWords& row : kStateWords) EXPECT_TRUE(reached.contains(row.state)) << row.name;
  for (const StateWords& row : kStateWords) {
    const bool leads_on =
        std::ranges::any_of(once, [&](const auto& move) { return move.first == row.state; });
    EXPECT_EQ(leads_on, !kEnds.contains(row.state)) << row.name;
  }
}

TEST(Life, HasNamesThatAreFoundAgain) {
  std::set<std::string_view> names;
  for (const StepWords& row : kStepWords) {
    EXPECT_EQ(step_named(row.name), row.step);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
  names.clear();
  for (const StateWords& row : kStateWords) {
    EXPECT_EQ(state_named(row.name), row.state);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
  for (const ActorWords& row : kActorWords) EXPECT_EQ(actor_named(row.name), row.actor);
  for (const StrandWords& row : kStrandWords) EXPECT_EQ(strand_named(row.name), row.strand);
  EXPECT_FALSE(step_named("nothing"));
  EXPECT_FALSE(is_step(Step{}));
  EXPECT_FALSE(is_step(static_cast<Step>(9999)));
}

TEST(Responsibility, StaysWithWhoWasAskedFirstUntilAnotherHasTakenOver) {
  Story clue{Subject::clue};
  clue.taken_in(kDay);
  EXPECT_EQ(clue.dossier->owner, kOffice);
  clue.step(S::offered, kDay, A::intake);
  EXPECT_EQ(clue.dossier->owner, kOffice);
  EXPECT_EQ(clue.dossier->offered_to, kElsewhere);
  // Not even the owner's own people can take over for the other.
  Event takes = told(S::taken_over, test::china(kDay), A::receiver);
  takes.for_body = BodyId{3};
  EXPECT_EQ(clue.attempt(takes).error().code, ErrorCode::not_permitted);
  clue.step(S::given_back, kDay + 1, A::receiver);
  EXPECT_EQ(clue.dossier->owner, kOffice);
  EXPECT_FALSE(clue.dossier->offered_to);
  clue.step(S::offered, kDay + 1, A::intake).step(S::taken_over, kDay + 2, A::receiver);
  EXPECT_EQ(clue.dossier->owner, kElsewhere);
  EXPECT_EQ(clue.dossier->first_asked, kOffice);
  // The former owner handles nothing any more.
  const Result<Dossier> late =
      clue.attempt(told(S::class_confirmed, test::china(kDay + 3), A::handler));
  EXPECT_EQ(late.error().code, ErrorCode::not_permitted);
}

TEST(Responsibility, OfWhatAHigherBodyDesignatedIsNotGivenBack) {
  Story story;
  story.taken_in(kDay).step(S::designated, kDay, A::higher);
  EXPECT_EQ(story.attempt(told(S::given_back, test::china(kDay), A::receiver)).error().code,
            ErrorCode::conflict);
  story.step(S::taken_over, kDay, A::receiver);
  EXPECT_EQ(story.dossier->owner, kElsewhere);
}

TEST(Responsibility, BeginsWithTheFirstWordOfAnything) {
  Story story;
  const Result<Dossier> early =
      story.attempt(told(S::complaint_received, test::china(kDay), A::intake));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, ErrorCode::conflict);
  EXPECT_NE(early.error().message.find("首问"), std::string::npos);
}

TEST(Refusal, SaysWhoWhyWhereNextAndLegalAid) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  Event refusal = told(S::declined, test::china(kDay + 1), A::handler);
  refusal.reason = refusal.document = refusal.route = refusal.legal_aid = "";
  const Result<Dossier> bare = story.attempt(refusal);
  ASSERT_FALSE(bare);
  EXPECT_EQ(bare.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(bare.error().message,
            "「不予受理」还要写明：理由、文号或凭证、下一步去处、法律援助告知");
  refusal.person = PersonId{};
  refusal = told(S::declined, test::china(kDay + 1), A::handler);
  refusal.person = PersonId{};
  EXPECT_EQ(story.attempt(refusal).error().code, ErrorCode::not_permitted);
}

TEST(BadInput, FromTheFutureEarlierThanTheLastStepOrOfAnotherSubjectIsRefused) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  Event event = told(S::accepted, test::china(kDay + 2), A::handler);
  event.entered_at = test::china(kDay + 1);
  EXPECT_EQ(story.attempt(event).error().code, ErrorCode::invalid_input);
  event.entered_at = {story.world.now.utc_ms + 1};
  EXPECT_EQ(story.attempt(event).error().code, ErrorCode::invalid_input);
  event.at = event.entered_at = test::china(kDay - 1);
  const Result<Dossier> early = story.attempt(event);
  EXPECT_EQ(early.error().code, ErrorCode::conflict);
  EXPECT_NE(early.error().message.find("早于"), std::string::npos);
  EXPECT_EQ(story.attempt(told(S::clue_arrived, test::china(kDay), A::intake)).error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(story.attempt(told(static_cast<Step>(9999), test::china(kDay), A::intake)).error().code,
            ErrorCode::invalid_input);
  EXPECT_EQ(story.attempt(told(S::accepted, test::china(kDay), Actor{})).error().code,
            ErrorCode::invalid_input);
  Event strange = told(S::class_confirmed, test::china(kDay), A::handler);
  strange.matter_class = static_cast<MatterClass>(77);
  EXPECT_EQ(story.attempt(strange).error().code, ErrorCode::invalid_input);
  Event nowhere = told(S::order_served, test::china(kDay), A::handler);
  nowhere.number = 5;
  EXPECT_EQ(story.attempt(nowhere).error().code, ErrorCode::not_found);
}

TEST(BadInput, TheSameEventTwiceIsHarmlessAndAnotherWithItsKeyIsRefused) {
  Story story;
  Event asked = told(S::first_asked, test::china(kDay), A::intake);
  asked.key = "k1";
  Event order = told(S::order_issued, test::china(kDay), A::head);
  order.key = "k2";
  story.step(asked).step(order);
  const Dossier once = *story.dossier;
  asked.entered_at = test::china(kDay, 11);  // sent again an hour later
  order.entered_at = test::china(kDay, 11);
  EXPECT_EQ(story.attempt(asked), once);
  EXPECT_EQ(story.attempt(order), once);  // not a second order
  order.amount = yuan(1);
  EXPECT_EQ(story.attempt(order).error().code, ErrorCode::conflict);
  // Without its key it is a second order: there may be several.
  order.key = "k3";
  story.step(order);
  EXPECT_EQ(story.dossier->strands.back().number, 2);
}

TEST(BadInput, KeysOfTheProgramAreKnownAndOneThatIsTakenBlocksNothing) {
  EXPECT_TRUE(is_program_key("follow-up-7"));
  EXPECT_TRUE(is_program_key("look-back-2026-aa"));
  EXPECT_FALSE(is_program_key("受理-1"));
  EXPECT_FALSE(is_program_key(""));
  // As somebody could write it in earlier times.
  Dossier dossier{.subject = Subject::case_file};
  dossier.strands = {
      {.strand = Strand::conclusion, .number = 1, .state = State::concluded, .since = {}},
      {.strand = Strand::look_back, .number = 1, .state = State::money_not_received, .since = {}}};
  dossier.events = {{.key = "follow-up-1"}};
  const std::optional<Event> next = follow_up(dossier, test::china(kDay));
  ASSERT_TRUE(next);
  EXPECT_NE(next->key, "follow-up-1");
  EXPECT_TRUE(is_program_key(next->key));
}

// 保障农民工工资支付条例 40.
TEST(AssetQuery, IsApprovedBySomebodyElseThanWhoAskedForIt) {
  Story story;
  story.taken_in(kDay).step(S::query_asked, kDay, A::handler);
  Event approved = told(S::query_approved, test::china(kDay + 1), A::higher);
  approved.number = 1;
  approved.person = kOfficer;
  const Result<Dossier> own = story.attempt(approved);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().code, ErrorCode::not_permitted);
  EXPECT_NE(own.error().message.find("第四十条"), std::string::npos);
  approved.person = kCaller;
  EXPECT_TRUE(story.attempt(approved));
}

TEST(CallBack, IsMadeBySomebodyWhoDidNotHandleTheMatter) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::accepted, kDay, A::handler).step(S::withdrawal_asked, kDay + 1, A::worker);
  Event call = told(S::withdrawal_confirmed, test::china(kDay + 2), A::reviewer);
  call.number = 1;
  call.person = kOfficer;
  const Result<Dossier> own = story.attempt(call);
  ASSERT_FALSE(own);
  EXPECT_EQ(own.error().code, ErrorCode::not_permitted);
  call.person = kCaller;
  EXPECT_TRUE(story.attempt(call));
  // A withdrawal stops no clock of the authority.
  story.step(S::filed, kDay, A::head).step(call);
  story.world.now = test::china(kDay + 10);
  EXPECT_EQ(story.clock(ClockId::investigation)->status, ClockStatus::running);
}

TEST(Extension, IsApprovedOnceAndBeforeTheTimeIsOver) {
  Story story;
  story.taken_in(kDay - 1).step(S::complaint_received, date(2025, 11, 20), A::worker);
  story.step(S::accepted, date(2025, 11, 20), A::handler)
      .step(S::filed, date(2025, 11, 20), A::head);
  // The sixtieth working day is 13 February 2026.
  const Result<Dossier> late =
      story.attempt(told(S::investigation_extended, test::china(date(2026, 2, 14)), A::head));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
  EXPECT_NE(late.error().message.find("2026-02-13"), std::string::npos);
  story.step(S::investigation_extended, date(2026, 2, 13), A::head);
  EXPECT_EQ(story.clock(ClockId::investigation)->due, date(2026, 4, 2));
  const Result<Dossier> twice =
      story.attempt(told(S::investigation_extended, test::china(date(2026, 2, 13)), A::head));
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("一次"), std::string::npos);
}

TEST(Suspension, NeedsAGroundThatThePlaceKnows) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::accepted, kDay, A::handler).step(S::filed, kDay, A::head);
  const Event pause = told(S::suspended, test::china(kDay + 1), A::head);
  EXPECT_EQ(story.attempt(pause).error().code, ErrorCode::conflict);
  story.set("case.suspension", 1);
  EXPECT_TRUE(story.attempt(pause));
}

TEST(ExtraCompensation, LiesBetweenHalfAndTheWholeAndComesAfterTheLimit) {
  EXPECT_EQ(extra_compensation({101}).least, Money{51});
  EXPECT_EQ(extra_compensation({101}).most, Money{101});
  Story story;
  story.taken_in(kDay)
      .step(S::order_issued, kDay, A::head)
      .step_of(1, S::order_served, kDay, A::handler);
  Event extra = told(S::extra_ordered, test::china(kDay + 30), A::head);  // the last day itself
  extra.number = 1;
  EXPECT_EQ(story.attempt(extra).error().code, ErrorCode::conflict);
  extra.at = extra.entered_at = test::china(kDay + 31);
  EXPECT_TRUE(story.attempt(extra));
  for (const auto& [fen, code] :
       {std::pair{49'999, false}, {50'000, true}, {100'000, true}, {100'001, false}}) {
    extra.amount = Money{fen};
    EXPECT_EQ(story.attempt(extra).has_value(), code) << fen;
  }
}

TEST(Hearing, IsToldSevenWorkingDaysAheadAndMayBeAskedForFiveLong) {
  Story story;
  story.taken_in(kDay).step(S::penalty_notified, kDay, A::handler);
  Event waived = told(S::hearing_not_asked, test::china(date(2026, 11, 30)), A::handler);
  waived.number = 1;
  EXPECT_EQ(story.attempt(waived).error().code, ErrorCode::conflict);
  waived.at = waived.entered_at = test::china(date(2026, 12, 1));
  EXPECT_TRUE(story.attempt(waived));
  story.step_of(1, S::hearing_asked, kDay + 2, A::employer);
  Event set = told(S::hearing_set, test::china(date(2026, 12, 1)), A::handler);
  set.number = 1;
  set.day = date(2026, 12, 10);  // the seventh working day
  EXPECT_EQ(story.attempt(set).error().code, ErrorCode::invalid_input);
  set.day = date(2026, 12, 11);
  EXPECT_TRUE(story.attempt(set));
}

TEST(Police, GetsFivePapersOrIsToldWhyOneIsMissing) {
  Story story;
  story.taken_in(kDay).step(S::police_reported, kDay, A::handler);
  story.step_of(1, S::police_approved, kDay, A::head);
  Event sent = told(S::police_sent, test::china(kDay), A::handler);
  sent.number = 1;
  sent.papers[2] = {PolicePaper::items, "", "没有涉案物品"};
  EXPECT_TRUE(story.attempt(sent));
  sent.papers[2] = {PolicePaper::items, "", ""};
  EXPECT_NE(story.attempt(sent).error().message.find("五项材料"), std::string::npos);
  sent.papers[2] = {PolicePaper::items, "清单", ""};
  sent.papers[0] = {PolicePaper::letter, "", "忘了"};
  EXPECT_FALSE(story.attempt(sent));
  sent.papers.erase(sent.papers.begin());
  EXPECT_FALSE(story.attempt(sent));
  Event report = told(S::police_reported, test::china(kDay), A::handler);
  report.team = {kOfficer, kOfficer};  // one person twice is not two
  EXPECT_NE(story.attempt(report).error().message.find("两名"), std::string::npos);
}

TEST(Order, PostedNeedsAPhoto) {
  Story story;
  story.taken_in(kDay).step(S::order_issued, kDay, A::head);
  Event posted = told(S::order_posted, test::china(kDay), A::handler);
  posted.number = 1;
  posted.photos.clear();
  EXPECT_NE(story.attempt(posted).error().message.find("照片"), std::string::npos);
  posted.photos = {"photo"};
  EXPECT_TRUE(story.attempt(posted));
}

// Whatever legal steps are made, in whatever order: the events told again from the first give the
// same dossier, and somebody is always responsible.
TEST(Life, IsFoldedFromItsEvents) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    std::mt19937 random{seed};
    const Subject subject = seed % 2 == 0 ? Subject::clue : Subject::case_file;
    Story story{subject};
    story.taken_in(kDay);
    const std::vector<Move> life = life_of(subject);
    Date day = kDay;
    for (int i = 0; i < 120; ++i) {
      const Move& move = life[random() % life.size()];
      day = day + static_cast<int>(random() % 3 == 0);
      for (std::size_t a = 1; a <= kActors; ++a) {
        if (!move.by.has(static_cast<Actor>(a))) continue;
        Event event = told(move.step, test::china(day), static_cast<Actor>(a));
        event.number = move.from ? 1 : 0;
        event.key = std::to_string(seed) + "-" + std::to_string(i);
        event.for_body = event.by == A::receiver ? story.dossier->offered_to.value_or(kElsewhere)
                         : event.by == A::co_handler ? kElsewhere
                                                     : story.dossier->owner;
        event.body = story.dossier->owner == kOffice ? kElsewhere : kOffice;
        if (Result<Dossier> after = story.attempt(event)) story.dossier = *std::move(after);
        break;
      }
      EXPECT_NE(story.dossier->owner, BodyId{});
    }
    ASSERT_GT(story.dossier->events.size(), 10U) << seed;
    std::optional<Dossier> again;
    for (const Event& event : story.dossier->events) {
      Event as_sent = event;
      // What began a strand was sent without its number.
      const bool begins =
          !again || find_strand(*again, strand_of(event.step), event.number) == nullptr;
      if (begins) as_sent.number = 0;
      Result<Dossier> next = apply(again, subject, as_sent, story.world, story.facts);
      ASSERT_TRUE(next) << next.error().message;
      again = *std::move(next);
    }
    EXPECT_EQ(*again, *story.dossier) << seed;
    // And unjudged, as a store reads it.
    EXPECT_EQ(replay(subject, story.dossier->events).value_or(Dossier{}), *story.dossier) << seed;
  }
}

TEST(Dossier, RefusesStepsThatNoLifeHas) {
  Story story;
  story.taken_in(kDay).step(Step::complaint_received, kDay, A::worker);
  const std::vector<Event> kept = story.dossier->events;
  const auto refused = [&](auto spoil) {
    std::vector<Event> spoilt = kept;
    spoil(spoilt);
    const Result<Dossier> folded = replay(Subject::case_file, std::move(spoilt));
    return !folded && folded.error().code == ErrorCode::conflict;
  };
  EXPECT_FALSE(refused([](std::vector<Event>&) {}));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[1].step = Step::decided; }));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[1].step = Step{9999}; }));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[1].number = 2; }));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[0].body.reset(); }));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[0].by = A{99}; }));
  EXPECT_TRUE(refused([](std::vector<Event>& events) { events[1].channel = Channel{99}; }));
}

}  // namespace
}  // namespace qingxin::casework
