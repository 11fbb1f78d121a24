// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// 保障农民工工资支付条例 12, 14: wages are paid on the agreed day; where it is a rest day, before.
// Cases: law/examples/gwy-724/012-W01.md
inline constexpr Rule kTimelyPayment{
    .id = "W01",
    .name = "工资逾期未付或晚付",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 12}, {"gwy-724", 14, 1}, {"ldhtf", 85}}},
    .next = "核实；属实的，由人社部门责令限期支付",
    .formula =
        "支付日（遇休息日提前）已过，分文未到账；或者已付清，但最后一笔所需的款到账晚于支付日",
    .parameters = {{"pay.day", "pay.month_offset"}}};

// Nothing paid: red, the whole. All paid, but the last needed payment late: orange, what came
// late. Part paid is left to full_payment (W02).
constexpr Judgement timely_payment(const WageMonth& month) {
  if (!month.net) return missing_fact(kNoPayroll);
  if (*month.net == Money{}) return not_applicable();
  if (!month.pay_date) return missing_fact(kNoPayDay);
  if (!is_overdue(*month.pay_date, month.as_of)) return complies();
  if (!month.paid) return missing_fact(kNoPayments);

  Judgement late{.verdict = Verdict::violates,
                 .severity = Severity::red,
                 .since = month.pay_date->day + 1,
                 .due = month.pay_date,
                 .certainty = month.pay_date->certainty};
  if (*month.paid == Money{}) {
    late.amount = *month.net;
    late.days = month.as_of - month.pay_date->day;
    return late;
  }
  if (*month.paid < *month.net) return not_applicable();
  if (!month.settled || *month.settled <= month.pay_date->day) return complies();
  late.severity = Severity::orange;
  late.amount = *month.net - month.paid_in_time;
  late.days = *month.settled - month.pay_date->day;
  return late;
}

inline std::string timely_payment_because(const WageMonth& month, const Judgement& judgement) {
  const std::string due =
      fmt::format("应发 {} 元，{}", to_string(*month.net), due_in_chinese(*month.pay_date));
  if (judgement.severity == Severity::red)
    return fmt::format("{}，截至 {} 银行无成功到账记录，已超 {} 日", due, to_string(month.as_of),
                       *judgement.days);
  return fmt::format("{}，其中 {} 元到 {} 才付清，晚 {} 日", due, to_string(*judgement.amount),
                     to_string(*month.settled), *judgement.days);
}

}  // namespace qingxin::rules
