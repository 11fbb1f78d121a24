// SPDX-License-Identifier: Apache-2.0
#include "oversight/record.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using test::china;
using test::face_of;
using test::kClerk;
using test::kColleague;
using test::kDay;
using test::kElsewhere;
using test::kLeader;
using test::kNow;
using test::kOffice;
using test::kUnit;
using test::RecordStory;
using K = RecordKind;
using S = RecordState;
using T = RecordStep;
using A = RecordActor;
using E = ErrorCode;

bool says(const std::string& message, std::string_view words) {
  return message.find(words) != message.npos;
}

TEST(Task, IsConfirmedBySomebodyWhoDidNotReportIt) {
  RecordStory task{K::task};
  task.step(T::assigned, A::organiser).step(T::accepted, A::addressee);
  EXPECT_EQ(task.record->state, S::doing);
  RecordEvent report = task.next(T::reported, A::addressee);
  report.person = kClerk;  // the unit has no user: the office writes down what it says
  task.step(report);
  RecordEvent confirmation = task.next(T::confirmed, A::other);
  confirmation.person = kClerk;
  EXPECT_TRUE(says(task.refused(confirmation, E::not_permitted), "提出的人以外的人"));
  confirmation.person = PersonId{};
  EXPECT_TRUE(says(task.refused(confirmation, E::not_permitted), "是谁做的"));
  confirmation.person = kColleague;
  confirmation.for_body = kElsewhere;
  EXPECT_TRUE(says(task.refused(confirmation, E::not_permitted), "主办单位"));
  task.step(T::confirmed, A::other);
  EXPECT_EQ(task.record->state, S::done);
  EXPECT_FALSE(is_open(*task.record));
}

TEST(Task, SentBackMayBeReportedAgainAndAskedOfTheFormerReporter) {
  RecordStory task{K::task};
  task.step(T::assigned, A::organiser).step(T::reported, A::addressee);
  RecordEvent back = task.next(T::sent_back, A::organiser);
  back.values[Field::until] = "2027-04-01";
  task.step(back);
  EXPECT_EQ(task.record->state, S::doing);
  EXPECT_EQ(due_of(*task.record), date(2027, 4, 1));
  RecordEvent report = task.next(T::reported, A::addressee);
  report.values[Field::result] = "已补齐";
  task.step(report);
  // Who sent it back did not report it.
  RecordEvent confirmation = task.next(T::confirmed, A::other);
  confirmation.person = kClerk;
  EXPECT_EQ(task.attempt(confirmation)->state, S::done);
  EXPECT_EQ(text_of(task.record->values, Field::result), "已补齐");
}

TEST(Task, KeepsItsDeadlineFromWhomItIsAddressedTo) {
  RecordStory task{K::task};
  task.step(T::assigned, A::organiser);
  RecordEvent report = task.next(T::reported, A::addressee);
  report.values[Field::until] = "2027-12-31";
  EXPECT_EQ(task.refused(report, E::invalid_input), "「报告完成」不能改「截止日」");
  report = task.next(T::reported, A::addressee);
  report.to = kElsewhere;
  EXPECT_TRUE(says(task.refused(report, E::invalid_input), "发给谁"));
  // Nor is it moved by the organiser without a reason.
  RecordEvent change = task.next(T::changed, A::organiser);
  change.values = {{Field::until, "2027-12-31"}};
  EXPECT_EQ(task.refused(change, E::invalid_input), "「修改」还要写明：理由");
}

TEST(Task, IsNothingWithoutSomebodyToDoIt) {
  RecordStory task{K::task};
  task.face.addressee = {};
  const RecordEvent assigned = task.next(T::assigned, A::organiser);
  EXPECT_EQ(task.refused(assigned, E::invalid_input), "「交办」要写明发给哪个单位");
  RecordEvent to_somebody = assigned;
  to_somebody.to = kUnit;
  task.step(to_somebody);
  EXPECT_EQ(task.record->face.addressee, kUnit);
  // And given to another it is the other's.
  RecordEvent change = task.next(T::changed, A::organiser);
  change.to = kElsewhere;
  task.step(change);
  EXPECT_TRUE(says(task.refused(task.next(T::accepted, A::addressee), E::not_permitted), "发给"));
}

