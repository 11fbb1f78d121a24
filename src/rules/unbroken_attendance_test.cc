// SPDX-License-Identifier: Apache-2.0
#include "rules/unbroken_attendance.h"

#include <gtest/gtest.h>

#include "tests/support/judgement_cases.h"

namespace qingxin::rules {
namespace {

// "1-9、20" → bits 0 to 8 and 19.
std::uint32_t attended_in(const std::string& days) {
  std::uint32_t attended = 0;
  for (std::string_view rest = days; !rest.empty();) {
    const std::size_t comma = rest.find("、");
    const std::string part{rest.substr(0, comma)};
    const std::size_t dash = part.find('-');
    const int first = std::stoi(part);
    const int last = dash == part.npos ? first : std::stoi(part.substr(dash + 1));
    for (int day = first; day <= last; ++day) attended |= 1U << (day - 1);
    rest = comma == rest.npos ? "" : rest.substr(comma + std::string_view{"、"}.size());
  }
  return attended;
}

AttendanceRecord record_in(const test::CaseRow& row) {
  AttendanceRecord record;
  record.has_attendance_table = test::cell_is(row, "考勤表", "有", "无");
  record.is_stopped = row["项目"] == "停工";
  record.must_be_unbroken = row["项目"] == "在建";
  record.is_running_time_known = test::cell_is(row, "起止已知", "是", "否");
  record.month = parse_iso_month(row["月份"]).value();
  record.from = test::cell_day(row, "在场起");
  record.to = test::cell_day(row, "在场止");
  record.attended = attended_in(row["有考勤的日"]);
  record.payroll_lines = test::cell_count(row, "工资表行数");
  record.pay_date = test::cell_pay_date(row);
  record.as_of = test::cell_day(row, "截至日").value();
  return record;
}

TEST(UnbrokenAttendance, AgreesWithTheCasesOfTheArticle) {
  test::hold_to_table("law/examples/gwy-724/038-X05.md", [](const test::CaseRow& row) {
    return unbroken_attendance(record_in(row), test::shipped_calendar());
  });
}

AttendanceRecord september() {
  AttendanceRecord record;
  record.has_attendance_table = true;
  record.month = month(2026, 9);
  record.from = date(2026, 9, 1);
  record.to = date(2026, 9, 30);
  record.attended = attended_in("1-17");
  record.payroll_lines = 40;
  record.pay_date = law::previous_working_day(date(2026, 10, 15), test::shipped_calendar());
  record.as_of = date(2026, 11, 22);
  return record;
}

std::string sentence(const AttendanceRecord& record) {
  const law::Calendar& calendar = test::shipped_calendar();
  return unbroken_attendance_because(record, unbroken_attendance(record, calendar), calendar);
}

TEST(UnbrokenAttendance, SaysWhichDaysAreSilent) {
  EXPECT_EQ(sentence(september()),
            "2026-09-18 至 2026-09-30 连续 10 日没有任何考勤（公布的放假日不计）");
}

TEST(UnbrokenAttendance, NeverTakesNoDataForNotPaid) {
  AttendanceRecord record = september();
  record.payroll_lines = 0;
  EXPECT_EQ(sentence(record),
            "2026-09 有考勤，发薪日 2026-10-15 已过，全项目没有一行工资表（不等于未付）");
}

// 停工: the rule says nothing, and so it must not make the wage rules silent either.
TEST(UnbrokenAttendance, OfAStoppedProjectSilencesNoOtherRule) {
  AttendanceRecord record = september();
  record.payroll_lines = 0;
  EXPECT_TRUE(has_no_payroll_at_all(record));
  record.is_stopped = true;
  EXPECT_FALSE(has_no_payroll_at_all(record));
}

}  // namespace
}  // namespace qingxin::rules
