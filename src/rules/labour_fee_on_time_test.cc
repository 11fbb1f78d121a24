// SPDX-License-Identifier: Apache-2.0
#include "rules/labour_fee_on_time.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(LabourFeeOnTime, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/029-F05.md", [](const test::CaseRow& row) {
    return labour_fee_on_time({.period = row["期次"],
                               .due = law::next_working_day(test::cell_day(row, "应拨日期").value(),
                                                            test::shipped_calendar()),
                               .planned = test::cell_money(row, "累计应拨").value(),
                               .received = test::cell_money(row, "到期已收"),
                               .perhaps = test::cell_money(row, "可能也是").value(),
                               .made_good = test::cell_day(row, "补足日"),
                               .as_of = test::cell_day(row, "截至日").value()});
  });
}

TEST(LabourFeeOnTime, SaysWhatHadToBeThereAndWhatWas) {
  LabourFeeDue fee{.period = "3",
                   .due = law::next_working_day(date(2026, 9, 10), test::shipped_calendar()),
                   .planned = yuan(100'000),
                   .received = yuan(60'000),
                   .perhaps = {},
                   .made_good = {},
                   .as_of = date(2026, 9, 20)};
  const std::string short_by =
      "人工费（期次 3）应于 2026-09-10 前拨付，到期累计应拨 100,000.00 元，专户累计收到 60,000.00 "
      "元，少 40,000.00 元";
  EXPECT_EQ(labour_fee_on_time_because(fee, labour_fee_on_time(fee)), short_by);
  fee.made_good = date(2026, 9, 15);
  EXPECT_EQ(labour_fee_on_time_because(fee, labour_fee_on_time(fee)),
            short_by + "（2026-09-15 补足）");
}

}  // namespace
}  // namespace qingxin::rules
