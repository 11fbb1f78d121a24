// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// 保障农民工工资支付条例 12: wages are paid in full.
// Cases: law/examples/gwy-724/012-W02.md
inline constexpr Rule kFullPayment{.id = "W02",
                                   .name = "工资未足额支付",
                                   .severity = Severity::red,
                                   .binds = Binds::every_employer,
                                   .bases = {{{"gwy-724", 12}, {"ldhtf", 85}}},
                                   .next = "核实；属实的，由人社部门责令限期支付",
                                   .formula = "支付日已过，当月到账大于零而小于实发工资",
                                   .parameters = {{"pay.day", "pay.month_offset"}}};

// Part paid by as_of, once due: red, what is still missing.
constexpr Judgement full_payment(const WageMonth& month) {
  if (!month.net) return missing_fact(kNoPayroll);
  if (*month.net == Money{}) return not_applicable();
  if (!month.pay_date) return missing_fact(kNoPayDay);
  if (!is_overdue(*month.pay_date, month.as_of)) return complies();
  if (!month.paid) return missing_fact(kNoPayments);
  if (*month.paid == Money{}) return not_applicable();
  if (*month.paid >= *month.net) return complies();
  return {.verdict = Verdict::violates,
          .severity = Severity::red,
          .amount = *month.net - *month.paid,
          .since = month.pay_date->day + 1,
          .days = month.as_of - month.pay_date->day,
          .due = month.pay_date,
          .certainty = month.pay_date->certainty};
}

inline std::string full_payment_because(const WageMonth& month, const Judgement& judgement) {
  return fmt::format("应发 {} 元，{}，截至 {} 到账 {} 元，少 {} 元", to_string(*month.net),
                     due_in_chinese(*month.pay_date), to_string(month.as_of),
                     to_string(*month.paid), to_string(*judgement.amount));
}

}  // namespace qingxin::rules
