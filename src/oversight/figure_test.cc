// SPDX-License-Identifier: Apache-2.0
#include "oversight/figure.h"

#include <gtest/gtest.h>

#include <set>

namespace qingxin::oversight {
namespace {

TEST(Indicators, AreNamedOnceAndSayTheirFormula) {
  std::set<std::string_view> names, chinese;
  for (const Indicator& indicator : indicators()) {
    EXPECT_TRUE(names.insert(indicator.name).second) << indicator.name;
    EXPECT_TRUE(chinese.insert(indicator.chinese).second) << indicator.chinese;
    EXPECT_FALSE(indicator.formula.empty()) << indicator.name;
    EXPECT_EQ(&indicator_of(indicator.id), &indicator);
    EXPECT_EQ(indicator_named(indicator.name), &indicator);
    EXPECT_EQ(indicator_named(indicator.chinese), &indicator);
    EXPECT_TRUE(indicator.measure != Measure::share ||
                indicator.formula.find("÷") != std::string_view::npos)
        << indicator.name;
  }
  EXPECT_EQ(indicator_named("answer"), nullptr);
}

TEST(Indicators, HaveBothReadingsOfTheUpdateRate) {
  const Indicator& projects = indicator_of(IndicatorId::real_name_update_today);
  const Indicator& people = indicator_of(IndicatorId::real_name_update_people);
  EXPECT_NE(projects.chinese.find("口径一"), std::string_view::npos);
  EXPECT_NE(people.chinese.find("口径二"), std::string_view::npos);
  EXPECT_NE(projects.formula, people.formula);
}

Cell cell(std::int64_t part, std::int64_t whole, std::int64_t unknown = 0, std::int64_t rows = 1) {
  return {.part = part, .whole = whole, .unknown = unknown, .rows = rows};
}

TEST(Cells, CutSharesOffSoThat98IsReachedWhenItIs) {
  EXPECT_EQ(cell(98, 100).value(Measure::share), 9'800);
  EXPECT_EQ(cell(97'999, 100'000).value(Measure::share), 9'799);
  EXPECT_EQ(cell(2, 3).value(Measure::share), 6'666);
  EXPECT_EQ(cell(0, 7).value(Measure::share), 0);
  EXPECT_EQ(cell(1, 3'000).value(Measure::per_thousand), 33);  // 0.33 ‰
  const Indicator& answered = indicator_of(IndicatorId::answered);
  EXPECT_EQ(reached(answered, 9'800), Reached::yes);
  EXPECT_EQ(reached(answered, 9'799), Reached::no);
  EXPECT_EQ(reached(answered, std::nullopt), Reached::not_known);
  EXPECT_EQ(reached(indicator_of(IndicatorId::cases_open), 0), Reached::yes);
  EXPECT_EQ(reached(indicator_of(IndicatorId::cases_open), 1), Reached::no);
  EXPECT_EQ(reached(indicator_of(IndicatorId::projects), 1), Reached::no_goal);
}

TEST(Cells, HaveNoShareOfNothing) {
  EXPECT_EQ(cell(0, 0).value(Measure::share), std::nullopt);
  EXPECT_EQ(cell(0, 0, 5, 5).value(Measure::share), std::nullopt);
  EXPECT_EQ(cell(0, 0).value(Measure::per_thousand), std::nullopt);
  EXPECT_EQ(value_text(Measure::share, std::nullopt), "—");
}

TEST(Cells, AreNotZeroWhereNothingIsKnown) {
  EXPECT_EQ(cell(0, 0, 3, 3).value(Measure::people), std::nullopt);
  EXPECT_EQ(cell(0, 0, 2, 3).value(Measure::people), 0);  // one is known to have none
  EXPECT_EQ(cell(4, 0, 2, 3).value(Measure::people), 4);
  EXPECT_EQ(cell(0, 0, 0, 0).value(Measure::count), 0);
  // Where no project was judged nobody knows how many there are.
  EXPECT_EQ(value_of(indicator_of(IndicatorId::projects), Cell{}), std::nullopt);
  EXPECT_EQ(value_of(indicator_of(IndicatorId::cases_added), Cell{}), 0);
}

TEST(Cells, AddUp) {
  Cell sum;
  sum.add({.indicator = IndicatorId::answered, .month = {}, .part = 1, .whole = 2, .unknown = 3});
  sum.add({.indicator = IndicatorId::answered, .month = {}, .part = 10, .whole = 20});
  EXPECT_EQ(sum, cell(11, 22, 3, 2));
}

TEST(Values, AreWrittenForPeople) {
  EXPECT_EQ(value_text(Measure::share, 9'812), "98.12%");
  EXPECT_EQ(value_text(Measure::share, 10'000), "100.00%");
  EXPECT_EQ(value_text(Measure::share, 5), "0.05%");
  EXPECT_EQ(value_text(Measure::per_thousand, 321), "3.21‰");
  EXPECT_EQ(value_text(Measure::fen, 180'000), "1,800.00 元");
  EXPECT_EQ(value_text(Measure::count, 1'234), "1,234");
}

TEST(Places, AreToldApartByFourThings) {
  for (const By by : {By::district, By::industry, By::unit, By::funding}) {
    EXPECT_EQ(by_named(name_of(by)), by);
    EXPECT_EQ(by_named(in_chinese(by)), by);
  }
  EXPECT_EQ(by_named("worker"), std::nullopt);
}

}  // namespace
}  // namespace qingxin::oversight
