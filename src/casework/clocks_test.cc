// SPDX-License-Identifier: Apache-2.0
#include "casework/clocks.h"

#include <gtest/gtest.h>

#include "tests/support/casework_story.h"

namespace qingxin::casework {
namespace {

using test::china;
using test::Story;
using test::told;
using S = Step;
using A = Actor;
using C = ClockId;

constexpr Date kDay = date(2026, 11, 23);  // a Monday

// A complaint accepted and filed on one day.
void file(Story& story, Date day) {
  story.taken_in(day).step(S::complaint_received, day, A::worker);
  story.step(S::accepted, day, A::handler).step(S::filed, day, A::head);
}

struct Row {
  C clock;
  std::vector<std::pair<S, A>> steps;  // all on the day of the start, the last starts the clock
  Date start;
  Date due;
};

std::vector<std::pair<S, A>> police_to(S last) {
  std::vector<std::pair<S, A>> steps;
  for (const auto& step :
       std::vector<std::pair<S, A>>{{S::police_reported, A::handler},
                                    {S::police_approved, A::head},
                                    {S::police_sent, A::handler},
                                    {S::police_receipted, A::other_body},
                                    {S::police_declined, A::other_body},
                                    {S::reconsideration_asked, A::handler},
                                    {S::reconsideration_refused, A::other_body}}) {
    steps.push_back(step);
    if (step.first == last) break;
  }
  return steps;
}

// Counted by hand on the calendar of the State Council.
const std::vector<Row> kLegalDays = {
    {C::acceptance, {{S::complaint_received, A::worker}}, date(2026, 2, 11), date(2026, 2, 25)},
    {C::filing,
     {{S::complaint_received, A::worker}, {S::accepted, A::handler}},
     date(2026, 10, 3),
     date(2026, 10, 3)},  // on the day itself, also in the holidays
    {C::investigation,
     {{S::complaint_received, A::worker}, {S::accepted, A::handler}, {S::filed, A::head}},
     date(2025, 11, 20),
     date(2026, 2, 13)},
    {C::decision,
     {{S::case_found, A::handler}, {S::filed, A::head}, {S::investigation_completed, A::handler}},
     date(2026, 2, 13),
     date(2026, 3, 12)},
    {C::service,
     {{S::case_found, A::handler},
      {S::filed, A::head},
      {S::investigation_completed, A::handler},
      {S::decided, A::head}},
     date(2026, 9, 28),
     date(2026, 10, 13)},
    {C::hearing_request,
     {{S::penalty_notified, A::handler}},
     date(2026, 9, 28),
     date(2026, 10, 10)},
    {C::mediation, {{S::mediation_began, A::handler}}, date(2026, 9, 18), date(2026, 10, 8)},
    {C::police_approval, police_to(S::police_reported), kDay, kDay + 3},
    {C::police_approval, police_to(S::police_reported), date(2026, 11, 25), date(2026, 11, 30)},
    {C::police_review, police_to(S::police_receipted), kDay, kDay + 3},
    {C::reconsideration_request, police_to(S::police_declined), kDay, kDay + 3},
    {C::reconsideration, police_to(S::reconsideration_asked), kDay, kDay + 3},
    {C::prosecutor_request, police_to(S::reconsideration_refused), kDay, kDay + 3},
    {C::deposit_payment, {{S::deposit_noticed, A::handler}}, date(2026, 9, 28), date(2026, 10, 10)},
    {C::deposit_top_up,
     {{S::deposit_noticed, A::handler}, {S::deposit_paid, A::other_body}},
     date(2026, 9, 28),
     date(2026, 10, 16)},
    {C::evidence, {{S::evidence_held, A::head}}, date(2026, 9, 28), date(2026, 10, 13)},
    {C::arbitration_acceptance, {{S::arbitration_asked, A::worker}}, kDay, date(2026, 11, 30)},
    {C::award,
     {{S::arbitration_asked, A::worker}, {S::arbitration_accepted, A::other_body}},
     date(2026, 8, 20),
     date(2026, 10, 8)},
    {C::order_limit,
     {{S::order_issued, A::head}, {S::order_served, A::handler}},
     kDay,
     kDay + 30},  // the day of the paper, also where it is a rest day
};

TEST(Clocks, EndOnTheDaysThatTheLawGives) {
  for (const Row& row : kLegalDays) {
    SCOPED_TRACE(clock_of(row.clock)->name);
    Story story;
    story.taken_in(row.start);
    std::optional<Strand> last;
    for (const auto& [step, by] : row.steps) {
      story.step_of(last == strand_of(step) ? 1 : 0, step, row.start, by);
      last = strand_of(step);
    }
    const auto reading = story.clock_on(row.clock, row.start);
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->due, row.due) << to_string(*reading->due);
    EXPECT_EQ(reading->status, ClockStatus::running);
    EXPECT_EQ(reading->certainty, law::Certainty::firm);
    EXPECT_EQ(story.clock_on(row.clock, row.due, 23)->status, ClockStatus::running);
    EXPECT_EQ(story.clock_on(row.clock, row.due + 1, 0)->status, ClockStatus::overdue);
  }
}

TEST(Clocks, OfPetitionsAre15And60And30) {
  Story clue{Subject::clue};
  clue.taken_in(date(2026, 9, 18)).step(S::petition_registered, date(2026, 9, 18), A::other_body);
  EXPECT_EQ(clue.clock_on(C::petition_notice, date(2026, 9, 18))->due, date(2026, 10, 8));
  clue.world.now = china(date(2030, 1, 1));
  clue.step(S::petition_notified, date(2026, 9, 30), A::handler);
  EXPECT_EQ(clue.clock(C::petition_notice)->status, ClockStatus::met);
  EXPECT_EQ(clue.clock(C::petition_answer)->due, date(2026, 11, 30));  // 29 November is a Sunday
  clue.step(S::petition_extended, date(2026, 11, 30), A::head);
  EXPECT_EQ(clue.clock(C::petition_answer)->due, date(2026, 12, 29));
  clue.step(S::petition_answered, date(2026, 12, 29), A::handler);
  EXPECT_EQ(clue.clock(C::petition_answer)->status, ClockStatus::met);
  EXPECT_EQ(clue.clock(C::petition_review_request)->due, date(2027, 1, 28));
  EXPECT_TRUE(clock_of(C::petition_review_request)->is_right);
}

TEST(Clocks, OfHoursAreExact) {
  Story story;
  story.taken_in(kDay);
  for (const auto& [step, by] : police_to(S::police_approved))
    story.step_of(step == S::police_reported ? 0 : 1, step, kDay, by, 23);
  const Instant due{china(kDay, 23).utc_ms + 86'400'000};
  EXPECT_EQ(story.clock(C::police_sending)->due_at, due);
  EXPECT_EQ(story.clock(C::police_sending)->due, kDay + 1);
  story.world.now = due;
  EXPECT_EQ(story.clock(C::police_sending)->status, ClockStatus::running);
  story.world.now = {due.utc_ms + 1};
  EXPECT_EQ(story.clock(C::police_sending)->status, ClockStatus::overdue);
  story.world.now = china(kDay + 9);
  Event sent = told(S::police_sent, {due.utc_ms + 1}, A::handler);
  sent.number = 1;
  EXPECT_EQ(apply(story.dossier, Subject::case_file, sent, story.world, {})->events.size(), 4U);
  story.step(sent);
  EXPECT_EQ(story.clock(C::police_sending)->status, ClockStatus::late);
}

TEST(Clocks, WithoutALocalNumberHaveNoDeadline) {
  Story clue{Subject::clue};
  clue.taken_in(kDay).step(S::clue_arrived, kDay, A::worker);
  const auto none = clue.clock_on(C::clue_receipt, kDay + 300);
  EXPECT_EQ(none->status, ClockStatus::no_term);
  EXPECT_FALSE(none->due);
  clue.set("clue.receipt_working_days", 2);
  EXPECT_EQ(clue.clock_on(C::clue_receipt, kDay)->due, kDay + 2);
  EXPECT_FALSE(clue.clock(C::hotline_answer));  // it came on foot
}

TEST(Clocks, OfAYearWithoutANoticeAreProvisional) {
  Story story;
  file(story, date(2026, 12, 1));
  EXPECT_EQ(story.clock(C::investigation)->certainty, law::Certainty::provisional);
  EXPECT_EQ(story.clock(C::acceptance)->certainty, law::Certainty::firm);
}

// glpi-project/glpi#10594: a pause over a weekend was counted twice.
TEST(ClockBugs, APauseOverAWeekendIsTakenOutOnce) {
  Story story;
  story.set("case.suspension", 1);
  file(story, kDay);
  const Date plain = *story.clock(C::investigation)->due;
  story.step(S::suspended, date(2026, 11, 27), A::head);  // Friday
  story.step(S::resumed, date(2026, 11, 30), A::head);    // Monday
  // Of the three days only Monday was a working day.
  const Date later = law::add_working_days(plain, 1, story.law().calendar).day;
  EXPECT_EQ(story.clock(C::investigation)->due, later);
  // Only a weekend: nothing is added.
  Story weekend;
  weekend.set("case.suspension", 1);
  file(weekend, kDay);
  weekend.step(S::suspended, date(2026, 11, 27), A::head);
  weekend.step(S::resumed, date(2026, 11, 29), A::head);
  EXPECT_EQ(weekend.clock(C::investigation)->due, plain);
}

// glpi-project/glpi#6902, #15605: a pause was lost when the priority changed.
TEST(ClockBugs, APauseSurvivesWhateverElseChanges) {
  Story story;
  story.set("case.suspension", 1);
  file(story, kDay);
  story.step(S::class_confirmed, kDay, A::handler);
  story.step(S::suspended, kDay + 1, A::head).step(S::class_changed, kDay + 2, A::handler);
  story.step(S::boarded, kDay + 3, A::office).step(S::assigned, kDay + 3, A::head);
  EXPECT_EQ(story.clock_on(C::investigation, kDay + 9)->status, ClockStatus::paused);
  story.world.now = china(kDay + 900);
  story.step(S::resumed, kDay + 9, A::head);
  const auto reading = story.clock(C::investigation);
  ASSERT_EQ(reading->pauses.size(), 1U);
  EXPECT_EQ(reading->pauses[0].to, china(kDay + 9));
}

// frappe/helpdesk#1554: paused on the screen, ticking underneath.
TEST(ClockBugs, PausedItDoesNotTick) {
  Story story;
  story.set("case.suspension", 1);
  file(story, kDay);
  story.step(S::suspended, kDay + 2, A::head);
  const auto soon = story.clock_on(C::investigation, kDay + 3);
  const auto later = story.clock_on(C::investigation, kDay + 700);
  EXPECT_EQ(soon, later);
  EXPECT_EQ(soon->left, 58);
  EXPECT_FALSE(soon->due);
}

// glpi-project/glpi#687: created out of hours gave 0.
TEST(ClockBugs, StartedOnARestDayItHasItsWholeTerm) {
  for (const Date start : {date(2026, 11, 21), date(2026, 11, 22), date(2026, 10, 4)}) {
    Story story;
    story.taken_in(start).step(S::complaint_received, start, A::worker);
    const auto reading = story.clock_on(C::acceptance, start, 23);
    EXPECT_EQ(reading->left, 5) << to_string(start);
    int working = 0;
    for (Date day = start + 1; day <= *reading->due; day = day + 1)
      working += story.law().calendar.is_working(day) ? 1 : 0;
    EXPECT_EQ(working, 5);
  }
}

// glpi-project/glpi#23359: the time between an end and its reopening was counted as a pause.
TEST(ClockBugs, ReopenedItHasGoneOnAllTheTime) {
  Story story;
  file(story, kDay);
  const auto before = story.clock(C::investigation);
  story.step(S::conclusion_proposed, kDay + 5, A::handler);
  Dossier concluded = *story.dossier;
  concluded.strands.back().state = State::concluded;
  concluded.events.push_back(told(S::concluded, china(kDay + 6), A::reviewer));
  concluded.events.back().number = 1;
  story.dossier = concluded;
  EXPECT_EQ(story.clock(C::investigation)->status, ClockStatus::met);
  story.step(S::conclusion_reopened, kDay + 40, A::head);
  const auto after = story.clock(C::investigation);
  EXPECT_EQ(after->due, before->due);
  EXPECT_TRUE(after->pauses.empty());
  EXPECT_EQ(story.clock_on(C::investigation, kDay + 41)->status, ClockStatus::running);
}

TEST(ClockBugs, SentBackForMoreTheSameSixtyDaysGoOn) {
  Story story;
  file(story, kDay);
  const Date due = *story.clock(C::investigation)->due;
  story.step(S::investigation_completed, kDay + 10, A::handler);
  EXPECT_EQ(story.clock(C::investigation)->status, ClockStatus::met);
  story.step(S::investigation_reopened, kDay + 12, A::head);
  EXPECT_EQ(story.clock(C::investigation)->due, due);
  EXPECT_FALSE(story.clock(C::investigation)->stop_event);
  // The time for the decision begins again with the second completion.
  story.step(S::investigation_completed, kDay + 20, A::handler);
  EXPECT_EQ(story.clock(C::decision)->start, china(kDay + 20));
}

// chatwoot/chatwoot#13392: wall time, though business hours were set.
TEST(ClockBugs, WorkingDaysAreNotWallTime) {
  Story story;
  story.taken_in(date(2026, 9, 28)).step(S::complaint_received, date(2026, 9, 28), A::worker);
  EXPECT_EQ(story.clock(C::acceptance)->due, date(2026, 10, 10));  // a Saturday that is worked
}

// zammad/zammad#3180: a minute was lost each midnight.
TEST(ClockBugs, NothingIsLostAtMidnight) {
  for (int minute = 0; minute < 1440; minute += 7) {
    Story story;
    story.taken_in(kDay);
    const Instant approved = china(kDay, minute / 60, minute % 60);
    for (const auto& [step, by] : police_to(S::police_approved)) {
      Event event = told(step, approved, by);
      event.number = step == S::police_reported ? 0 : 1;
      story.step(event);
    }
    ASSERT_EQ(story.clock(C::police_sending)->due_at->utc_ms - approved.utc_ms, 86'400'000);
  }
}

// zammad/zammad#390: the feed had days that are not holidays here. What counts is the notice: the
// worked Sunday is worked, and the festival of another calendar is an ordinary day.
TEST(ClockBugs, OnlyTheNoticeMakesARestDay) {
  Story story;
  const Date thursday = date(2026, 12, 24);
  story.taken_in(thursday).step(S::complaint_received, thursday, A::worker);
  EXPECT_EQ(story.clock(C::acceptance)->due, date(2026, 12, 31));  // 25 December is worked
  Story sunday;
  const Date saturday = date(2026, 9, 19);  // Sunday the 20th is worked
  sunday.taken_in(saturday).step(S::complaint_received, saturday, A::worker);
  EXPECT_EQ(sunday.clock(C::acceptance)->due, date(2026, 9, 24));
}

// zammad/zammad#1322: what came through another channel did not start the clock.
TEST(ClockBugs, EveryChannelStartsTheSameClock) {
  for (std::size_t i = 1; i <= kChannelWords.size(); ++i) {
    Story clue{Subject::clue};
    clue.set("clue.answer_days", 20);
    Event arrived = told(S::clue_arrived, china(kDay), A::machine);
    arrived.channel = static_cast<Channel>(i);
    clue.taken_in(kDay).step(arrived);
    EXPECT_EQ(clue.clock_on(C::clue_answer, kDay)->due, date(2026, 12, 14)) << i;
  }
}

TEST(ClockBugs, AskedAgainAfterTheAnswerANewTimeBegins) {
  Story clue{Subject::clue};
  clue.set("clue.answer_days", 20);
  clue.taken_in(kDay)
      .step(S::clue_arrived, kDay, A::worker)
      .step(S::clue_received, kDay, A::intake);
  clue.step(S::class_confirmed, kDay, A::intake).step(S::reply_drafted, kDay + 3, A::handler);
  clue.step(S::reply_sent, kDay + 4, A::reviewer);
  EXPECT_EQ(clue.clock(C::clue_answer)->status, ClockStatus::met);
  clue.step(S::asked_again, kDay + 50, A::worker);
  EXPECT_EQ(clue.clock(C::clue_answer)->start, china(kDay + 50));
  EXPECT_EQ(clue.clock_on(C::clue_answer, kDay + 50)->status, ClockStatus::running);
}

TEST(Frozen, AWrittenDateStaysAndTheOthersMoveWithTheCalendar) {
  Story story;
  const Date start = date(2026, 12, 21);
  file(story, start);
  story.step(S::penalty_notified, start, A::handler);
  story.step(S::deposit_noticed, start, A::handler);
  ASSERT_EQ(story.dossier->events.back().frozen.size(), 1U);
  EXPECT_EQ(story.clock(C::deposit_payment)->due, date(2026, 12, 28));
  story.world.now = china(start);
  // The notice makes a rest day of Thursday the 24th.
  law::Calendar corrected{{{2026, {.days_off = {date(2026, 12, 24)}}}}};
  World after = story.world;
  after.calendar = &corrected;
  after.calendar_version = "2026-12-22";
  const std::vector<Redating> moved = redate(*story.dossier, story.world, after);
  std::vector<C> clocks;
  for (const Redating& one : moved) clocks.push_back(one.clock);
  EXPECT_EQ(clocks, (std::vector<C>{C::investigation, C::hearing_request, C::deposit_payment}));
  EXPECT_FALSE(moved[0].is_frozen);
  EXPECT_TRUE(moved[1].is_frozen);
  EXPECT_EQ(moved[2].before, date(2026, 12, 28));
  EXPECT_EQ(moved[2].after, date(2026, 12, 29));
  const auto reading = read_clock(*story.dossier, C::deposit_payment, 1, after);
  EXPECT_EQ(reading->due, date(2026, 12, 28));  // as the paper says
  EXPECT_EQ(reading->counted, date(2026, 12, 29));
  EXPECT_EQ(reading->frozen->calendar, story.law().version);
  EXPECT_TRUE(redate(*story.dossier, after, after).empty());
}

TEST(Explanation, LetsPeopleCountAlong) {
  Story story;
  story.taken_in(date(2026, 9, 28)).step(S::complaint_received, date(2026, 9, 28), A::worker);
  const auto reading = story.clock(C::acceptance);
  const ClockExplanation told =
      explain(*reading, *story.dossier, story.world, story.law().instruments);
  EXPECT_EQ(told.title, "受理，5 个工作日");
  EXPECT_EQ(told.start, "自 接到投诉，2026-09-28（周一），平人社监〔2026〕7号起算，当日不计");
  EXPECT_EQ(told.result, "应于 2026-10-10（周六） 前");
  EXPECT_EQ(told.certainty, "确定");
  EXPECT_EQ(told.basis, "监察若干规定 第十八条");
  ASSERT_EQ(told.days.size(), 12U);
  EXPECT_EQ(told.days[0].number, "第 1 个工作日");
  EXPECT_EQ(told.days[2].reason, "国庆节");
  EXPECT_EQ(told.days[2].number, "");
  EXPECT_EQ(told.days[11].number, "第 5 个工作日");
  EXPECT_EQ(told.days[11].reason, "调休上班");
}

TEST(Explanation, SaysWhatPausedExtendedFrozeAndIsMissing) {
  Story story;
  story.set("case.suspension", 1);
  file(story, kDay);
  story.step(S::suspended, kDay + 1, A::head);
  ClockExplanation told =
      explain(*story.clock(C::investigation), *story.dossier, story.world, story.law().instruments);
  EXPECT_EQ(told.result, "暂停中，还剩 59");
  ASSERT_EQ(told.notes.size(), 1U);
  EXPECT_NE(told.notes[0].find("尚未恢复"), std::string::npos);
  story.step(S::resumed, kDay + 2, A::head).step(S::investigation_extended, kDay + 3, A::head);
  told =
      explain(*story.clock(C::investigation), *story.dossier, story.world, story.law().instruments);
  EXPECT_EQ(told.title, "调查，90 个工作日");
  ASSERT_EQ(told.notes.size(), 3U);
  EXPECT_NE(told.notes[1].find("延长 30"), std::string::npos);
  EXPECT_NE(told.notes[2].find("文书写明"), std::string::npos);
  EXPECT_NE(told.certainty.find("暂定"), std::string::npos);
  Story clue{Subject::clue};
  clue.taken_in(kDay).step(S::clue_arrived, kDay, A::worker);
  told = explain(*clue.clock(C::clue_receipt), *clue.dossier, clue.world, clue.law().instruments);
  EXPECT_EQ(told.title, "线索接收，当地没有设定期限");
  EXPECT_EQ(told.basis, "当地参数 clue.receipt_working_days，没有全国统一的数");
}

TEST(Table, CitesWhatTheCatalogueOfInstrumentsHas) {
  const law::Law law = law::load(std::nullopt, std::nullopt).value();
  for (const Clock& clock : kClocks) {
    SCOPED_TRACE(clock.name);
    if (clock.term.kind == TermKind::local) {
      EXPECT_TRUE(std::ranges::any_of(law::parameter_names(), [&](const law::ParameterName& name) {
        return name.name == clock.term.parameter && name.kind == law::ParameterKind::count;
      }));
    } else if (!clock.basis.instrument.empty()) {
      const auto found = law.instruments.find(clock.basis.instrument);
      ASSERT_NE(found, law.instruments.end());
      EXPECT_LE(clock.basis.article, found->second.articles);
    }
  }
}

TEST(Limits, OfInspectionAndArbitration) {
  const law::Law law = law::load(std::nullopt, std::nullopt).value();
  EXPECT_EQ(inspection_limit(date(2024, 10, 3), law.calendar).day, date(2026, 10, 8));
  EXPECT_FALSE(arbitration_limit({}, date(2026, 1, 1), law.calendar));
  EXPECT_EQ(arbitration_limit(date(2025, 3, 3), {}, law.calendar)->day, date(2026, 3, 3));
  EXPECT_EQ(arbitration_limit(date(2025, 3, 3), date(2025, 6, 1), law.calendar)->day,
            date(2026, 6, 1));
}

TEST(Limits, OfASurchargeAreTheFineItself) {
  const Money fine = yuan(20'000);
  EXPECT_EQ(late_surcharge(fine, kDay, kDay), Money{});
  EXPECT_EQ(late_surcharge(fine, kDay, kDay + 1), yuan(600));
  EXPECT_EQ(late_surcharge(fine, kDay, kDay + 33), yuan(19'800));
  EXPECT_EQ(late_surcharge(fine, kDay, kDay + 34), fine);
  EXPECT_EQ(late_surcharge(fine, kDay, kDay + 4000), fine);
}

TEST(Limits, AfterAPenaltyAreExplainedWithItsClocks) {
  const Date start = date(2026, 9, 28), told = date(2026, 9, 16);
  Story story;
  story.taken_in(told).step_of(0, S::penalty_notified, told, A::handler);
  story.step_of(1, S::hearing_not_asked, date(2026, 9, 24), A::handler);
  story.step_of(1, S::penalty_decided, start, A::head);  // 600 yuan
  EXPECT_EQ(story.clock_on(C::penalty_service, start)->due, date(2026, 10, 13));
  story.step_of(1, S::penalty_served, start, A::handler);
  const auto notes = [&](C clock, Date today) {
    const auto reading = story.clock_on(clock, today);
    std::string all;
    for (const std::string& note :
         explain(*reading, *story.dossier, story.world, story.law().instruments).notes)
      all += note + "\n";
    return all;
  };
  const Date due = *story.clock_on(C::fine_payment, start)->due;
  EXPECT_EQ(notes(C::fine_payment, due).find("加处"), std::string::npos);
  EXPECT_NE(notes(C::fine_payment, due + 2).find("可加处 36.00 元"), std::string::npos)
      << notes(C::fine_payment, due + 2);
  EXPECT_NE(notes(C::penalty_service, due).find("2026-11-27（周五） 前可以申请行政复议"),
            std::string::npos)
      << notes(C::penalty_service, due);
  EXPECT_NE(notes(C::penalty_service, due).find("2027-03-29（周一） 前可以起诉"),
            std::string::npos);
}

}  // namespace
}  // namespace qingxin::casework
