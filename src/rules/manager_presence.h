// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One month of a project manager or chief supervisor beside that of his project.
struct ManagerMonth {
  bool is_stopped = false;                 // 停工
  bool is_on_roster = false;               // in that month
  std::string_view role;                   // 项目经理 or 总监; empty: neither
  std::optional<int> attended_days;        // his own; empty: no attendance table
  int project_days = 0;                    // on which anybody was there, while he was to be
  std::optional<int> presence_hundredths;  // manager.min_presence in hundredths of a percent
};

// The share is set by the place; that somebody has to be there follows from 保障农民工工资支付条例
// 28. No article names a figure.
//
// Cases: law/examples/local/X06.md
inline constexpr Rule kManagerPresence{
    .id = "X06",
    .name = "项目经理、总监到岗不足",
    .severity = Severity::yellow,
    .binds = Binds::construction,
    .bases = {},
    .next = "请项目说明，并核对到岗考勤",
    .formula =
        "项目经理或总监当月考勤天数，不到项目有人考勤的天数（只算其在册的日子）的到岗比例下限",
    .parameters = {{"manager.min_presence", "attendance.valid_passes", "attendance.valid_hours"}}};

constexpr Judgement manager_presence(const ManagerMonth& month) {
  if (month.is_stopped || month.role.empty() || !month.is_on_roster) return not_applicable();
  if (!month.attended_days) return missing_fact({"attendance", ""});
  if (month.project_days == 0) return not_applicable();
  if (!month.presence_hundredths) return missing_fact({"parameter", "manager.min_presence"});
  if (*month.attended_days * 10'000 >= *month.presence_hundredths * month.project_days)
    return complies();
  return {.verdict = Verdict::violates, .severity = Severity::yellow};
}

inline std::string percent_in_chinese(int hundredths) {
  std::string text = to_string(Money{hundredths});
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text + "%";
}

inline std::string manager_presence_because(const ManagerMonth& month, const Judgement&) {
  return fmt::format("{}当月考勤 {} 天，项目有人考勤 {} 天（只算其在册的日子），到岗不足 {}",
                     month.role, *month.attended_days, month.project_days,
                     percent_in_chinese(*month.presence_hundredths));
}

}  // namespace qingxin::rules
