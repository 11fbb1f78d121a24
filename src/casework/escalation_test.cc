// SPDX-License-Identifier: Apache-2.0
#include "casework/escalation.h"

#include <gtest/gtest.h>

#include "tests/support/casework_story.h"

namespace qingxin::casework {
namespace {

using test::china;
using test::Story;
using test::told;
using S = Step;
using A = Actor;
using Ids = std::vector<std::string>;

constexpr Date kDay = date(2026, 11, 23);

EscalationRule rule(std::string id) {
  return {.id = std::move(id), .source = "平川县文件"};
}

TEST(Escalation, FiresWhereAllOfARuleHoldsAtItsEdge) {
  EscalationRule both = rule("both");
  both.people = 30;
  both.amount = yuan(1000);
  const std::vector<EscalationRule> rules{both};
  const auto due = [&](std::optional<int> people, std::optional<Money> amount) {
    return escalations_due({.people = people, .amount = amount}, rules, {});
  };
  EXPECT_EQ(due(30, yuan(1000)).due, Ids{"both"});
  EXPECT_TRUE(due(29, yuan(1000)).due.empty());
  EXPECT_TRUE(due(30, yuan(1000) - Money{1}).due.empty());
  // Not known is neither yes nor no; but a no is a no.
  EXPECT_EQ(due({}, yuan(1000)).undecided, Ids{"both"});
  EXPECT_TRUE(due({}, yuan(1000)).due.empty());
  EXPECT_TRUE(due({}, yuan(1)).undecided.empty());
}

TEST(Escalation, GoesByDaysKindOfProjectAndIncident) {
  EscalationRule old = rule("old");
  old.open_days = 30;
  old.fundings = {Funding::government, Funding::ppp};
  EscalationRule mass = rule("mass");
  mass.incident = Incident::mass_event;
  const std::vector<EscalationRule> rules{old, mass};
  EXPECT_EQ(escalations_due({.open_days = 30, .funding = Funding::ppp}, rules, {}).due, Ids{"old"});
  EXPECT_TRUE(escalations_due({.open_days = 30, .funding = Funding::other}, rules, {}).due.empty());
  EXPECT_EQ(escalations_due({.open_days = 30}, rules, {}).undecided, Ids{"old"});
  EXPECT_TRUE(escalations_due({.open_days = 29}, rules, {}).undecided.empty());
  EXPECT_TRUE(escalations_due({.incident = Incident::group_visit}, rules, {}).due.empty());
  EXPECT_EQ(escalations_due({.incident = Incident::extreme}, rules, {}).due, Ids{"mass"});
  EXPECT_TRUE(escalations_due({.incident = Incident::extreme}, rules, {"mass"}).due.empty());
}

TEST(Escalation, RefusesRulesThatWouldFireForEverything) {
  EXPECT_TRUE(checked_rules(default_escalation()));
  EXPECT_FALSE(checked_rules({rule("empty")}));
  EscalationRule one = rule("one");
  one.people = 1;
  EXPECT_TRUE(checked_rules({one}));
  EXPECT_FALSE(checked_rules({one, one}));
  one.people = 0;
  EXPECT_FALSE(checked_rules({one}));
  one.people = 1;
  one.source = "";
  EXPECT_FALSE(checked_rules({one}));
}

TEST(Escalation, SeesTheLongestOverrunOfAnAuthorityAndNoPartysRight) {
  Story story;
  story.taken_in(kDay).step(S::complaint_received, kDay, A::worker);
  story.step(S::penalty_notified, kDay, A::handler);  // five days to ask for a hearing: a right
  const auto facts_on = [&](Date day) {
    story.world.now = china(day);
    return escalation_facts(*story.dossier, {}, Funding::other, Incident::none, story.world);
  };
  EXPECT_EQ(facts_on(date(2026, 11, 30)).overdue_days, 0);
  EXPECT_EQ(facts_on(date(2026, 11, 30)).open_days, 7);
  EXPECT_EQ(facts_on(date(2026, 12, 1)).overdue_days, 1);
  EXPECT_EQ(facts_on(date(2026, 12, 7)).overdue_days, 5);
  EXPECT_FALSE(facts_on(kDay).people);
  EXPECT_FALSE(facts_on(kDay).amount);
}

// One worker without an amount does not hide the others, nor what was claimed.
TEST(Escalation, ComparesWhatIsKnownAtLeast) {
  Story story;
  story.taken_in(kDay);
  EndFacts known;
  const auto facts = [&] {
    return escalation_facts(*story.dossier, known, {}, Incident::none, story.world);
  };
  EscalationRule many = rule("many");
  many.people = 30;
  EscalationRule much = rule("much");
  much.amount = yuan(1'000'000);
  const std::vector<EscalationRule> rules{many, much};
  for (int i = 0; i < 29; ++i) known.workers.push_back({.established = yuan(40'000)});
  EXPECT_EQ(escalations_due(facts(), rules, {}).due, Ids{"much"});
  EXPECT_TRUE(escalations_due(facts(), rules, {}).undecided.empty());
  known.workers.push_back({});
  EXPECT_EQ(escalations_due(facts(), rules, {}).due, (Ids{"many", "much"}));
  known.workers.resize(3);
  known.workers.push_back({});
  EXPECT_TRUE(escalations_due(facts(), rules, {}).due.empty());
  EXPECT_EQ(escalations_due(facts(), rules, {}).undecided, (Ids{"many", "much"}));
  known.claimed_people = 30;
  EXPECT_EQ(escalations_due(facts(), rules, {}).due, Ids{"many"});
  // All is established, and it was said why that is less than was claimed.
  known.workers.pop_back();
  EXPECT_EQ(escalations_due(facts(), rules, {}).due, Ids{"many"});
  known.why_not_as_claimed = "其余的人已付清";
  EXPECT_TRUE(escalations_due(facts(), rules, {}).due.empty());
  EXPECT_TRUE(escalations_due(facts(), rules, {}).undecided.empty());
}

class Reminders : public testing::Test {
 protected:
  Reminders() {
    story_.taken_in(kDay).step(S::complaint_received, kDay, A::worker);  // until 30 November
  }
  std::vector<Reminder> due(Instant now) {
    story_.world.now = now;
    return reminders_due(*story_.dossier, rungs_, sent_, story_.world);
  }
  Ids rungs(Instant now) {
    Ids found;
    for (const Reminder& one : due(now)) found.push_back(one.rung);
    return found;
  }
  Story story_;
  std::vector<ReminderRung> rungs_ = default_reminders();
  std::set<std::string> sent_;
};

// glpi-project/glpi#22678: fired at midnight instead of in hours.
TEST_F(Reminders, ComeInTheMorningOfAWorkingDay) {
  EXPECT_TRUE(rungs(china(date(2026, 11, 27), 8, 59)).empty());
  EXPECT_EQ(rungs(china(date(2026, 11, 27), 9)), Ids{"before-1"});
  EXPECT_EQ(due(china(date(2026, 11, 27), 9))[0].moment, china(date(2026, 11, 27), 9));
  sent_.insert(due(china(date(2026, 11, 27), 9))[0].key);
  EXPECT_TRUE(rungs(china(date(2026, 11, 29), 12)).empty());  // not on the weekend
  EXPECT_TRUE(rungs(china(date(2026, 11, 30), 0)).empty());
  EXPECT_EQ(rungs(china(date(2026, 11, 30), 9)), Ids{"day"});
}

TEST_F(Reminders, GoOutOncePerRung) {
  int out = 0;
  for (int hour = 0; hour < 24 * 30; ++hour)
    for (const Reminder& one : due({china(kDay, 0).utc_ms + std::int64_t{hour} * 3'600'000})) {
      EXPECT_FALSE(one.is_passed_over);
      EXPECT_TRUE(sent_.insert(one.key).second);
      ++out;
    }
  EXPECT_EQ(out, 4);  // five days before would be before the start
}

TEST_F(Reminders, ThatNobodySentForAMonthArriveAsOne) {
  const std::vector<Reminder> late = due(china(date(2026, 12, 25)));
  ASSERT_EQ(late.size(), 4U);
  for (std::size_t i = 0; i < late.size(); ++i) EXPECT_EQ(late[i].is_passed_over, i != 3);
  EXPECT_EQ(late[3].rung, "over-5");
}

TEST_F(Reminders, CeaseWithTheClock) {
  story_.step(S::accepted, date(2026, 11, 24), A::handler);
  for (const Reminder& one : due(china(date(2026, 12, 25))))
    EXPECT_NE(one.clock, ClockId::acceptance);
}

TEST_F(Reminders, OfHoursComeAtTheHour) {
  story_.step(S::police_reported, kDay, A::handler, 22)
      .step_of(1, S::police_approved, kDay, A::head, 22);
  const auto of_sending = [&](Instant now) {
    Ids found;
    for (const Reminder& one : due(now))
      if (one.clock == ClockId::police_sending) found.push_back(one.rung);
    return found;
  };
  EXPECT_TRUE(of_sending({china(kDay + 1, 16).utc_ms - 1}).empty());
  EXPECT_EQ(of_sending(china(kDay + 1, 16)), Ids{"before-1"});
  EXPECT_EQ(of_sending(china(kDay + 1, 22)), (Ids{"before-1", "over-1"}));
}

}  // namespace
}  // namespace qingxin::casework