TEST(Order, IsIssuedBySomebodyWhoDidNotWriteIt) {
  RecordStory order{K::order};
  order.step(T::proposed, A::machine).step(T::changed, A::organiser);
  RecordEvent issue = order.next(T::issued, A::other);
  issue.person = kClerk;  // wrote what the machine proposed anew
  EXPECT_TRUE(says(order.refused(issue, E::not_permitted), "以外的人"));
  issue.person = kColleague;
  EXPECT_TRUE(order.attempt(issue));
  RecordEvent lead = order.next(T::issued, A::leader);
  lead.person = kClerk;
  EXPECT_TRUE(says(order.refused(lead, E::not_permitted), "以外的人"));
  lead.person = kLeader;
  order.step(lead);
  EXPECT_EQ(order.record->state, S::issued);
}

TEST(Order, NamesAnAddresseeAndADayThatIsStillToCome) {
  RecordStory order{K::order};
  order.face.addressee = {};
  order.step(T::proposed, A::organiser);
  RecordEvent issue = order.next(T::issued, A::leader);
  EXPECT_TRUE(says(order.refused(issue, E::invalid_input), "发给哪个单位"));
  issue.to = kUnit;
  issue.values[Field::until] = "2026-11-22";
  EXPECT_EQ(order.refused(issue, E::invalid_input), "「截止日」2026-11-22 早于「发出」当日");
  issue.values[Field::until] = "2026-11-23";
  order.step(issue).step(T::answered, A::addressee);
  EXPECT_FALSE(due_of(*order.record));
  order.step(T::released, A::organiser);
  EXPECT_FALSE(is_open(*order.record));
}

TEST(Exposure, IsApprovedByALeaderAndTakenDownByTheDay) {
  RecordStory exposure{K::exposure};
  exposure.step(T::proposed, A::organiser);
  EXPECT_TRUE(says(exposure.refused(exposure.next(T::approved, A::other), E::not_permitted),
                   "「批准」由领导做"));
  exposure.step(T::approved, A::leader);
  RecordEvent published = exposure.next(T::published, A::organiser);
  published.values[Field::take_down] = "2026-11-22";
  EXPECT_EQ(exposure.refused(published, E::invalid_input),
            "「撤下日期」2026-11-22 早于「日期」2026-11-23");
  published.values[Field::take_down] = "2027-06-01";
  published.values[Field::content] = "另一种说法";
  EXPECT_EQ(exposure.refused(published, E::invalid_input), "「发布」不能改「内容」");
  published.values.erase(Field::content);
  exposure.step(published);
  EXPECT_EQ(due_of(*exposure.record), date(2027, 6, 1));
  exposure.step(T::taken_down, A::machine);
  EXPECT_FALSE(due_of(*exposure.record));
}

TEST(Violation, GivenBackByTheIndustryAuthorityIsOpenAgain) {
  RecordStory violation{K::violation};
  violation.face.addressee = {};
  violation.step(T::recorded, A::organiser);
  RecordEvent handed = violation.next(T::handed_over, A::organiser);
  handed.to = kUnit;
  violation.step(handed).step(T::given_back, A::addressee);
  EXPECT_EQ(violation.record->state, S::open);
  violation.step(handed).step(T::receipted, A::addressee).step(T::resulted, A::addressee);
  EXPECT_EQ(violation.record->state, S::closed);
}

