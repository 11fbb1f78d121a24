// SPDX-License-Identifier: Apache-2.0
#include "rules/payment_guarantee.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

PaymentGuarantee facts_of(const test::CaseRow& row) {
  PaymentGuarantee facts{.has_guarantees_table = test::cell_is(row, "担保表", "有", "无"),
                         .guarantees = {},
                         .start_date = test::cell_day(row, "开工日期"),
                         .planned_end = test::cell_day(row, "计划完工日期"),
                         .as_of = test::cell_day(row, "截至日").value()};
  const std::vector<Date> from = test::cell_days(row, "起始日");
  const std::vector<Date> to = test::cell_days(row, "到期日");
  const auto count = static_cast<std::size_t>(test::cell_count(row, "担保份数").value_or(0));
  for (std::size_t i = 0; i < count; ++i)
    facts.guarantees.push_back({.from = i < from.size() ? std::optional{from[i]} : std::nullopt,
                                .to = i < to.size() ? std::optional{to[i]} : std::nullopt});
  return facts;
}

TEST(PaymentGuarantee, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/024-F03.md",
                      [](const test::CaseRow& row) { return payment_guarantee(facts_of(row)); });
}

TEST(PaymentGuarantee, SaysWhichDayIsNotCovered) {
  PaymentGuarantee facts{.has_guarantees_table = true,
                         .guarantees = {},
                         .start_date = date(2026, 3, 2),
                         .planned_end = date(2026, 12, 31),
                         .as_of = date(2026, 11, 22)};
  EXPECT_EQ(payment_guarantee_because(facts, payment_guarantee(facts)), "没有工程款支付担保的记录");
  facts.guarantees = {{.from = date(2026, 3, 1), .to = date(2026, 8, 31)}};
  EXPECT_EQ(payment_guarantee_because(facts, payment_guarantee(facts)),
            "2026-09-01 没有工程款支付担保盖住（开工 2026-03-02，计划完工 2026-12-31，截至 "
            "2026-11-22）");
}

}  // namespace
}  // namespace qingxin::rules
