// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/overtime_hours.h"

namespace qingxin::rules {

// 劳动法 38, 41: no more than three hours of overtime a day and 36 a month, and one day of rest in
// each week.
//
// Cases: law/examples/ldf/038-W14.md
inline constexpr Rule kOvertimeLimit{
    .id = "W14",
    .name = "加班超时",
    .severity = Severity::yellow,
    .binds = Binds::every_employer,
    .bases = {{{"ldf", 38}, {"ldf", 41}, {"gwy-423", 25}}},
    .next = "核实工时和休息安排；属实的，由人社部门责令限期改正",
    .formula =
        "一天的加班（工作日超过八小时的部分，休息日、法定节假日的全部）多于三小时，或者一个月的加班"
        "多于三十六小时，或者连续七日都有考勤",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

inline constexpr int kDayOvertimeMax = 300;
inline constexpr int kMonthOvertimeMax = 3'600;
inline constexpr int kDaysInARowMin = 7;

// Seven days in a row need no hours to be seen.
constexpr Judgement overtime_limit(const OvertimeHours& hours) {
  if (!hours.has_attendance_table) return missing_fact({"attendance", ""});
  Judgement over{.verdict = Verdict::violates, .severity = Severity::yellow};
  if (hours.days_in_a_row >= kDaysInARowMin) return over;
  over.certainty = hours.certainty;
  if (hours.longest > kDayOvertimeMax || hours.all() > kMonthOvertimeMax) return over;
  if (!hours.has_hours_column || hours.days_without_hours > 0)
    return missing_fact({"attendance", "hours"});
  return complies();
}

inline std::string overtime_limit_because(const OvertimeHours& hours, const Judgement&) {
  std::string text;
  const auto add = [&](bool is_over, const std::string& words) {
    if (is_over) text += (text.empty() ? "" : "；") + words;
  };
  const std::string_view provisional =
      hours.certainty == law::Certainty::provisional ? "（暂定：放假安排尚未公布）" : "";
  add(hours.days_in_a_row >= kDaysInARowMin,
      fmt::format("连续 {} 日都有考勤，没有休息日", hours.days_in_a_row));
  add(hours.longest > kDayOvertimeMax,
      fmt::format("{} 日加班 {} 小时，多于 3 小时{}", hours.longest_on,
                  hundredths_in_chinese(hours.longest), provisional));
  add(hours.all() > kMonthOvertimeMax,
      fmt::format("当月加班 {} 小时，多于 36 小时{}", hundredths_in_chinese(hours.all()),
                  provisional));
  return text;
}

}  // namespace qingxin::rules