TEST(Inspection, IsLookedAtAgainBySomebodyWhoDidNotReportTheRepair) {
  RecordStory inspection{K::inspection};
  inspection.face.addressee = {};  // a firm that is no unit here
  inspection.step(T::planned, A::organiser).step(T::begun, A::organiser);
  RecordEvent noted = inspection.next(T::noted, A::organiser);
  noted.lines = {{.item = "gate", .answer = "no", .told = "yes", .photos = {"IMG_1.jpg"}}};
  inspection.step(noted).step(T::found_defects, A::organiser);
  RecordEvent repair = inspection.next(T::rectified, A::addressee);
  repair.for_body = {};
  EXPECT_TRUE(says(inspection.refused(repair, E::not_permitted), "发给"));
  repair = inspection.next(T::rectified, A::organiser);
  repair.lines = {{.item = "gate", .answer = "yes"}};
  EXPECT_TRUE(says(inspection.refused(repair, E::invalid_input), "只能添新的"));
  repair.lines = {{.item = "gate.repaired", .answer = "yes", .photos = {"IMG_2.jpg"}}};
  inspection.step(repair);
  RecordEvent look = inspection.next(T::look_passed, A::other);
  look.person = kClerk;
  EXPECT_TRUE(says(inspection.refused(look, E::not_permitted), "以外的人"));
  inspection.step(T::look_failed, A::other);
  EXPECT_EQ(inspection.record->state, S::rectifying);
  inspection.step(T::rectified, A::organiser).step(T::look_passed, A::other);
  EXPECT_EQ(inspection.record->state, S::closed);
  EXPECT_EQ(inspection.record->lines.size(), 2U);
}

TEST(Return, KeepsWhatTheDataSayBesideWhatTheUnitAnswers) {
  RecordStory returned{K::return_};
  RecordEvent frozen = returned.next(T::frozen, A::machine);
  frozen.lines = {{.item = "clues", .told = "12"}, {.item = "remark"}};
  returned.step(frozen);
  RecordEvent change = returned.next(T::changed, A::addressee);
  change.lines = {{.item = "clues", .answer = "11", .told = "11", .note = "一件重复"}};
  EXPECT_TRUE(says(returned.refused(change, E::invalid_input), "数据所示"));
  change.lines[0].told = "12";
  EXPECT_TRUE(returned.attempt(change));
  change.lines[0].told = "";
  change.lines.push_back({.item = "new", .told = "3"});
  EXPECT_TRUE(says(returned.refused(change, E::invalid_input), "数据所示"));
  change.lines[1].told = "";
  returned.step(change);
  ASSERT_EQ(returned.record->lines.size(), 3U);
  EXPECT_EQ(*find_line(*returned.record, "clues"),
            (Line{.item = "clues", .answer = "11", .told = "12", .note = "一件重复"}));
  EXPECT_EQ(find_line(*returned.record, "nothing"), nullptr);
}

TEST(Return, IsNotRewrittenByWhomItWasReportedTo) {
  RecordStory returned{K::return_};
  returned.step(T::frozen, A::machine).step(T::filed, A::addressee);
  RecordEvent accept = returned.next(T::accepted, A::organiser);
  accept.values[Field::people] = "0";
  EXPECT_EQ(returned.refused(accept, E::invalid_input), "「接受」不能改「人数」");
  accept.values.clear();
  accept.lines = {{.item = "clues", .answer = "0"}};
  EXPECT_EQ(returned.refused(accept, E::invalid_input), "「接受」不能改逐项的内容");
  returned.step(T::accepted, A::organiser);
  EXPECT_FALSE(is_open(*returned.record));
  returned.step(T::corrected, A::addressee);
  EXPECT_EQ(returned.record->state, S::filed);
}

TEST(Bulletin, OnceSignedIsNeverChanged) {
  RecordStory bulletin{K::bulletin};
  RecordEvent frozen = bulletin.next(T::frozen, A::machine);
  frozen.lines = {{.item = "一、总体情况", .answer = "本周平稳。"}};
  bulletin.step(frozen).step(T::submitted, A::organiser);
  RecordEvent own = bulletin.next(T::signed_, A::other);
  own.person = kClerk;
  EXPECT_TRUE(says(bulletin.refused(own, E::not_permitted), "以外的人"));
  bulletin.step(T::signed_, A::leader);
  EXPECT_TRUE(says(
      bulletin.refused(test::told(K::bulletin, S::draft, T::changed, A::organiser), E::conflict),
      "没有可做的"));
}

