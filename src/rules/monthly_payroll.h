// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// One employer's month on one project: whether those of his roster who came are on a payroll.
struct EmployerMonth {
  bool has_roster_table = true;
  std::optional<int> attended_workers;  // of his roster; empty: no attendance table
  std::optional<int> lines;             // his, of the month; empty: no payroll table
  bool has_no_payroll_at_all = false;   // of the whole project: X05 speaks instead
  std::optional<int> grace_days;        // payroll.grace_days; empty: not set
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

// One worker's lines of one month and his word on them.
struct SignedLines {
  bool has_signed_column = true;
  bool has_payments_table = true;
  std::optional<Date> signed_on;   // the last of his lines; empty: not all are signed
  std::optional<Date> first_paid;  // the first money that arrived with him for the month
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

// 保障农民工工资支付条例 31: each month a payroll, signed by the worker himself before he is paid.
//
// Cases: law/examples/gwy-724/031-W08.md
inline constexpr Rule kMonthlyPayroll{
    .id = "W08",
    .name = "未按月编制工资表或无本人签字",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 31, 2}, {"gwy-724", 56, 0, 1}}},
    .next = "请分包、总包补交工资表和本人签字；属实的，由人社部门责令限期改正",
    .formula =
        "支付日（加宽限）已过，用工单位花名册上的人来过而它没有一行工资表；或者支付日已过而本"
        "人没有签字；或者本人签字晚于第一笔到账",
    .parameters = {{"payroll.grace_days", "pay.day", "pay.month_offset", "attendance.valid_passes",
                    "attendance.valid_hours"}}};

constexpr Judgement late_payroll(const law::Deadline& due, Date as_of) {
  if (!is_overdue(due, as_of)) return complies();
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .due = due,
          .certainty = due.certainty};
}

// The day after which a payroll that is still not there is late.
constexpr law::Deadline payroll_due(const EmployerMonth& month) {
  const int grace = *month.grace_days;
  if (grace == 0) return *month.pay_date;
  const Date day = month.pay_date->day + grace;
  return {.nominal = day,
          .day = day,
          .certainty = month.pay_date->certainty,
          .start = month.pay_date->day,
          .period = {grace, law::Unit::calendar_days, law::Roll::none}};
}

constexpr Judgement monthly_payroll(const EmployerMonth& month) {
  if (!month.has_roster_table) return missing_fact({"roster", ""});
  if (!month.attended_workers) return missing_fact({"attendance", ""});
  if (!month.lines) return missing_fact(kNoPayroll);
  if (*month.attended_workers == 0 || month.has_no_payroll_at_all) return not_applicable();
  if (*month.lines > 0) return complies();
  if (!month.pay_date) return missing_fact(kNoPayDay);
  if (!month.grace_days) return missing_fact({"parameter", "payroll.grace_days"});
  return late_payroll(payroll_due(month), month.as_of);
}

// Unsigned once due; signed on the day of the first payment still complies.
constexpr Judgement signed_payroll(const SignedLines& lines) {
  if (!lines.has_signed_column) return missing_fact({"payroll", "signed"});
  if (!lines.signed_on) {
    if (!lines.pay_date) return missing_fact(kNoPayDay);
    return late_payroll(*lines.pay_date, lines.as_of);
  }
  if (!lines.has_payments_table) return missing_fact(kNoPayments);
  if (!lines.first_paid || *lines.signed_on <= *lines.first_paid) return complies();
  return {.verdict = Verdict::violates, .severity = Severity::orange};
}

inline std::string monthly_payroll_because(const EmployerMonth& month, const Judgement& judgement) {
  std::string text = fmt::format("花名册上有 {} 人当月有考勤，工资表没有一行；工资{}",
                                 *month.attended_workers, due_in_chinese(*month.pay_date));
  if (*month.grace_days > 0)
    text += fmt::format("，编表宽限 {} 日到 {}", *month.grace_days, to_string(judgement.due->day));
  return text + fmt::format("，截至 {} 已超 {} 日", to_string(month.as_of),
                            month.as_of - judgement.due->day);
}

inline std::string signed_payroll_because(const SignedLines& lines, const Judgement&) {
  if (lines.signed_on)
    return fmt::format("本人 {} 才签字确认，第一笔工资 {} 已到账，晚 {} 日",
                       to_string(*lines.signed_on), to_string(*lines.first_paid),
                       *lines.signed_on - *lines.first_paid);
  return fmt::format("工资{}，截至 {} 工资表没有本人签字，已超 {} 日",
                     due_in_chinese(*lines.pay_date), to_string(lines.as_of),
                     lines.as_of - lines.pay_date->day);
}

}  // namespace qingxin::rules
