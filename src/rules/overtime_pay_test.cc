// SPDX-License-Identifier: Apache-2.0
#include "rules/overtime_pay.h"

#include <gtest/gtest.h>

#include "tests/support/day_hours.h"
#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

std::optional<RateBasis> basis_in(const test::CaseRow& row) {
  const std::string& cell = row["计酬方式"];
  if (cell == "日") return RateBasis::by_day;
  if (cell == "月") return RateBasis::by_month;
  if (cell == "时") return RateBasis::by_hour;
  if (cell == "件") return RateBasis::by_piece;
  if (cell.empty()) return std::nullopt;
  throw std::runtime_error("no basis is called " + cell);
}

TEST(OvertimePay, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/ldf/044-W13.md", [](const test::CaseRow& row) {
    return overtime_pay({.hours = test::cell_hours(row),
                         .basis = basis_in(row),
                         .rate = test::cell_money(row, "工资标准"),
                         .paid = test::cell_money(row, "加班工资")});
  });
}

OvertimePay three_kinds() {
  OvertimePay pay;
  pay.hours.on_working_days = 250;
  pay.hours.on_rest_days = 800;
  pay.hours.on_statutory_days = 800;
  pay.basis = RateBasis::by_day;
  pay.rate = yuan(240);
  pay.paid = yuan(1'000);
  return pay;
}

std::string sentence(const OvertimePay& pay) {
  return overtime_pay_because(pay, overtime_pay(pay));
}

TEST(OvertimePay, ShowsEachStepOfTheSum) {
  OvertimePay pay = three_kinds();
  EXPECT_EQ(
      sentence(pay),
      "日薪 240.00 元 ÷ 8 小时 ×（工作日超过 8 小时的 2.5 小时 × 150% + 休息日 8 小时 × 200% + "
      "法定节假日 8 小时 × 300%）= 1,312.50 元，工资表记加班工资 1,000.00 元，少 312.50 元");
  pay.basis = RateBasis::by_month;
  pay.rate = yuan(5'220);
  pay.hours.on_rest_days = pay.hours.on_working_days = 0;
  pay.paid = Money{};
  pay.hours.certainty = law::Certainty::provisional;
  EXPECT_EQ(
      sentence(pay),
      "月薪 5,220.00 元 ÷ 174 小时 ×（法定节假日 8 小时 × 300%）= 720.00 元，工资表记加班工资 "
      "0.00 元，少 720.00 元（暂定：放假安排尚未公布）");
}

TEST(OvertimePay, IsExactAtTheLargestRate) {
  OvertimePay pay = three_kinds();
  pay.basis = RateBasis::by_hour;
  pay.rate = Money{99'999'999'999'999};
  pay.hours.on_working_days = 0;
  pay.hours.on_statutory_days = 0;
  pay.hours.on_rest_days = 72'000;
  EXPECT_EQ(overtime_due(pay).fen, 99'999'999'999'999 * 1'440);
}

}  // namespace
}  // namespace qingxin::rules
