// SPDX-License-Identifier: Apache-2.0
#include "law/period.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "law/law.h"
#include "tests/support/case_table.h"

namespace qingxin::law {
namespace {

Period period_of(const test::CaseRow& row) {
  const int length = std::stoi(row["长度"]);
  if (row["单位"] == "工作日") return {length, Unit::working_days, Roll::none};
  if (row["单位"] == "日") return {length, Unit::calendar_days, Roll::forward};
  if (row["单位"] == "月") return {length, Unit::months, Roll::forward};
  if (row["单位"] == "发薪日") return {length, Unit::calendar_days, Roll::backward};
  throw std::runtime_error("unknown unit " + row["单位"]);
}

TEST(Deadline, AgreesWithTheCasesOfTheCalendar) {
  const std::string cases = "law/examples/calendar/deadlines.md";
  for (const test::CaseRow& row : test::read_cases(cases)) {
    SCOPED_TRACE(cases + ":" + std::to_string(row.line) + " " + row["案例"]);
    std::optional<Date> known_on;
    if (!row["截至"].empty()) known_on = *parse_iso_date(row["截至"]);
    const Law law = *load(std::nullopt, known_on);
    const Deadline last = deadline(*parse_iso_date(row["开始日"]), period_of(row), law.calendar);
    EXPECT_EQ(to_string(last.nominal), row["期限"]);
    EXPECT_EQ(to_string(last.day), row["最后一日"]);
    EXPECT_EQ(last.certainty == Certainty::firm ? "确定" : "暂定", row["把握"]);
  }
}

TEST(Deadline, TheNamedFunctionsCountAsThePeriodsDo) {
  const Calendar calendar = load(std::nullopt, std::nullopt)->calendar;
  EXPECT_EQ(previous_working_day(date(2026, 2, 15), calendar).day, date(2026, 2, 14));
  EXPECT_EQ(next_working_day(date(2026, 2, 15), calendar).day, date(2026, 2, 24));
  EXPECT_EQ(add_working_days(date(2026, 1, 28), 20, calendar).day, date(2026, 3, 3));
  EXPECT_EQ(add_calendar_days(date(2026, 1, 20), 30, calendar).day, date(2026, 2, 24));
  EXPECT_EQ(add_months(date(2026, 1, 31), 1, calendar).nominal, date(2026, 2, 28));
  EXPECT_EQ(same_day_after(date(2026, 8, 31), 6), date(2027, 2, 28));
  EXPECT_EQ(same_day_after(date(2026, 11, 15), 2), date(2027, 1, 15));
}

TEST(Deadline, WithoutRollingTheCalendarIsNotAsked) {
  const Calendar empty{{}};
  const Deadline last = deadline(date(2026, 10, 1), {3, Unit::calendar_days, Roll::none}, empty);
  EXPECT_EQ(last, (Deadline{date(2026, 10, 4), date(2026, 10, 4), Certainty::firm}));
}

TEST(Deadline, EveryDayIsCountedAlong) {
  const Calendar calendar = load(std::nullopt, std::nullopt)->calendar;
  for (const Unit unit : {Unit::calendar_days, Unit::working_days}) {
    const Period period{20, unit, Roll::forward};
    for (Date start = date(2019, 1, 1); start < date(2026, 12, 1); start = start + 1) {
      const std::vector<CountedDay> days = days_counted(start, period, calendar);
      EXPECT_EQ(std::count_if(days.begin(), days.end(), [](auto& day) { return day.is_counted; }),
                20);
      EXPECT_EQ(days.front().day, start + 1);
      EXPECT_EQ(days.back().day, deadline(start, period, calendar).day);
    }
  }
}

}  // namespace
}  // namespace qingxin::law