TEST(Record, BelongsToSomewhereFromTheBeginning) {
  RecordStory stage{K::stage};
  stage.face.parent = 0;
  EXPECT_TRUE(
      says(stage.refused(stage.next(T::recorded, A::organiser), E::invalid_input), "专项行动"));
  stage.face.parent = -1;  // one that is made together with it
  EXPECT_TRUE(stage.attempt(stage.next(T::recorded, A::organiser)));
  for (const std::string& region :
       {std::string{"平川县"}, std::string{"99012X"}, std::string(13, '9')}) {
    RecordStory task{K::task};
    task.face.region_code = region;
    EXPECT_TRUE(
        says(task.refused(task.next(T::assigned, A::organiser), E::invalid_input), "区划代码"))
        << region;
  }
  RecordStory task{K::task};
  task.face.industry = "住建\n水利";
  EXPECT_TRUE(says(task.refused(task.next(T::assigned, A::organiser), E::invalid_input), "行业"));
  RecordStory of_another{K::task};
  of_another.face.owner = kElsewhere;
  EXPECT_TRUE(says(of_another.refused(of_another.next(T::assigned, A::organiser), E::not_permitted),
                   "主办"));
}

TEST(Record, RefusesWhatIsInTheFutureOrEarlierThanTheLastStep) {
  RecordStory task{K::task};
  task.step(T::assigned, A::organiser);
  RecordEvent event = task.next(T::accepted, A::addressee, china(kDay + 2));
  event.entered_at = china(kDay + 1);
  EXPECT_EQ(task.refused(event, E::invalid_input), "「接受」写在 2026-11-25，在将来；发生以后再记");
  event.entered_at = {kNow.utc_ms + 1};
  EXPECT_TRUE(says(task.refused(event, E::invalid_input), "核对时钟"));
  event.at = event.entered_at = china(kDay - 1);
  EXPECT_EQ(task.refused(event, E::conflict), "「接受」早于上一步，请核对日期");
  event.at = event.entered_at = china(kDay);  // the same moment is not earlier
  EXPECT_TRUE(task.attempt(event));
}

TEST(Record, RefusesWhatItDoesNotKnow) {
  RecordStory task{K::task};
  const RecordEvent good = task.next(T::assigned, A::organiser);
  RecordEvent event = good;
  event.step = RecordStep{};
  EXPECT_TRUE(says(task.refused(event, E::invalid_input), "不认识"));
  event.step = static_cast<RecordStep>(kRecordSteps + 1);
  EXPECT_TRUE(says(task.refused(event, E::invalid_input), "不认识"));
  event = good;
  event.by = RecordActor{};
  EXPECT_TRUE(says(task.refused(event, E::invalid_input), "不认识"));
  event = good;
  event.values[static_cast<Field>(kFields + 1)] = "1";
  EXPECT_TRUE(says(task.refused(event, E::invalid_input), "不认识"));
  event.values.erase(static_cast<Field>(kFields + 1));
  event.values[Field::seed] = "1";
  EXPECT_EQ(task.refused(event, E::invalid_input), "「任务」没有「随机种子」（seed）这一项");
  event = good;
  event.lines = {{.item = "gate"}};
  EXPECT_EQ(task.refused(event, E::invalid_input), "「任务」没有逐项的内容");
  RecordFace strange = face_of(K::task);
  strange.kind = static_cast<RecordKind>(kRecordKinds + 1);
  EXPECT_EQ(apply(std::nullopt, strange, good, kNow).error().code, E::invalid_input);
}

