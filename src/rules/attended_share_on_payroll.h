// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// One project's month: how many of those at the gate are on no payroll.
struct AttendedShare {
  std::optional<int> attended;         // people; empty: no attendance table
  std::optional<int> without_line;     // of them; empty: no payroll table
  bool has_no_payroll_at_all = false;  // X05 speaks instead
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

inline constexpr int kMissingShareMaxPercent = 10;

// 保障农民工工资支付条例 31, 56: the monthly payroll holds everybody who worked.
// Cases: law/examples/gwy-724/031-X03.md
inline constexpr Rule kAttendedShareOnPayroll{
    .id = "X03",
    .name = "考勤未进工资表",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 31, 2}, {"gwy-724", 56, 0, 1}}},
    .next = "请总包、分包说明未列人员；属实的，由人社部门责令限期补编工资表",
    .formula = "支付日已过，当月来过的人里不在工资表上的超过百分之十",
    .parameters = {
        {"attendance.valid_passes", "attendance.valid_hours", "pay.day", "pay.month_offset"}}};

// Violated over one tenth, once due; exactly one tenth complies.
constexpr Judgement attended_share_on_payroll(const AttendedShare& share) {
  if (!share.attended) return missing_fact({"attendance", ""});
  if (!share.without_line) return missing_fact(kNoPayroll);
  if (*share.attended == 0 || share.has_no_payroll_at_all) return not_applicable();
  if (*share.without_line * 100 <= *share.attended * kMissingShareMaxPercent) return complies();
  if (!share.pay_date) return missing_fact(kNoPayDay);
  if (!is_overdue(*share.pay_date, share.as_of)) return complies();
  return {.verdict = Verdict::violates,
          .severity = Severity::red,
          .due = share.pay_date,
          .certainty = share.pay_date->certainty};
}

inline std::string attended_share_on_payroll_because(const AttendedShare& share, const Judgement&) {
  return fmt::format("当月 {} 人有考勤，其中 {} 人不在工资表上，超过 {}%", *share.attended,
                     *share.without_line, kMissingShareMaxPercent);
}

}  // namespace qingxin::rules
