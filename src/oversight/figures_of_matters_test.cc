// SPDX-License-Identifier: Apache-2.0
#include "oversight/figures_of_matters.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/law.h"

namespace qingxin::oversight {
namespace {

using casework::Step;
using casework::Subject;

constexpr Date kFrom = date(2026, 11, 1), kUntil = date(2026, 11, 30);
constexpr Period kNovember{kFrom, kUntil, {}};

constexpr Instant at(Date day, int hour = 10) {
  return china_instant(day, hour * 60);
}

Mark mark(Step step, Date day, int number = 1) {
  return {.step = step,
          .number = number,
          .at = at(day),
          .entered = at(day),
          .satisfaction = {},
          .channel = {}};
}

Matter clue(std::vector<Mark> marks) {
  Matter matter;
  matter.id = 1;
  matter.subject = Subject::clue;
  matter.region_code = "990123";
  matter.marks = std::move(marks);
  return matter;
}

Matter case_file(std::int64_t id, std::vector<Mark> marks) {
  Matter matter = clue(std::move(marks));
  matter.id = id;
  matter.subject = Subject::case_file;
  return matter;
}

class Matters : public testing::Test {
 protected:
  Cell cell(IndicatorId id, const std::vector<Matter>& matters, Period period = kNovember) const {
    Cell cell;
    const casework::World world{.now = {},
                                .calendar = &law_.calendar,
                                .calendar_version = law_.version,
                                .parameters = &parameters_,
                                .region = {}};
    for (const FigureRow& row : rows_of_matters(matters, period, world))
      if (row.figure.indicator == id) cell.add(row.figure);
    return cell;
  }