TEST(Record, TheSameEventTwiceIsHarmlessAndAnotherWithItsKeyIsRefused) {
  RecordStory contact{K::contact};
  contact.step(T::recorded, A::organiser);
  RecordEvent visit = contact.next(T::visited, A::organiser, china(kDay + 1));
  visit.key = "k1";
  contact.step(visit);
  const Record once = *contact.record;
  visit.entered_at = china(kDay + 1, 12);  // sent again two hours later
  EXPECT_EQ(contact.attempt(visit).value(), once);
  visit.values[Field::content] = "另一次走访";
  EXPECT_TRUE(says(contact.refused(visit, E::conflict), "k1"));
  visit.key = "k2";
  EXPECT_EQ(contact.attempt(visit)->events.size(), 3U);
  visit.key = "";  // without a key it is another visit, too
  EXPECT_EQ(contact.attempt(visit)->events.size(), 3U);
}

TEST(Record, AnEmptyValueTakesAFieldAwayButNotOneThatIsNeeded) {
  RecordStory campaign{K::campaign};
  RecordEvent recorded = campaign.next(T::recorded, A::organiser);
  recorded.values[Field::goal] = "案件清零";
  campaign.step(recorded);
  RecordEvent change = campaign.next(T::changed, A::organiser);
  change.values = {{Field::goal, ""}};
  campaign.step(change);
  EXPECT_FALSE(campaign.record->values.contains(Field::goal));
  EXPECT_EQ(campaign.record->events[0].values.at(Field::goal), "案件清零");
  change.values = {{Field::name, ""}};
  EXPECT_EQ(campaign.refused(change, E::invalid_input), "「专项行动」还要写明：名称");
  // And a step that has to say something does not say it with nothing.
  RecordEvent cancelled = campaign.next(T::cancelled, A::organiser);
  cancelled.values = {{Field::reason, ""}};
  EXPECT_EQ(campaign.refused(cancelled, E::invalid_input), "「取消」还要写明：理由");
}

TEST(Record, IsOverdueAfterItsDayAndOnlyWhileSomethingIsAwaited) {
  RecordStory returned{K::return_};
  RecordEvent frozen = returned.next(T::frozen, A::machine);
  frozen.values[Field::until] = "2026-12-07";
  frozen.values[Field::due_hour] = "16";
  returned.step(frozen);
  EXPECT_EQ(due_of(*returned.record), date(2026, 12, 7));
  EXPECT_EQ(due_at(*returned.record), china(date(2026, 12, 7), 16));
  EXPECT_FALSE(is_overdue(*returned.record, date(2026, 12, 7)));
  EXPECT_TRUE(is_overdue(*returned.record, date(2026, 12, 8)));
  returned.step(T::filed, A::addressee);
  EXPECT_FALSE(due_of(*returned.record));
  EXPECT_FALSE(due_at(*returned.record));
  EXPECT_FALSE(is_overdue(*returned.record, date(2027, 12, 8)));
  EXPECT_TRUE(is_open(*returned.record));

  RecordStory hazard{K::hazard};
  hazard.step(T::recorded, A::organiser);
  EXPECT_FALSE(due_of(*hazard.record));
  hazard.step(T::assigned, A::organiser);
  EXPECT_EQ(due_of(*hazard.record), date(2027, 3, 1));
  EXPECT_EQ(due_at(*hazard.record), (Instant{china(date(2027, 3, 2), 0).utc_ms - 1}));
  hazard.step(T::rectified, A::addressee);
  EXPECT_FALSE(due_of(*hazard.record));

  RecordStory campaign{K::campaign};  // its last day is no deadline
  campaign.step(T::recorded, A::organiser);
  EXPECT_FALSE(due_of(*campaign.record));
}

TEST(Values, AreReadAsTheyAreWritten) {
  const Values values = {{Field::day, "2026-11-23"},     {Field::people, "12"},
                         {Field::amount, "180000"},      {Field::team_names, "甲\n乙"},
                         {Field::content, "首行\n次行"}, {Field::basis, "平治欠办〔2026〕3号"}};
  EXPECT_EQ(day_of(values, Field::day), kDay);
  EXPECT_EQ(number_of(values, Field::people), 12);
  EXPECT_EQ(money_of(values, Field::amount), yuan(1800));
  EXPECT_EQ(lines_of(values, Field::team_names), (std::vector<std::string>{"甲", "乙"}));
  EXPECT_EQ(text_of(values, Field::basis), "平治欠办〔2026〕3号");
  EXPECT_EQ(title_of(values), "首行");
  EXPECT_FALSE(day_of(values, Field::until));
  EXPECT_FALSE(number_of(values, Field::reach));
  EXPECT_FALSE(money_of({}, Field::amount));
  EXPECT_EQ(text_of(values, Field::name), "");
  EXPECT_TRUE(lines_of(values, Field::officers).empty());
  EXPECT_EQ(title_of({}), "");
  EXPECT_EQ(title_of({{Field::name, "冬季行动"}, {Field::content, "甲"}}), "冬季行动");
}

