// SPDX-License-Identifier: Apache-2.0
#include "rules/settled_at_leaving.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(SettledAtLeaving, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gzzf-1994/008-W15.md", [](const test::CaseRow& row) {
    Leaver leaver{.has_roster_table = true,
                  .has_left_column = test::cell_is(row, "退场日期列", "有", "无"),
                  .left = test::cell_day(row, "退场日期"),
                  .told_settled = test::cell_day(row, "结清确认日期"),
                  .unpaid_months = 1,
                  .as_of = test::cell_day(row, "截至日").value()};
    if (test::cell_is(row, "工资表", "有", "无")) leaver.net = yuan(10'000);
    if (test::cell_is(row, "代发明细", "有", "无")) leaver.unpaid = test::cell_money(row, "未付");
    return settled_at_leaving(leaver);
  });
}

TEST(SettledAtLeaving, SaysWhenHeLeftAndWhatIsOpen) {
  Leaver leaver{.has_roster_table = true,
                .has_left_column = true,
                .left = date(2026, 10, 31),
                .told_settled = {},
                .net = yuan(12'000),
                .unpaid = yuan(6'120),
                .unpaid_months = 2,
                .as_of = date(2026, 11, 22)};
  const Judgement judgement = settled_at_leaving(leaver);
  EXPECT_EQ(settled_at_leaving_because(leaver, judgement),
            "2026-10-31 退场，截至 2026-11-22 尚有 2 个月的工资共 6,120.00 元没有到账记录，已 22 "
            "日");
  leaver.told_settled = date(2026, 11, 1);
  EXPECT_EQ(settled_at_leaving_because(leaver, judgement),
            "2026-10-31 退场，截至 2026-11-22 尚有 2 个月的工资共 6,120.00 元没有到账记录，已 22 "
            "日（花名册写 2026-11-01 已确认结清）");
}

}  // namespace
}  // namespace qingxin::rules