  law::Law law_ = law::load(std::nullopt, std::nullopt).value();
  law::Parameters parameters_ = law_.parameters;
};

// A clue that came on a day and was answered on another one.
Matter answered_clue(Date came, std::optional<Date> received, std::optional<Date> answered) {
  std::vector<Mark> marks{mark(Step::first_asked, came), mark(Step::clue_arrived, came)};
  if (received) marks.push_back(mark(Step::clue_received, *received));
  if (answered) {
    marks.push_back(mark(Step::reply_drafted, *answered));
    marks.push_back(mark(Step::reply_sent, *answered));
  }
  return clue(std::move(marks));
}

TEST_F(Matters, CountCluesOfThePeriodAndThoseAnsweredByItsEnd) {
  const Date day = date(2026, 11, 10);
  const std::vector<Matter> matters{
      answered_clue(day, day, day + 1),
      answered_clue(day, day, date(2026, 12, 1)),  // answered after it
      answered_clue(day, {}, {}),
      answered_clue(date(2026, 10, 31), day, day),  // came before it
      answered_clue(date(2026, 12, 1), {}, {}),     // came after it
  };
  EXPECT_EQ(cell(IndicatorId::clues_received, matters), (Cell{3, 0, 0, 3}));
  EXPECT_EQ(cell(IndicatorId::answered, matters), (Cell{1, 3, 0, 3}));
}

TEST_F(Matters, AnAnswerThatWasAskedAgainIsNone) {
  const Date day = date(2026, 11, 10);
  Matter again = answered_clue(day, day, day + 1);
  again.marks.push_back(mark(Step::asked_again, day + 3));
  EXPECT_EQ(cell(IndicatorId::answered, {again}), (Cell{0, 1, 0, 1}));
}

TEST_F(Matters, AreNotInTimeWhereNobodySetATerm) {
  const Date day = date(2026, 11, 10);  // a Tuesday
  const std::vector<Matter> matters{answered_clue(day, day + 1, {}),
                                    answered_clue(day, day + 6, {}), answered_clue(day, {}, {})};
  EXPECT_EQ(cell(IndicatorId::receipt_on_time, matters), (Cell{0, 0, 3, 3}));
  law::ParameterValue term;
  term.name = "clue.receipt_working_days";
  term.value = 2;
  parameters_ = parameters_.with({term});
  // One in time, one late, one that waits past its day.
  EXPECT_EQ(cell(IndicatorId::receipt_on_time, matters), (Cell{1, 3, 0, 3}));
  // On the day after it came nobody is late yet.
  EXPECT_EQ(cell(IndicatorId::receipt_on_time, {matters[2]}, {kFrom, day + 1, {}}),
            (Cell{0, 0, 1, 1}));
}

TEST_F(Matters, AreToldAsTheyWereKnown) {
  const Date day = date(2026, 11, 10);
  Matter late = answered_clue(day, day, day + 1);
  late.marks.back().entered = at(date(2026, 12, 5));  // written down afterwards
  EXPECT_EQ(cell(IndicatorId::answered, {late}), (Cell{1, 1, 0, 1}));
  EXPECT_EQ(cell(IndicatorId::answered, {late}, {kFrom, kUntil, at(date(2026, 12, 1))}),
            (Cell{0, 1, 0, 1}));
  EXPECT_EQ(cell(IndicatorId::clues_received, {late}, {kFrom, kUntil, at(date(2026, 11, 1))}),
            Cell{});
}

Matter opened(std::int64_t id, Date day, std::optional<casework::Funding> funding = {}) {
  Matter matter = case_file(id, {mark(Step::first_asked, day)});
  matter.funding = funding;
  return matter;
}

TEST_F(Matters, EveryOpenCaseIsInOneOfTheTwoZeros) {
  Matter cleared = opened(5, date(2026, 11, 3));
  cleared.marks.push_back(mark(Step::clearing_proposed, date(2026, 11, 20)));
  cleared.marks.push_back(mark(Step::cleared, date(2026, 11, 21)));
  cleared.people_paid = 4;
  Matter reopened = cleared;
  reopened.id = 6;
  reopened.marks.push_back(mark(Step::clearing_reopened, date(2026, 11, 29)));
  const std::vector<Matter> matters{
      opened(1, date(2026, 3, 1), casework::Funding::government),
      opened(2, date(2025, 3, 1), casework::Funding::government),  // of an earlier year
      opened(3, date(2026, 3, 1), casework::Funding::other),
      opened(4, date(2026, 3, 1)),
      cleared,
      reopened,
  };
  EXPECT_EQ(cell(IndicatorId::cases_open, matters).part, 5);
  EXPECT_EQ(cell(IndicatorId::cases_open_public, matters).part, 1);
  EXPECT_EQ(cell(IndicatorId::cases_open_others, matters).part, 4);
  EXPECT_EQ(cell(IndicatorId::cases_added, matters).part, 2);
  EXPECT_EQ(cell(IndicatorId::cases_cleared, matters).part, 1);
  EXPECT_EQ(cell(IndicatorId::people_proven_paid, matters), (Cell{4, 0, 0, 1}));
  // On the day before it was opened again both were cleared.
  EXPECT_EQ(cell(IndicatorId::cases_cleared, matters, {kFrom, date(2026, 11, 28), {}}).part, 2);
}

TEST_F(Matters, SayWhatIsNotKnownOfAnOpenCase) {
  Matter known = opened(1, date(2026, 11, 1));
  known.people = 10;
  known.people_paid = 3;
  known.owed = yuan(700);
  known.timeliness = casework::Timeliness::in_time;
  Matter overdue = known;
  overdue.id = 2;
  overdue.due = date(2026, 11, 29);
  const std::vector<Matter> matters{known, overdue, opened(3, date(2026, 11, 1))};
  EXPECT_EQ(cell(IndicatorId::people_unpaid, matters), (Cell{14, 0, 1, 3}));
  EXPECT_EQ(cell(IndicatorId::amount_unpaid, matters), (Cell{140'000, 0, 1, 3}));
  EXPECT_EQ(cell(IndicatorId::cases_overdue, matters), (Cell{1, 0, 1, 3}));
}

TEST_F(Matters, AnEmployerWithAnotherCaseWithinAYearRepeats) {
  std::vector<Matter> matters{opened(1, date(2025, 11, 10)), opened(2, date(2026, 11, 10)),
                              opened(3, date(2026, 11, 11)), opened(4, date(2026, 11, 11)),
                              opened(5, date(2026, 11, 12))};
  matters[0].employer = matters[1].employer = 7;  // 365 days apart
  matters[2].employer = 8;
  matters[4].employer = 9;
  // Of 2, 3 and 5 one repeats; of 4 the employer is not known.
  EXPECT_EQ(cell(IndicatorId::repeat_arrears, matters), (Cell{1, 3, 1, 4}));
  matters[0].marks.front().at = at(date(2025, 11, 9));
  EXPECT_EQ(cell(IndicatorId::repeat_arrears, matters), (Cell{0, 3, 1, 4}));
  // Of two of one day the second one.
  matters[4].employer = 8;
  matters[4].marks.front().at = matters[2].marks.front().at;
  EXPECT_EQ(cell(IndicatorId::repeat_arrears, matters), (Cell{1, 3, 1, 4}));
}

TEST_F(Matters, AnEmployerRepeatsWhereverHeCameUpBefore) {
  std::vector<Matter> here{opened(2, date(2026, 11, 10))};
  here[0].employer = 7;
  std::vector<Matter> everywhere{opened(1, date(2026, 10, 10)), here[0]};
  everywhere[0].employer = 7;
  everywhere[0].region_code = "990124";
  const casework::World world{.now = {},
                              .calendar = &law_.calendar,
                              .calendar_version = law_.version,
                              .parameters = &parameters_,
                              .region = {}};
  const auto repeats = [&](std::span<const Matter> elsewhere) {
    Cell cell;
    for (const FigureRow& row : rows_of_matters(here, kNovember, world, elsewhere))
      if (row.figure.indicator == IndicatorId::repeat_arrears) cell.add(row.figure);
    return cell;
  };
  EXPECT_EQ(repeats({}), (Cell{0, 1, 0, 1}));
  EXPECT_EQ(repeats(everywhere), (Cell{1, 1, 0, 1}));
}

TEST_F(Matters, AskTheWorkersAfterwards) {
  Matter matter = opened(1, date(2026, 3, 1));
  matter.marks.push_back(mark(Step::look_back_drawn, date(2026, 11, 2), 1));
  matter.marks.push_back(mark(Step::money_received, date(2026, 11, 3), 1));
  matter.marks.push_back(mark(Step::look_back_drawn, date(2026, 11, 4), 2));
  matter.marks.push_back(mark(Step::money_not_received, date(2026, 11, 5), 2));
  matter.marks.push_back(mark(Step::look_back_drawn, date(2026, 11, 6), 3));
  matter.marks.push_back(mark(Step::withdrawal_asked, date(2026, 11, 7)));
  EXPECT_EQ(cell(IndicatorId::look_back_paid, {matter}), (Cell{1, 2, 1, 3}));
  EXPECT_EQ(cell(IndicatorId::withdrawals, {matter}).part, 1);
  const Date day = date(2026, 11, 10);
  Matter content = answered_clue(day, day, day + 1), silent = content;
  content.marks.push_back(mark(Step::satisfaction_given, day + 2));
  content.marks.back().satisfaction = 4;
  EXPECT_EQ(cell(IndicatorId::satisfaction, {content, silent}), (Cell{1, 1, 1, 2}));
  content.marks.back().satisfaction = 3;
  EXPECT_EQ(cell(IndicatorId::satisfaction, {content, silent}), (Cell{0, 1, 1, 2}));
}

OfficeRecord record(RecordKind kind, RecordState state, Values values,
                    std::vector<std::pair<RecordStep, Instant>> steps) {
  OfficeRecord one;
  one.id = 3;
  one.record.face.kind = kind;
  one.record.face.region_code = "990123";
  one.record.face.owner = BodyId{5};
  one.record.state = state;
  one.record.values = std::move(values);
  for (const auto& [step, moment] : steps) {
    RecordEvent event;
    event.step = step;
    event.at = event.entered_at = moment;
    one.record.events.push_back(std::move(event));
  }
  return one;
}

Cell cell(IndicatorId id, const std::vector<OfficeRecord>& records) {
  Cell cell;
  for (const FigureRow& row : rows_of_records(records, kNovember))
    if (row.figure.indicator == id) cell.add(row.figure);
  return cell;
}

TEST(OfficeRecords, AreInTimeToTheHour) {
  const Date due = date(2026, 11, 16);
  const Values values{{Field::until, "2026-11-16"}, {Field::due_hour, "16"}};
  const auto filed = [&](Instant moment) {
    return record(RecordKind::return_, RecordState::filed, values,
                  {{RecordStep::recorded, at(kFrom)}, {RecordStep::filed, moment}});
  };
  const OfficeRecord draft =
      record(RecordKind::return_, RecordState::draft, values, {{RecordStep::recorded, at(kFrom)}});
  EXPECT_EQ(cell(IndicatorId::returns_on_time, {filed(at(due, 16))}), (Cell{1, 1, 0, 1}));
  EXPECT_EQ(cell(IndicatorId::returns_on_time, {filed(at(due, 17)), draft}), (Cell{0, 2, 0, 2}));
  EXPECT_EQ(rows_of_records(std::vector{draft}, kNovember).front().unit, 5);
  // Of another month's end.
  EXPECT_EQ(cell(IndicatorId::returns_on_time,
                 {record(RecordKind::return_, RecordState::draft, {{Field::until, "2026-12-01"}},
                         {{RecordStep::recorded, at(kFrom)}})}),
            Cell{});
}

TEST(OfficeRecords, CountFromTheServersClockAndByTheFirstDeadline) {
  const Date due = date(2026, 11, 16);
  OfficeRecord late =
      record(RecordKind::return_, RecordState::filed, {{Field::until, "2026-11-20"}},
             {{RecordStep::frozen, at(kFrom)}, {RecordStep::filed, at(due, 20)}});
  late.record.events[0].values = {{Field::until, "2026-11-16"}, {Field::due_hour, "16"}};
  // Sent back with a later day, it was late all the same.
  EXPECT_EQ(cell(IndicatorId::returns_on_time, {late}), (Cell{0, 1, 0, 1}));
  // Whoever files says when he did: it counts when it came.
  late.record.events[1].at = at(due, 9);
  EXPECT_EQ(cell(IndicatorId::returns_on_time, {late}), (Cell{0, 1, 0, 1}));
  late.has_users = false;  // the office writes down when it was told
  EXPECT_EQ(cell(IndicatorId::returns_on_time, {late}), (Cell{1, 1, 0, 1}));
}

TEST(OfficeRecords, ATaskThatWasSentBackIsNotDone) {
  const Values values{{Field::until, "2026-11-16"}};
  const std::vector<std::pair<RecordStep, Instant>> reported{
      {RecordStep::recorded, at(kFrom)}, {RecordStep::reported, at(date(2026, 11, 16), 23)}};
  std::vector<std::pair<RecordStep, Instant>> back = reported;
  back.emplace_back(RecordStep::sent_back, at(date(2026, 11, 17)));
  EXPECT_EQ(cell(IndicatorId::tasks_on_time,
                 {record(RecordKind::task, RecordState::reported, values, reported)}),
            (Cell{1, 1, 0, 1}));
  EXPECT_EQ(cell(IndicatorId::tasks_on_time,
                 {record(RecordKind::task, RecordState::doing, values, back)}),
            (Cell{0, 1, 0, 1}));
}

TEST(OfficeRecords, AreCountedAsTheyStand) {
  const std::vector<std::pair<RecordStep, Instant>> begun{{RecordStep::recorded, at(kFrom)}};
  const std::vector<std::pair<RecordStep, Instant>> issued{{RecordStep::issued, at(kFrom)}};
  const std::vector<std::pair<RecordStep, Instant>> planned{{RecordStep::planned, at(kFrom)}};
  EXPECT_EQ(cell(IndicatorId::hazards_open,
                 {record(RecordKind::hazard, RecordState::rectifying, {}, begun),
                  record(RecordKind::hazard, RecordState::closed, {}, begun)})
                .part,
            1);
  EXPECT_EQ(
      cell(IndicatorId::orders_open, {record(RecordKind::order, RecordState::issued, {}, issued),
                                      record(RecordKind::order, RecordState::proposed, {}, begun),
                                      record(RecordKind::order, RecordState::released, {}, issued)})
          .part,
      1);
  EXPECT_EQ(cell(IndicatorId::inspections,
                 {record(RecordKind::inspection, RecordState::planned, {}, planned),
                  record(RecordKind::inspection, RecordState::cancelled, {}, planned)})
                .part,
            1);
  EXPECT_EQ(cell(IndicatorId::publicity_reach,
                 {record(RecordKind::publicity, RecordState::standing,
                         {{Field::day, "2026-11-20"}, {Field::reach, "300"}}, begun),
                  record(RecordKind::publicity, RecordState::standing, {}, begun)}),
            (Cell{300, 0, 1, 2}));
}

}  // namespace
}  // namespace qingxin::oversight