// Whatever steps are made, in whatever order: the events told again give the same record.
TEST(Record, IsFoldedFromItsEvents) {
  for (unsigned seed = 1; seed <= 96; ++seed) {
    std::mt19937 random{seed};
    const auto kind = static_cast<RecordKind>(seed % kRecordKinds + 1);
    RecordStory story{kind};
    Date day = kDay;
    for (int i = 0; i < 60; ++i) {
      const std::vector<RecordMove> moves = moves_from(kind, story.state());
      if (moves.empty()) break;
      const RecordMove& move = moves[random() % moves.size()];
      const auto by = static_cast<A>(random() % kRecordActors + 1);
      day = day + static_cast<int>(random() % 3 == 0);
      RecordEvent event = story.next(move.step, by, china(day));
      event.key = std::to_string(seed) + "-" + std::to_string(i);
      if (move.lines != LineAct::none)
        event.lines = {{.item = std::to_string(i % 7), .answer = std::to_string(i)}};
      if (by != A::addressee && random() % 4 == 0) event.to = kUnit;
      if (Result<Record> after = story.attempt(event)) story.record = *std::move(after);
    }
    ASSERT_TRUE(story.record) << seed;
    std::optional<Record> again;
    for (const RecordEvent& event : story.record->events) {
      Result<Record> next = apply(again, story.face, event, kNow);
      ASSERT_TRUE(next) << next.error().message;
      again = *std::move(next);
    }
    EXPECT_EQ(*again, *story.record) << seed;
    // And unjudged, as a store reads it: from the face of the beginning or as it stands.
    for (const RecordFace& face : {story.face, story.record->face})
      EXPECT_EQ(replay(face, story.record->events).value_or(Record{}), *story.record) << seed;
  }
}

TEST(Record, RefusesStepsThatNoLifeHas) {
  RecordStory task{K::task};
  task.step(T::assigned, A::organiser).step(T::accepted, A::addressee, china(kDay + 1));
  const std::vector<RecordEvent> kept = task.record->events;
  const auto refused = [&](auto spoil) {
    std::vector<RecordEvent> spoilt = kept;
    spoil(spoilt);
    const Result<Record> folded = replay(task.face, std::move(spoilt));
    return !folded && folded.error().code == E::conflict;
  };
  using Events = std::vector<RecordEvent>;
  EXPECT_FALSE(refused([](Events&) {}));
  EXPECT_TRUE(refused([](Events& events) { events[1].step = T::confirmed; }));
  EXPECT_TRUE(refused([](Events& events) { events[1].step = RecordStep{99}; }));
  EXPECT_TRUE(refused([](Events& events) { events[1].by = A::organiser; }));
  EXPECT_TRUE(refused([](Events& events) { events[1].by = A{99}; }));
  EXPECT_TRUE(refused([](Events& events) { events[1].at = china(kDay - 1); }));
  EXPECT_TRUE(refused([](Events& events) { events[1].values[Field{99}] = "1"; }));
  EXPECT_TRUE(refused([](Events& events) { events.erase(events.begin()); }));
  EXPECT_TRUE(refused([](Events& events) { events.clear(); }));
  // Texts may be gone with their key.
  EXPECT_FALSE(refused([](Events& events) { events[0].values.clear(); }));
  EXPECT_EQ(replay({.kind = RecordKind{99}}, kept).error().code, E::conflict);
}

}  // namespace
}  // namespace qingxin::oversight
