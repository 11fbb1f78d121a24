// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker of one project, what he had to get for all months, and whether he has gone.
struct Leaver {
  bool has_roster_table = false;
  bool has_left_column = false;
  std::optional<Date> left;          // of the last stay; empty: still there, or on no roster
  std::optional<Date> told_settled;  // 结清确认日期: said, not paid
  std::optional<Money> net;          // of all lines, due or not; empty: no payroll table
  std::optional<Money> unpaid;       // Σ of what each month lacks; empty: no payments table
  int unpaid_months = 0;
  Date as_of;
};

// 工资支付暂行规定 8, 9: who goes is paid off at once. A roll-up of what W01 and W02 say of the
// months that are due, and of those that are not yet.
//
// Cases: law/examples/gzzf-1994/008-W15.md
inline constexpr Rule kSettledAtLeaving{
    .id = "W15",
    .name = "离场未结清",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gzzf-1994", 8}, {"gzzf-1994", 9}}},
    .next = "核实；属实的，由人社部门责令限期结清",
    .formula = "退场以后还有工资没有付清，不论是否到支付日；有结清确认日期的也照算"};

constexpr Judgement settled_at_leaving(const Leaver& leaver) {
  if (!leaver.has_roster_table) return missing_fact({"roster", ""});
  if (!leaver.has_left_column) return missing_fact({"roster", "left"});
  if (!leaver.left || *leaver.left > leaver.as_of) return not_applicable();
  if (*leaver.left == leaver.as_of) return complies();
  if (!leaver.net) return missing_fact(kNoPayroll);
  if (*leaver.net == Money{}) return complies();
  if (!leaver.unpaid) return missing_fact(kNoPayments);
  if (*leaver.unpaid == Money{}) return complies();
  return {.verdict = Verdict::violates,
          .severity = Severity::red,
          .amount = leaver.unpaid,
          .since = *leaver.left + 1,
          .days = leaver.as_of - *leaver.left};
}

inline std::string settled_at_leaving_because(const Leaver& leaver, const Judgement& judgement) {
  std::string text = fmt::format(
      "{} 退场，截至 {} 尚有 {} 个月的工资共 {} 元没有到账记录，已 {} 日", to_string(*leaver.left),
      to_string(leaver.as_of), leaver.unpaid_months, to_string(*judgement.amount), *judgement.days);
  if (leaver.told_settled)
    text += fmt::format("（花名册写 {} 已确认结清）", to_string(*leaver.told_settled));
  return text;
}

}  // namespace qingxin::rules
