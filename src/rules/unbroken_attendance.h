// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One project's month of data: which days anybody was seen, within the days it ran.
struct AttendanceRecord {
  bool has_attendance_table = false;
  bool is_stopped = false;            // 停工: this rule is silent, and silences no other
  bool must_be_unbroken = true;       // false: 筹备, or no construction project
  bool is_running_time_known = true;  // false: no start date, or finished on an unknown day
  std::string_view unknown_day = "start_date";  // the column of projects that lacks it
  bool has_managers_only = false;  // nobody else attended: nobody is missing on the payroll
  Month month;
  std::optional<Date> from;          // the days of the month on which the project ran, up to
  std::optional<Date> to;            // as_of; empty: none
  std::uint32_t attended = 0;        // bit d-1: somebody attended on day d
  std::optional<int> payroll_lines;  // of the whole project; empty: no payroll table
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

inline constexpr int kSilentDaysMin = 10;

// 保障农民工工资支付条例 38: the monitoring platform lives on data that arrive. "No data" is never
// "not paid".
// Cases: law/examples/gwy-724/038-X05.md
inline constexpr Rule kUnbrokenAttendance{
    .id = "X05",
    .name = "数据断报",
    .severity = Severity::yellow,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 38, 1}}},
    .next = "请项目补传考勤或工资表；停工的，补报停工日期",
    .formula =
        "开工至完工或截至日之间，项目连续十个日历日以上没有任何考勤（不计法定假日）；或者支付日已过"
        "、有考勤而整张工资表都没有",
    .parameters = {
        {"attendance.valid_passes", "attendance.valid_hours", "pay.day", "pay.month_offset"}}};

struct SilentRun {
  int days = 0;  // without published holidays
  Date first;
  Date last;
  law::Certainty certainty = law::Certainty::firm;
};

// The longest run of days without any attendance; published holidays neither count nor end it.
inline SilentRun longest_silent_run(const AttendanceRecord& record, const law::Calendar& calendar) {
  SilentRun longest;
  SilentRun run;
  if (!record.from || !record.to) return longest;
  for (Date day = *record.from; day <= *record.to; day = day + 1) {
    if (record.attended >> (day_of_month(day) - 1) & 1) {
      run = {};
      continue;
    }
    if (!calendar.is_published(year_of(day))) run.certainty = law::Certainty::provisional;
    if (calendar.is_published_holiday(day)) continue;
    if (run.days == 0) run.first = day;
    run.last = day;
    ++run.days;
    if (run.days > longest.days) longest = run;
  }
  return longest;
}

inline bool has_no_payroll_at_all(const AttendanceRecord& record) {
  return !record.is_stopped && record.attended != 0 && !record.has_managers_only &&
         record.payroll_lines == 0 && record.pay_date && is_overdue(*record.pay_date, record.as_of);
}

inline Judgement unbroken_attendance(const AttendanceRecord& record,
                                     const law::Calendar& calendar) {
  if (record.is_stopped) return not_applicable();
  if (!record.has_attendance_table) return missing_fact({"attendance", ""});
  Judgement broken{.verdict = Verdict::violates, .severity = Severity::yellow};
  if (has_no_payroll_at_all(record)) {
    broken.due = record.pay_date;
    broken.certainty = record.pay_date->certainty;
    return broken;
  }
  if (record.must_be_unbroken && record.is_running_time_known) {
    const SilentRun run = longest_silent_run(record, calendar);
    if (run.days >= kSilentDaysMin) {
      broken.since = run.first;
      broken.days = run.days;
      broken.certainty = run.certainty;
      return broken;
    }
  }
  if (record.must_be_unbroken && !record.is_running_time_known)
    return missing_fact({"projects", record.unknown_day});
  if (record.has_managers_only) return complies();
  if (record.attended != 0 && !record.payroll_lines) return missing_fact(kNoPayroll);
  if (record.attended != 0 && record.payroll_lines == 0 && !record.pay_date)
    return missing_fact(kNoPayDay);
  return complies();
}

inline std::string unbroken_attendance_because(const AttendanceRecord& record,
                                               const Judgement& judgement,
                                               const law::Calendar& calendar) {
  if (!judgement.days)
    return fmt::format("{} 有考勤，发薪日 {} 已过，全项目没有一行工资表（不等于未付）",
                       to_string(record.month), to_string(record.pay_date->day));
  const SilentRun run = longest_silent_run(record, calendar);
  return fmt::format("{} 至 {} 连续 {} 日没有任何考勤（公布的放假日不计）", to_string(run.first),
                     to_string(run.last), run.days);
}

}  // namespace qingxin::rules
