// SPDX-License-Identifier: Apache-2.0
#include "oversight/returns.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/law.h"
#include "tests/support/record_story.h"

namespace qingxin::oversight {
namespace {

using law::Certainty;
using test::china;
using test::RecordStory;
using A = RecordActor;
using T = RecordStep;

const law::Calendar& calendar() {
  static const law::Law kLaw = law::load(std::nullopt, std::nullopt).value();
  return kLaw.calendar;
}

ReturnPlan winter() {
  return {.from = date(2026, 11, 20),  // a Friday
          .until = date(2027, 2, 4),
          .rhythm = Rhythm::weekly,
          .festival_rhythm = Rhythm::daily,
          .festival_from = date(2027, 1, 15),
          .due_hour = 16};
}

TEST(Schedule, IsWeeklyThenDailyUntilTheEveOfTheFestival) {
  const ReturnSchedule schedule = schedule_of(winter(), calendar());
  EXPECT_EQ(schedule.festival_eve, date(2027, 2, 4));
  ASSERT_EQ(schedule.periods.size(), 30U);
  EXPECT_EQ(schedule.periods[0], (DuePeriod{date(2026, 11, 20), date(2026, 11, 22),
                                            date(2026, 11, 23), Rhythm::weekly, Certainty::firm}));
  EXPECT_EQ(schedule.periods[1], (DuePeriod{date(2026, 11, 23), date(2026, 11, 29),
                                            date(2026, 11, 30), Rhythm::weekly, Certainty::firm}));
  // The last week is cut where the days begin; its due day leans on 2027.
  EXPECT_EQ(schedule.periods[8], (DuePeriod{date(2027, 1, 11), date(2027, 1, 14), date(2027, 1, 15),
                                            Rhythm::weekly, Certainty::provisional}));
  EXPECT_EQ(schedule.periods[9], (DuePeriod{date(2027, 1, 15), date(2027, 1, 15), date(2027, 1, 15),
                                            Rhythm::daily, Certainty::firm}));
  EXPECT_EQ(schedule.periods.back().until, date(2027, 2, 4));
  for (std::size_t i = 1; i < schedule.periods.size(); ++i)
    EXPECT_EQ(schedule.periods[i].from, schedule.periods[i - 1].until + 1);
}

TEST(Schedule, SaysWhatIsProvisionalWhereNoNoticeIsOut) {
  const ReturnSchedule schedule = schedule_of(winter(), calendar());
  ASSERT_EQ(schedule.provisional.size(), 2U);
  EXPECT_NE(schedule.provisional[0].find("有 3 期"), std::string::npos);
  EXPECT_NE(schedule.provisional[1].find("2027-02-04"), std::string::npos);

  ReturnPlan later = winter();  // nothing is known of 2028
  later.from = date(2027, 11, 20);
  later.until = date(2028, 1, 23);
  later.festival_from = date(2028, 1, 5);
  const ReturnSchedule unknown = schedule_of(later, calendar());
  EXPECT_FALSE(unknown.festival_eve);
  EXPECT_EQ(unknown.periods.back().until, date(2028, 1, 23));
  EXPECT_EQ(unknown.periods.back().rhythm, Rhythm::daily);
  EXPECT_TRUE(std::ranges::any_of(unknown.provisional, [](const std::string& note) {
    return note.find("春节的日子还没有") != std::string::npos;
  }));
}

TEST(Schedule, IsFirmWhereTheNoticeIsOut) {
  const ReturnSchedule schedule = schedule_of({.from = date(2026, 3, 1),
                                               .until = date(2026, 5, 31),
                                               .rhythm = Rhythm::monthly,
                                               .festival_rhythm = {},
                                               .festival_from = {}},
                                              calendar());
  ASSERT_EQ(schedule.periods.size(), 3U);
  EXPECT_EQ(schedule.periods[0].due, date(2026, 4, 1));
  EXPECT_GT(schedule.periods[1].due, date(2026, 5, 1));  // the first days of May are off
  EXPECT_TRUE(schedule.provisional.empty());
}

TEST(Schedule, CutsTenDaysAtTheEndOfTheMonth) {
  const ReturnSchedule schedule = schedule_of({.from = date(2026, 2, 5),
                                               .until = date(2026, 3, 3),
                                               .rhythm = Rhythm::ten_days,
                                               .festival_rhythm = {},
                                               .festival_from = {}},
                                              calendar());
  std::vector<Date> ends;
  for (const DuePeriod& period : schedule.periods) ends.push_back(period.until);
  EXPECT_EQ(ends, (std::vector<Date>{date(2026, 2, 10), date(2026, 2, 20), date(2026, 2, 28),
                                     date(2026, 3, 3)}));
  EXPECT_EQ(schedule_of({.from = date(2026, 2, 5),
                         .until = date(2026, 3, 3),
                         .rhythm = Rhythm::once,
                         .festival_rhythm = {},
                         .festival_from = {}},
                        calendar())
                .periods,
            (std::vector<DuePeriod>{{date(2026, 2, 5), date(2026, 3, 3), date(2026, 3, 3),
                                     Rhythm::once, Certainty::firm}}));
}

// A return of kUnit for the week from 23 to 29 November, due on the 30th at 16:00.
RecordStory prepared(std::vector<Line> lines) {
  RecordStory story{RecordKind::return_};
  RecordEvent frozen = story.next(T::frozen, A::organiser, china(date(2026, 11, 29), 20));
  frozen.values[Field::from] = "2026-11-23";
  frozen.values[Field::day] = "2026-11-29";
  frozen.values[Field::until] = "2026-11-30";
  frozen.values[Field::due_hour] = "16";
  frozen.lines = std::move(lines);
  story.step(frozen);
  return story;
}

Line line(std::string item, std::string answer, std::string told = "", std::string note = "") {
  return {.item = std::move(item),
          .answer = std::move(answer),
          .told = std::move(told),
          .note = std::move(note),
          .photos = {}};
}

RecordEvent filing(const RecordStory& story, Instant at, std::vector<Line> lines) {
  RecordEvent filed = story.next(T::filed, A::addressee, at);
  filed.lines = std::move(lines);
  return filed;
}

TEST(Filing, IsRefusedWhileAFigureIsMissingOrDiffersWithoutANote) {
  const RecordStory story = prepared({line("新收线索", "", "3"), line("走访企业数", "")});
  const Instant at = china(date(2026, 11, 30), 9);
  EXPECT_NE(story.refused(filing(story, at, {line("新收线索", "3")}), ErrorCode::invalid_input)
                .find("还没有填：走访企业数"),
            std::string::npos);
  EXPECT_NE(story
                .refused(filing(story, at, {line("新收线索", "2"), line("走访企业数", "8")}),
                         ErrorCode::invalid_input)
                .find("新收线索（填 2，数据是 3）"),
            std::string::npos);
  const Result<Record> noted = story.attempt(
      filing(story, at, {line("新收线索", "2", "", "一件重复"), line("走访企业数", "8")}));
  ASSERT_TRUE(noted) << noted.error().message;
  EXPECT_EQ(find_line(*noted, "新收线索")->told, "3");  // both are kept
  EXPECT_EQ(find_line(*noted, "新收线索")->answer, "2");
}

TEST(ZeroReport, IsNoZeroWhileTheDataSayOtherwise) {
  const Instant at = china(date(2026, 11, 30), 9);
  const RecordStory empty = prepared({line("新收线索", "", "0"), line("走访企业数", "")});
  const Result<Record> zero =
      empty.attempt(filing(empty, at, {line("新收线索", "0"), line("走访企业数", "00")}));
  ASSERT_TRUE(zero) << zero.error().message;
  EXPECT_TRUE(is_zero_report(*zero));

  const RecordStory told = prepared({line("新收线索", "", "1"), line("走访企业数", "")});
  const std::vector<Line> zeros{line("新收线索", "0"), line("走访企业数", "0")};
  EXPECT_NE(told.refused(filing(told, at, zeros), ErrorCode::invalid_input)
                .find("零报告与数据不同：新收线索（填 0，数据是 1）"),
            std::string::npos);
  EXPECT_FALSE(is_zero_report(Record{}));
}

ReturnBoard board(const std::vector<KeptReturn>& returns, Instant now, bool has_users = true) {
  ReturnPlan plan = winter();
  plan.from = date(2026, 11, 23);
  plan.until = date(2026, 12, 6);
  plan.festival_rhythm.reset();
  return board_of(plan, schedule_of(plan, calendar()),
                  {{.id = static_cast<std::int64_t>(test::kUnit),
                    .name = "平川县住建局",
                    .has_users = has_users}},
                  returns, now);
}

TEST(Board, ShowsWhatIsMissingFromTheHourOn) {
  const ReturnBoard before = board({}, china(date(2026, 11, 30), 16));
  ASSERT_EQ(before.cells.size(), 2U);
  EXPECT_EQ(before.cells[0].filing, Filing::not_due);
  EXPECT_EQ(before.due, 0);
  Instant late = china(date(2026, 11, 30), 16);
  late.utc_ms += 90 * kMinuteMs;
  const ReturnBoard after = board({}, late);
  EXPECT_EQ(after.cells[0].filing, Filing::missing);
  EXPECT_EQ(after.cells[0].minutes_late, 90);
  EXPECT_EQ(after.cells[1].filing, Filing::not_due);
  EXPECT_EQ(after.due, 1);
  EXPECT_EQ(after.missing, 1);
}

TEST(Board, CountsFromWhenTheServerWroteItDown) {
  RecordStory story = prepared({line("新收线索", "", "0")});
  RecordEvent filed = filing(story, china(date(2026, 11, 30), 15), {line("新收线索", "0")});
  filed.entered_at = china(date(2026, 11, 30), 18);  // he says that it was at three
  story.step(filed);
  const std::vector<KeptReturn> returns{{.id = 5, .record = *story.record}};
  const ReturnBoard own = board(returns, china(date(2026, 12, 1)));
  EXPECT_EQ(own.cells[0].filing, Filing::filed_late);
  EXPECT_EQ(own.cells[0].minutes_late, 120);
  EXPECT_TRUE(own.cells[0].is_zero);
  EXPECT_EQ(own.cells[0].record, 5);
  EXPECT_EQ(own.late, 1);
  // The office wrote down what a unit without users told it in time.
  const ReturnBoard told = board(returns, china(date(2026, 12, 1)), /*has_users=*/false);
  EXPECT_EQ(told.cells[0].filing, Filing::filed);
  EXPECT_EQ(told.on_time, 1);
  EXPECT_FALSE(told.units[0].has_users);
}

TEST(Board, TellsWhatWasSentBackAndWhatIsNotNeeded) {
  RecordStory story = prepared({line("新收线索", "", "0")});
  story.step(filing(story, china(date(2026, 11, 30), 10), {line("新收线索", "0")}));
  RecordEvent back = story.next(T::sent_back, A::organiser, china(date(2026, 11, 30), 11));
  story.step(back);
  EXPECT_EQ(board({{5, *story.record}}, china(date(2026, 12, 1))).cells[0].filing,
            Filing::sent_back);
  RecordStory cancelled = prepared({});
  cancelled.step(cancelled.next(T::cancelled, A::organiser, china(date(2026, 11, 30), 11)));
  const ReturnBoard none = board({{6, *cancelled.record}}, china(date(2026, 12, 1)));
  EXPECT_EQ(none.cells[0].filing, Filing::cancelled);
  EXPECT_EQ(none.due, 0);
}

}  // namespace
}  // namespace qingxin::oversight
