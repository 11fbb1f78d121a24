// SPDX-License-Identifier: Apache-2.0
#include "casework/warning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "law/law.h"

namespace qingxin::casework {
namespace {

using P = WarningPhase;
using S = WarningStep;

class WarningLife : public testing::Test {
 protected:
  void SetUp() override {
    Result<law::Law> law = law::load(std::nullopt, std::nullopt);
    ASSERT_TRUE(law) << law.error().message;
    law_ = *std::move(law);
  }

  WarningClock clock() const { return {&law_.calendar, law_.version}; }
  Result<Warning> step(const std::optional<Warning>& before, WarningEvent event) {
    return apply(before, event, ladder_, clock());
  }
  Warning done(const std::optional<Warning>& before, WarningEvent event) {
    const Result<Warning> after = step(before, event);
    EXPECT_TRUE(after) << after.error().message;
    return after.value_or(Warning{});
  }

  static WarningBulk bulk(int level, std::vector<std::string> findings) {
    return {.level = level,
            .people = static_cast<int>(findings.size()),
            .months = 1,
            .amount = Money{100},
            .findings = std::move(findings)};
  }
  Warning raised(Date day, int level = 2) {
    return done({}, {S::raised, day, bulk(level, {"a"}), "remind"});
  }
  Warning in(P phase) {
    const Warning first = raised(kDay);
    const Warning answered = done(first, {S::answered, kDay});
    switch (phase) {
      case P::waiting: return first;
      case P::answered: return answered;
      case P::accepted: return done(answered, {S::accepted, kDay});
      case P::vanished: return done(first, {S::findings_gone, kDay});
      case P::cleared: return done(first, {S::cleared_by_person, kDay});
    }
    return first;
  }

  // What the machine does by itself until nothing is left to do.
  std::optional<Warning> machine(std::optional<Warning> warning, const Drawn& drawn, Date today) {
    while (warning)
      if (const auto event = climb(*warning, today, ladder_))
        warning = done(warning, *event);
      else
        break;
    while (const auto event = next_step(warning, drawn, today, ladder_))
      warning = done(warning, *event);
    return warning;
  }

