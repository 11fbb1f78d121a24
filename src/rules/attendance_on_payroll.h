// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker's month on one project: days at the gate against days on the payroll. Days are
// counted in halves because payrolls are.
struct DaysCompared {
  std::optional<int> attended_days;      // empty: no attendance table
  std::optional<int> payroll_lines;      // of the month; empty: no payroll table
  std::optional<int> payroll_half_days;  // of all lines; empty: not given on every line
  int days_in_month = 31;
  int tolerance_half_days = 0;       // attendance.tolerance_days × 2
  int days_after_left = 0;           // attended days that no stay covers, after one ended
  bool employer_has_payroll = true;  // some worker of his employer has a line that month
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

// 保障农民工工资支付条例 28, 31: the payroll follows from the attendance of each worker.
// Cases: law/examples/gwy-724/031-W17.md
inline constexpr Rule kAttendanceOnPayroll{
    .id = "W17",
    .name = "考勤与工资表不符",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 31, 2}, {"gwy-724", 28, 2}}},
    .next = "请总包、分包核对考勤和工资表，补列或说明",
    .formula =
        "工资表天数与考勤天数之差超过容差，或者支付日已过而来过的人不在工资表上，或者天数多于当月天"
        "数，或者退场后还有考勤",
    .parameters = {{"attendance.tolerance_days", "attendance.valid_passes",
                    "attendance.valid_hours", "pay.day", "pay.month_offset"}}};

// Which of the four ways it differs.
enum class DayMismatch : unsigned char {
  none,
  more_than_the_month,
  after_left,
  days_differ,
  no_line,
};

constexpr DayMismatch day_mismatch(const DaysCompared& days) {
  const bool has_line = days.payroll_lines.value_or(0) > 0;
  const int attended = days.attended_days.value_or(0);
  if (has_line && days.payroll_half_days.value_or(0) > 2 * days.days_in_month)
    return DayMismatch::more_than_the_month;
  if (days.days_after_left > 0) return DayMismatch::after_left;
  if (has_line && attended > 0 && days.payroll_half_days) {
    const int difference = *days.payroll_half_days - 2 * attended;
    if ((difference < 0 ? -difference : difference) > days.tolerance_half_days)
      return DayMismatch::days_differ;
  }
  if (!has_line && attended > 0 && days.pay_date && is_overdue(*days.pay_date, days.as_of))
    return DayMismatch::no_line;
  return DayMismatch::none;
}

// Silent where the whole employer has no payroll (W08) and where nobody was seen (X04).
constexpr Judgement attendance_on_payroll(const DaysCompared& days) {
  if (!days.attended_days) return missing_fact({"attendance", ""});
  if (!days.payroll_lines) return missing_fact(kNoPayroll);
  if (!days.employer_has_payroll || *days.attended_days == 0) return not_applicable();
  const DayMismatch mismatch = day_mismatch(days);
  if (mismatch == DayMismatch::none)
    return *days.payroll_lines == 0 && !days.pay_date ? missing_fact(kNoPayDay) : complies();
  Judgement differs{.verdict = Verdict::violates, .severity = Severity::orange};
  if (mismatch == DayMismatch::no_line) {
    differs.due = days.pay_date;
    differs.certainty = days.pay_date->certainty;
  }
  return differs;
}

inline std::string half_days_in_chinese(int half_days) {
  return half_days % 2 == 0 ? std::to_string(half_days / 2) : std::to_string(half_days / 2) + ".5";
}

inline std::string attendance_on_payroll_because(const DaysCompared& days, const Judgement&) {
  switch (day_mismatch(days)) {
    case DayMismatch::more_than_the_month:
      return fmt::format("工资表记 {} 日，超过当月 {} 日",
                         half_days_in_chinese(*days.payroll_half_days), days.days_in_month);
    case DayMismatch::after_left:
      return fmt::format("退场之后仍有 {} 日考勤", days.days_after_left);
    case DayMismatch::days_differ:
      return fmt::format("考勤 {} 日，工资表 {} 日", *days.attended_days,
                         half_days_in_chinese(*days.payroll_half_days));
    case DayMismatch::no_line:
      return fmt::format("有 {} 日考勤，当月工资表无此人", *days.attended_days);
    case DayMismatch::none: break;
  }
  return "";
}

}  // namespace qingxin::rules
