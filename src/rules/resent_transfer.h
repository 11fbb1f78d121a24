// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "rules/wage_month.h"

namespace qingxin::rules {

// A failed or returned payment that no later attempt of the same money took up.
struct FailedPayment {
  Money amount;
  Date failed;
  law::Deadline resend_by;  // failed + transfer.resend_working_days
};

// 保障农民工工资支付条例 12: a transfer that came back is sent again; until then nobody was paid.
// Cases: law/examples/gwy-724/012-W18.md
inline constexpr Rule kResentTransfer{
    .id = "W18",
    .name = "退票未重发",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 12}, {"gwy-724", 31, 3}}},
    .next = "核对银行退票原因和卡号，督促重新代发；逾期不付的，由人社部门责令限期支付",
    .formula = "代发失败或退回，过了支付日和重发期限（取晚的一天）仍未付清",
    .parameters = {{"transfer.resend_working_days", "pay.day", "pay.month_offset"}}};

// The last day for sending a failed payment again: never before the pay date.
constexpr Date resend_limit(const WageMonth& month, const FailedPayment& payment) {
  return std::max(month.pay_date->day, payment.resend_by.day);
}

// Violated by failures whose term and the pay date have both passed while wages are still unpaid;
// the amount never exceeds what is unpaid.
inline Judgement resent_transfer(const WageMonth& month, const std::vector<FailedPayment>& failed) {
  if (!month.net) return missing_fact(kNoPayroll);
  if (!month.pay_date) return missing_fact(kNoPayDay);
  if (!month.paid) return missing_fact(kNoPayments);
  const Money unpaid = *month.net - *month.paid;
  if (unpaid <= Money{}) return complies();

  Judgement late{.verdict = Verdict::violates,
                 .severity = Severity::red,
                 .amount = Money{},
                 .certainty = month.pay_date->certainty};
  for (const FailedPayment& payment : failed) {
    const Date limit = resend_limit(month, payment);
    if (month.as_of <= limit) continue;
    *late.amount += payment.amount;
    if (!late.since || limit + 1 < *late.since) {
      late.since = limit + 1;
      late.due = limit == month.pay_date->day ? *month.pay_date : payment.resend_by;
    }
    if (payment.resend_by.certainty == law::Certainty::provisional)
      late.certainty = law::Certainty::provisional;
  }
  if (!late.since) return complies();
  late.amount = std::min(*late.amount, unpaid);
  late.days = month.as_of - *late.since + 1;
  return late;
}

inline std::string resent_transfer_because(const WageMonth& month,
                                           const std::vector<FailedPayment>& failed,
                                           const Judgement& judgement) {
  const FailedPayment* first = nullptr;  // of those whose term has passed, the earliest term
  int count = 0;
  Money sum;
  for (const FailedPayment& payment : failed) {
    if (month.as_of <= resend_limit(month, payment)) continue;
    if (!first || resend_limit(month, payment) < resend_limit(month, *first)) first = &payment;
    ++count;
    sum += payment.amount;
  }
  check(first != nullptr);
  return fmt::format(
      "{} 代发 {} 元失败或退回，应在 {} 前重发{}，截至 {} 仍有 {} 元未到账",
      to_string(first->failed), to_string(first->amount), to_string(resend_limit(month, *first)),
      count == 1 ? "" : fmt::format("（逾期未重发的共 {} 笔、{} 元）", count, to_string(sum)),
      to_string(month.as_of), to_string(*judgement.amount));
}

}  // namespace qingxin::rules