  static constexpr Date kDay = date(2026, 11, 23);  // a Monday
  law::Law law_;
  const law::Period five_{5, law::Unit::working_days, law::Roll::none};
  const law::Period ten_{10, law::Unit::calendar_days, law::Roll::forward};
  std::vector<LadderRung> ladder_{{"remind", five_, "supervise", 0},
                                  {"supervise", ten_, "interview", 1},
                                  {"interview", five_, "", 2}};
};

// Every state with every step: the state it leads to, or '.', which is refused. The columns are
// the steps by their number: raised graver milder changed answered accepted sent_back climbed
// ran_out findings_gone findings_back cleared_by_facts cleared_by_person reopened.
TEST_F(WarningLife, IsWhatTheTableSaysForEveryStateAndStep) {
  const std::vector<std::pair<std::optional<P>, std::string>> kExpected{
      {std::nullopt, "w............."}, {P::waiting, ".wwwa..wwv.cc."},
      {P::answered, ".aaaaxwwav.cc."},  {P::accepted, ".wxxa..wwv.cc."},
      {P::vanished, "..........w.c."},  {P::cleared, "...c.........w"}};
  const std::string letters = "?waxvc";
  int moves = 0;
  for (const auto& [phase, row] : kExpected) {
    ASSERT_EQ(row.size(), static_cast<std::size_t>(kWarningSteps));
    for (int i = 1; i <= kWarningSteps; ++i) {
      const auto kind = static_cast<S>(i);
      std::optional<Warning> before;
      if (phase) before = in(*phase);
      const Result<Warning> after = step(before, {kind, kDay, bulk(2, {"a"}), "remind"});
      const char expected = row[static_cast<std::size_t>(i - 1)];
      ASSERT_EQ(after.has_value(), expected != '.') << row << " " << row_of(kind).name;
      if (!after) {
        EXPECT_EQ(after.error().code, ErrorCode::conflict);
        EXPECT_NE(after.error().message.find(row_of(kind).chinese), std::string::npos);
        continue;
      }
      ++moves;
      EXPECT_EQ(letters[static_cast<std::size_t>(after->phase)], expected) << row_of(kind).name;
      EXPECT_EQ(after->version, before ? before->version + 1 : 1);
    }
  }
  const auto of_parties = std::ranges::count(kWarningLife, WarningActor::party, &WarningMove::by);
  EXPECT_EQ(moves + of_parties, static_cast<int>(kWarningLife.size()));
}

TEST_F(WarningLife, OnlyTheMachineMakesAndGrowsOnlyTheReceiverAnswersOnlyTheReviewerDecides) {
  for (const WarningMove& move : kWarningLife) {
    const bool is_answer = move.step == S::answered;
    const bool is_decision =
        move.step == S::accepted || move.step == S::sent_back || move.step == S::cleared_by_person;
    if (move.by == WarningActor::party) {
      EXPECT_TRUE(is_answer && move.from == move.to);
      continue;
    }
    EXPECT_EQ(move.by, is_answer     ? WarningActor::receiver
                       : is_decision ? WarningActor::reviewer
                                     : WarningActor::machine)
        << row_of(move.step).name;
  }
}

TEST_F(WarningLife, CountsTheTermInWorkingDaysAndSaysByWhichCalendar) {
  const Warning warning = raised(kDay);
  EXPECT_EQ(warning.due.day, date(2026, 11, 30));
  EXPECT_EQ(warning.due.certainty, law::Certainty::firm);
  EXPECT_EQ(warning.due.calendar, law_.version);
  EXPECT_EQ(raised(date(2027, 11, 22)).due.certainty, law::Certainty::provisional);
}

TEST_F(WarningLife, ClimbsOnTheDayAfterTheDeadlineAndNotOnIt) {
  const Warning warning = raised(kDay);
  EXPECT_FALSE(climb(warning, date(2026, 11, 30), ladder_));
  const auto event = climb(warning, date(2026, 12, 1), ladder_);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->step, S::climbed);
  const Warning next = done(warning, *event);
  EXPECT_EQ(next.rung, "supervise");
  EXPECT_EQ(next.due.day, date(2026, 12, 11));
}

TEST_F(WarningLife, CatchesUpAsIfSomebodyHadLookedEveryDay) {
  const Drawn drawn{.bulk = bulk(2, {"a"}), .first = "remind"};
  std::optional<Warning> daily = raised(kDay);
  for (Date day = kDay; day <= kDay + 60; day = day + 1) daily = machine(daily, drawn, day);
  const std::optional<Warning> late = machine(raised(kDay), drawn, kDay + 60);
  EXPECT_EQ(daily, late);
  EXPECT_EQ(late->rung, "interview");
  EXPECT_TRUE(late->has_run_out);
  EXPECT_EQ(late->version, 4);  // raised, two rungs, the end: each once
}

TEST_F(WarningLife, StandsStillWhileTheAnswerIsLookedAt) {
  const Warning answered = done(raised(kDay), {S::answered, date(2026, 11, 25)});
  EXPECT_EQ(answered.left, 3);  // 26, 27 and 30 November
  const Warning back = done(answered, {S::sent_back, date(2026, 12, 2)});
  EXPECT_EQ(back.due.day, date(2026, 12, 7));
  EXPECT_FALSE(back.left);
}

TEST_F(WarningLife, ClimbsWhenNobodyReviewsTheAnswerInTime) {
  const Warning answered = done(raised(kDay), {S::answered, date(2026, 11, 25)});
  EXPECT_EQ(answered.due.day, date(2026, 12, 2));  // five working days
  // A second answer buys no time.
  const Warning again = done(answered, {S::answered, date(2026, 12, 1)});
  EXPECT_EQ(again.due, answered.due);
  EXPECT_EQ(again.left, answered.left);
  EXPECT_FALSE(climb(again, date(2026, 12, 2), ladder_));
  const auto event = climb(again, date(2026, 12, 3), ladder_);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->step, S::climbed);
  const Warning next = done(again, *event);
  EXPECT_EQ(next.phase, P::waiting);
  EXPECT_EQ(next.rung, "supervise");
  EXPECT_FALSE(next.left);
  // On the last rung it has run out, and can still be reviewed.
  Warning last = answered;
  last.rung = "interview";
  const auto end = climb(last, date(2026, 12, 3), ladder_);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->step, S::ran_out);
  const Warning late = done(last, *end);
  EXPECT_EQ(late.phase, P::answered);
  EXPECT_FALSE(climb(late, date(2027, 12, 3), ladder_));
  EXPECT_FALSE(done(late, {S::sent_back, date(2026, 12, 4)}).has_run_out);
}

TEST_F(WarningLife, KeepsTheClockRunningWhateverAPartyStates) {
  for (const P phase : {P::waiting, P::answered, P::accepted}) {
    const Warning before = in(phase);
    WarningEvent event{S::answered, kDay + 1};
    event.by = WarningActor::party;
    Warning after = done(before, event);
    EXPECT_EQ(after.version, before.version + 1);
    after.version = before.version;
    EXPECT_EQ(after, before);
  }
  WarningEvent late{S::answered, kDay};
  late.by = WarningActor::party;
  EXPECT_FALSE(step(in(P::cleared), late));
}

TEST_F(WarningLife, LeavesNoTimeToWhoAnswersOnTheLastDayAndIsSentBack) {
  const Warning answered = done(raised(kDay), {S::answered, date(2026, 11, 30)});
  const Warning back = done(answered, {S::sent_back, date(2026, 12, 2)});
  EXPECT_EQ(back.due.day, date(2026, 12, 2));
  EXPECT_TRUE(climb(back, date(2026, 12, 3), ladder_));
}

