// SPDX-License-Identifier: Apache-2.0
#include "rules/agreed_pay_day.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

TEST(AgreedPayDay, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/013-W03.md", [](const test::CaseRow& row) {
    return agreed_pay_day({.pay_day = test::cell_count(row, "工资支付日"),
                           .month_offset = test::cell_count(row, "支付月偏移")});
  });
}

std::string sentence(const AgreedPayDay& agreed) {
  return agreed_pay_day_because(agreed, agreed_pay_day(agreed));
}

TEST(AgreedPayDay, SaysWhichMonthWasAgreed) {
  EXPECT_EQ(sentence({.pay_day = 15, .month_offset = 2}),
            "约定在做工月份以后第 2 个月的 15 日付工资，应在当月或次月支付");
  EXPECT_EQ(sentence({.pay_day = {}, .month_offset = 12}),
            "约定在做工月份以后第 12 个月付工资，应在当月或次月支付");
}

}  // namespace
}  // namespace qingxin::rules
