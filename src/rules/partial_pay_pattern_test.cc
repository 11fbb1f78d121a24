// SPDX-License-Identifier: Apache-2.0
#include "rules/partial_pay_pattern.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// The months of a row, up to the last one written; the earlier ones are due.
PayHistory history_in(const test::CaseRow& row) {
  const Date as_of = test::cell_day(row, "截至日").value();
  const std::optional<Date> agreed = test::cell_day(row, "末月约定发薪日");
  std::optional<law::Deadline> newest;
  if (agreed) newest = law::previous_working_day(*agreed, test::shipped_calendar());
  PayHistory history{.has_payroll_table = test::cell_is(row, "工资表", "有", "无"),
                     .has_payments_table = test::cell_is(row, "代发明细", "有", "无"),
                     .has_pay_day = newest.has_value()};
  if (!history.has_payroll_table || !history.has_payments_table || !newest) return history;
  for (const std::string number : {"一", "二", "三"}) {
    const std::optional<Money> net = test::cell_money(row, "月" + number + "应发");
    if (!net) break;
    const Month month = qingxin::month(2026, 8) + static_cast<int>(history.due.size());
    history.due.push_back({month, *net, test::cell_money(row, "月" + number + "已付").value(),
                           law::Deadline{.nominal = first_day(month), .day = first_day(month)}});
  }
  history.due.back().pay_date = *newest;
  if (!is_overdue(*newest, as_of)) history.due.pop_back();
  return history;
}

TEST(PartialPayPattern, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/012-W04.md", [](const test::CaseRow& row) {
    return partial_pay_pattern(history_in(row));
  });
}

PayHistory of_months(std::vector<std::pair<int, int>> net_and_paid) {
  PayHistory history{.has_payroll_table = true, .has_payments_table = true, .due = {}};
  for (const auto& [net, paid] : net_and_paid) {
    const Month month = qingxin::month(2026, 6) + static_cast<int>(history.due.size());
    const Date day = day_in(month + 1, 15);
    history.due.push_back({month, yuan(net), yuan(paid), {.nominal = day, .day = day}});
  }
  return history;
}

TEST(PartialPayPattern, TakesTheLongerOfTwoPatterns) {
  // Round each time; the last two of one share.
  const PayHistory history = of_months({{6'000, 2'500}, {6'000, 3'000}, {6'000, 3'000}});
  const std::optional<PaidAlike> alike = newest_pattern(history);
  ASSERT_TRUE(alike);
  EXPECT_EQ(alike->months(), 3U);
  EXPECT_EQ(partial_pay_pattern(history).amount, yuan(9'500));
}

TEST(PartialPayPattern, EndsInAMonthThatIsAskedFor) {
  PayHistory history = of_months({{6'000, 4'200}, {6'000, 4'200}, {6'000, 6'000}});
  history.first_asked = month(2026, 7);
  EXPECT_EQ(partial_pay_pattern(history).amount, yuan(3'600));
  history.first_asked = month(2026, 8);
  EXPECT_EQ(partial_pay_pattern(history).verdict, Verdict::complies);
}

TEST(PartialPayPattern, BreaksWhereAMonthIsLeftOut) {
  PayHistory history = of_months({{6'000, 4'200}, {6'000, 4'200}});
  history.due.back().month = history.due.back().month + 1;
  EXPECT_EQ(partial_pay_pattern(history).verdict, Verdict::complies);
}

std::string sentence(const PayHistory& history) {
  return partial_pay_pattern_because(history, partial_pay_pattern(history));
}

TEST(PartialPayPattern, ShowsEachMonth) {
  EXPECT_EQ(sentence(of_months({{6'000, 4'200}, {6'500, 4'550}})),
            "2026-06 至 2026-07 连续 2 个月都只付了应发的 70%：2026-06 应付 6,000.00 元、付 "
            "4,200.00 元，2026-07 应付 6,500.00 元、付 4,550.00 元，共少付 3,750.00 元");
  EXPECT_EQ(sentence(of_months({{6'000, 2'000}, {6'500, 3'000}})),
            "2026-06 至 2026-07 连续 2 个月所付都是 500 元的整倍数：2026-06 应付 6,000.00 元、付 "
            "2,000.00 元，2026-07 应付 6,500.00 元、付 3,000.00 元，共少付 7,500.00 元");
}

}  // namespace
}  // namespace qingxin::rules