TEST_F(WarningLife, GivesTheFactsATermAfterAnAnswerThatIsEnough) {
  const Warning accepted = in(P::accepted);
  EXPECT_EQ(accepted.due.day, date(2026, 11, 30));
  ASSERT_TRUE(climb(accepted, date(2026, 12, 1), ladder_));
}

TEST_F(WarningLife, GrowsWithTheNumbersAndStepsUpOnlyWhereTheLevelBeginsHigher) {
  const Warning warning = raised(kDay);
  const Date later = date(2026, 11, 26);
  const auto same_rung =
      next_step(warning, {.bulk = bulk(1, {"a", "b"}), .first = "remind"}, later, ladder_);
  ASSERT_TRUE(same_rung);
  EXPECT_EQ(same_rung->step, S::graver);
  EXPECT_EQ(done(warning, *same_rung).due.day, warning.due.day);
  const auto higher =
      next_step(warning, {.bulk = bulk(0, {"a", "b"}), .first = "supervise"}, later, ladder_);
  const Warning red = done(warning, *higher);
  EXPECT_EQ(red.rung, "supervise");
  EXPECT_EQ(red.due.day, date(2026, 12, 7));  // the tenth day is a Sunday
  // Milder again: it does not climb down.
  const auto milder = next_step(red, {.bulk = bulk(2, {"a"}), .first = "remind"}, later, ladder_);
  ASSERT_TRUE(milder);
  EXPECT_EQ(milder->step, S::milder);
  EXPECT_EQ(done(red, *milder).rung, "supervise");
}

TEST_F(WarningLife, IsClearedByFactsAndComesBackAsItself) {
  const Warning warning = raised(kDay);
  const Drawn nothing{.bulk = {}, .first = {}};
  const auto gone = next_step(warning, nothing, kDay + 2, ladder_);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->step, S::cleared_by_facts);
  const Warning cleared = done(warning, *gone);
  EXPECT_FALSE(next_step(cleared, nothing, kDay + 3, ladder_));
  const auto back =
      next_step(cleared, {.bulk = bulk(2, {"a"}), .first = "remind"}, kDay + 9, ladder_);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->step, S::reopened);
  EXPECT_EQ(done(cleared, *back).version, 3);
}

TEST_F(WarningLife, WaitsForAPersonWhereTheMatterAsksForOne) {
  const auto gone =
      next_step(raised(kDay), {.bulk = {}, .first = {}, .needs_person = true}, kDay, ladder_);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->step, S::findings_gone);
}

TEST_F(WarningLife, StaysClearedByAPersonAsLongAsNothingIsNewOrGraver) {
  const Warning cleared = done(done({}, {S::raised, kDay, bulk(2, {"a", "b"}), "remind"}),
                               {S::cleared_by_person, kDay});
  const auto ask = [&](const Warning& now, int level, std::vector<std::string> findings) {
    return next_step(now, {.bulk = bulk(level, std::move(findings)), .first = "remind"}, kDay + 1,
                     ladder_);
  };
  EXPECT_FALSE(ask(cleared, 2, {"a", "b"}));
  ASSERT_TRUE(ask(cleared, 1, {"a", "b"}));
  EXPECT_EQ(ask(cleared, 1, {"a", "b"})->step, S::reopened);
  EXPECT_EQ(ask(cleared, 2, {"a", "b", "c"})->step, S::reopened);
  // One goes: it is no longer covered when it returns.
  const Warning fewer = done(cleared, *ask(cleared, 2, {"a"}));
  EXPECT_EQ(fewer.phase, P::cleared);
  EXPECT_FALSE(ask(fewer, 2, {"a"}));
  EXPECT_EQ(ask(fewer, 2, {"a", "b"})->step, S::reopened);
}

TEST_F(WarningLife, EndsWhateverHappens) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::optional<Warning> warning;
    Date day = kDay;
    for (int i = 0; i < 40; ++i) {
      day = day + static_cast<int>(random() % 9);
      Drawn drawn{.bulk = {}, .first = "remind", .needs_person = round % 2 == 0};
      if (random() % 3 != 0) {
        std::vector<std::string> findings;
        for (const char* id : {"a", "b", "c"})
          if (random() % 2 != 0) findings.emplace_back(id);
        if (!findings.empty()) drawn.bulk = bulk(static_cast<int>(random() % 3), findings);
      }
      warning = machine(warning, drawn, day);
      if (!warning) continue;
      EXPECT_FALSE(next_step(warning, drawn, day, ladder_));
      if (drawn.bulk && warning->phase != P::cleared) {
        EXPECT_EQ(warning->bulk, *drawn.bulk);
      }
      const auto person = static_cast<S>(5 + random() % 9);
      if (const Result<Warning> after = step(warning, {person, day}))
        if (move_of(warning->phase, person)->by != WarningActor::machine) warning = *after;
    }
  }
}

}  // namespace
}  // namespace qingxin::casework
