// SPDX-License-Identifier: Apache-2.0
#include "rules/suspicious_wages.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// What the other tables of the page leave open is as it should be.
PersonOnPayroll nobody_special() {
  return {.has_roster_table = true,
          .has_phone_column = true,
          .has_payroll_table = true,
          .is_on_roster = true,
          .has_phone = true,
          .phone_workers = 1,
          .years = {}};
}

Judgement of_attendance(const test::CaseRow& row) {
  MonthOnPayroll month{.payroll_lines = test::cell_count(row, "工资表行数"), .gross = yuan(6'000)};
  if (test::cell_is(row, "考勤", "有", "无"))
    month.attended_days = test::cell_count(row, "出勤天数").value();
  return suspicious_month(month);
}

Judgement of_gross(const test::CaseRow& row) {
  const std::optional<Money> gross = test::cell_money(row, "应发");
  if (row["期间"].size() == std::string_view("2026-10").size())
    return suspicious_month({.payroll_lines = gross ? std::optional{1} : std::nullopt,
                             .attended_days = 20,
                             .gross = gross});
  PersonOnPayroll person = nobody_special();
  person.has_payroll_table = gross.has_value();
  if (gross) person.years = {{2026, *gross}};
  return suspicious_person(person);
}

Judgement of_phone(const test::CaseRow& row) {
  PersonOnPayroll person = nobody_special();
  person.has_roster_table = test::cell_is(row, "花名册", "有", "无");
  person.has_phone_column = row["手机号列"] == "有";
  person.has_phone = !row["手机号"].empty();
  person.phone_workers = test::cell_count(row, "同号工人数").value_or(0);
  return suspicious_person(person);
}

TEST(SuspiciousWages, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/028-X04.md", [](const test::CaseRow& row) {
    if (row.cells.contains("出勤天数")) return of_attendance(row);
    return row.cells.contains("期间") ? of_gross(row) : of_phone(row);
  });
}

TEST(SuspiciousWages, SaysWhatIsOddAboutAMonth) {
  MonthOnPayroll month{.payroll_lines = 1, .attended_days = 0, .gross = yuan(6'000)};
  const auto sentence = [&] { return suspicious_month_because(month, suspicious_month(month)); };
  EXPECT_EQ(sentence(), "工资表上有此人，当月考勤一天也没有");
  month.gross = yuan(60'000);
  EXPECT_EQ(sentence(),
            "工资表上有此人，当月考勤一天也没有，当月应发 60,000.00 元，超过 50,000.00 元");
  month.attended_days = 22;
  EXPECT_EQ(sentence(), "当月应发 60,000.00 元，超过 50,000.00 元");
}

TEST(SuspiciousWages, SaysWhatIsOddAboutAPerson) {
  PersonOnPayroll person = nobody_special();
  person.phone_workers = 4;
  const auto sentence = [&] {
    return suspicious_person_because(person, suspicious_person(person));
  };
  EXPECT_EQ(sentence(), "手机号同时登记给 4 名工人");
  person.years = {{2025, yuan(100'000)}, {2026, yuan(360'000)}};
  EXPECT_EQ(sentence(),
            "手机号同时登记给 4 名工人，2026 年各月应发合计 360,000.00 元，超过 300,000.00 元");
}

TEST(SuspiciousWages, AsksForEachGross) {
  EXPECT_EQ(suspicious_month({.payroll_lines = 1, .attended_days = 20, .gross = {}}).missing,
            (MissingFact{"payroll", "gross"}));
  PersonOnPayroll person = nobody_special();
  person.is_every_gross_given = false;
  EXPECT_EQ(suspicious_person(person).missing, (MissingFact{"payroll", "gross"}));
}

}  // namespace
}  // namespace qingxin::rules
