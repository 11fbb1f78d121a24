// SPDX-License-Identifier: Apache-2.0
#include "rules/wage_register.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

Entry entry(const test::CaseRow& row, std::string_view column) {
  const std::string& cell = row[column];
  if (cell == "有" || cell.empty()) return Entry::filled;
  if (cell == "空") return Entry::empty;
  if (cell == "无列" || cell == "无表") return Entry::no_column;
  throw std::runtime_error("no entry of the register is " + cell);
}

TEST(WageRegister, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/015-W09.md", [](const test::CaseRow& row) {
    return wage_register({.has_payroll_table = test::cell_is(row, "工资表", "有", "无"),
                          .has_roster_table = row["手机号"] != "无表",
                          .has_payments_table = row["付款日期"] != "无表",
                          .phone = entry(row, "手机号"),
                          .days = entry(row, "出勤天数"),
                          .hours = entry(row, "工时"),
                          .gross = entry(row, "应发"),
                          .net = entry(row, "实发"),
                          .paid_on = entry(row, "付款日期"),
                          .signed_on = entry(row, "本人签字"),
                          .pay_date = test::cell_pay_date(row),
                          .as_of = test::cell_day(row, "截至日").value()});
  });
}

std::string sentence(const WageRegister& entries) {
  return wage_register_because(entries, wage_register(entries));
}

TEST(WageRegister, NamesEachEntryThatIsNotThere) {
  WageRegister entries;
  entries.as_of = date(2026, 11, 22);
  entries.phone = Entry::empty;
  EXPECT_EQ(sentence(entries), "当月工资台账缺：联系方式");
  entries.days = entries.hours = entries.gross = entries.net = Entry::empty;
  entries.paid_on = entries.signed_on = Entry::empty;
  EXPECT_EQ(sentence(entries),
            "当月工资台账缺：联系方式、工作时间（出勤天数、工时都空）、应发工资、实发工资");
  entries.pay_date = law::previous_working_day(date(2026, 11, 15), test::shipped_calendar());
  EXPECT_EQ(
      sentence(entries),
      "当月工资台账缺：联系方式、工作时间（出勤天数、工时都空）、应发工资、实发工资、到账日期或"
      "本人签字");
}

}  // namespace
}  // namespace qingxin::rules
