// SPDX-License-Identifier: Apache-2.0
#include "casework/figures.h"

#include <gtest/gtest.h>

#include <random>

#include "law/law.h"

namespace qingxin::casework {
namespace {

constexpr Date kFrom = date(2026, 11, 1), kTo = date(2026, 11, 30);

CaseRow row(Date opened, std::optional<Date> cleared = {},
            std::optional<Funding> funding = Funding::other) {
  return {.funding = funding, .opened = opened, .cleared = cleared};
}

TEST(Zeros, DivideWhatIsOpenByTheMoneyOfTheProject) {
  const law::Calendar calendar = law::load(std::nullopt, std::nullopt)->calendar;
  std::vector<CaseRow> rows{row(date(2026, 3, 1), {}, Funding::government),
                            row(date(2026, 3, 1), date(2026, 12, 30), Funding::ppp),
                            row(date(2026, 3, 1), kTo, Funding::state_owned),  // cleared that day
                            row(date(2025, 3, 1), {}, Funding::government),    // of an earlier year
                            row(date(2026, 3, 1)),
                            row(date(2026, 3, 1), {}, std::nullopt),
                            row(date(2026, 12, 1), {}, Funding::government)};  // later
  rows[0].people = 12;
  rows[0].owed = yuan(900);
  const Zero money = zero_of_public_money(rows, 2026, kTo);
  EXPECT_EQ(money.open, 2);
  EXPECT_EQ(money.open_people, 12);
  EXPECT_EQ(money.unknown_people, 1);
  EXPECT_EQ(money.owed, yuan(900));
  EXPECT_EQ(money.unknown_owed, 1);
  EXPECT_EQ(money.deadline, date(2026, 12, 31));
  const Zero others = zero_of_others(rows, 2026, kTo, calendar);
  EXPECT_EQ(others.open, 3);
  EXPECT_FALSE(others.formula.empty());
  // Everything that is open is in one of the two.
  EXPECT_EQ(money.open + others.open, stock_and_flow(rows, kFrom, kTo).closing);
}

// 欠薪案件清零: what turned out to be none is shown, and keeps no zero from being reached.
TEST(Zeros, ShowApartWhatIsNoCaseOfArrears) {
  const law::Calendar calendar = law::load(std::nullopt, std::nullopt)->calendar;
  std::vector<CaseRow> rows{row(date(2026, 3, 1), {}, Funding::government), row(date(2026, 3, 1)),
                            row(date(2026, 3, 1), kTo)};
  for (CaseRow& one : rows) {
    one.is_arrears = false;
    one.people = 3;
  }
  const Zero money = zero_of_public_money(rows, 2026, kTo);
  const Zero others = zero_of_others(rows, 2026, kTo, calendar);
  for (const Zero& zero : {money, others}) {
    EXPECT_EQ(zero.open, 0);
    EXPECT_EQ(zero.open_people, 0);
    EXPECT_EQ(zero.unknown_owed, 0);
    EXPECT_EQ(zero.not_arrears, 1);
  }
}

TEST(Zeros, EndOnTheDayBeforeTheStatutoryDaysOfTheFestival) {
  const law::Calendar calendar = law::load(std::nullopt, std::nullopt)->calendar;
  EXPECT_EQ(day_before_spring_festival(2026, calendar), date(2026, 2, 15));
  EXPECT_EQ(day_before_spring_festival(2024, calendar), date(2024, 2, 9));
  EXPECT_FALSE(day_before_spring_festival(2040, calendar));
}

TEST(StockAndFlow, AddsUp) {
  std::mt19937 random{7};
  std::vector<CaseRow> rows;
  for (int i = 0; i < 2000; ++i) {
    const Date opened = date(2026, 10, 1) + static_cast<int>(random() % 90);
    rows.push_back(row(opened));
    if (random() % 2 == 0) rows.back().cleared = opened + static_cast<int>(random() % 60);
  }
  const StockAndFlow flow = stock_and_flow(rows, kFrom, kTo);
  EXPECT_GT(flow.opening, 0);
  EXPECT_EQ(flow.opening + flow.added - flow.cleared, flow.closing);
  // A county and its halves.
  const std::span<const CaseRow> all{rows};
  const StockAndFlow one = stock_and_flow(all.first(700), kFrom, kTo);
  const StockAndFlow two = stock_and_flow(all.subspan(700), kFrom, kTo);
  EXPECT_EQ(one.closing + two.closing, flow.closing);
}

TEST(Shares, ReachTheGoalOnlyWhenTheyDo) {
  std::vector<ClueRow> clues(10'000, {kFrom, kTo});
  for (std::size_t i = 0; i < 201; ++i) clues[i].answered.reset();
  clues.push_back({kTo + 1, kTo + 1});  // of the next month
  Figure figure = answered_clues(clues, kFrom, kTo);
  EXPECT_EQ(figure.whole, 10'000);
  EXPECT_EQ(figure.part, 9'799);
  EXPECT_LT(*figure.basis_points(), kAnswerGoal);
  clues[0].answered = kTo;
  EXPECT_EQ(answered_clues(clues, kFrom, kTo).basis_points(), kAnswerGoal);
  clues[0].answered = kTo + 1;  // answered after the day that is looked at
  EXPECT_LT(*answered_clues(clues, kFrom, kTo).basis_points(), kAnswerGoal);
  EXPECT_FALSE(answered_clues({}, kFrom, kTo).basis_points());
}

TEST(Shares, CountTheUnknownApart) {
  std::vector<CaseRow> rows(4, row(kFrom));
  rows[0].timeliness = Timeliness::in_time;
  rows[1].timeliness = Timeliness::late;
  rows[2].timeliness = Timeliness::in_time;
  rows[0].filed = kTo;
  rows[1].filed = kTo + 1;
  const Figure timely = in_time(rows, kFrom, kTo);
  EXPECT_EQ(timely.part, 2);
  EXPECT_EQ(timely.whole, 3);
  EXPECT_EQ(timely.unknown, 1);
  EXPECT_EQ(investigated(rows, kFrom, kTo).basis_points(), 2500);
}

TEST(Repeated, IsASecondCaseSoonAfterTheFirst) {
  const auto of = [](std::int64_t employer, Date opened) {
    CaseRow one = row(opened);
    one.employer = employer;
    return one;
  };
  const std::vector<CaseRow> rows{of(1, kFrom - 365), of(1, kFrom),  // just within a year
                                  of(2, kFrom - 366), of(2, kFrom),  // a day too long ago
                                  of(3, kFrom),       of(0, kFrom),  // nobody knows who
                                  of(4, kFrom - 10),  of(4, kFrom - 5)};
  const Figure figure = repeated(rows, kFrom, kTo, 365);
  EXPECT_EQ(figure.part, 1);
  EXPECT_EQ(figure.whole, 3);
  EXPECT_EQ(figure.unknown, 1);
}

}  // namespace
}  // namespace qingxin::casework
