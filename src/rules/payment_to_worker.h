// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// Who got one payment.
enum class Payee : unsigned char { the_worker, another_person, not_given };

// What is known about the receiver of one payment, names and cards already compared.
enum class Match : unsigned char { same, different, unknown };

// A name that is not the worker's, or a card that another person registered and he did not, is
// another person; a card that nobody registered may be his new one.
constexpr Payee payee_of(Match name, Match account) {
  if (name == Match::different || account == Match::different) return Payee::another_person;
  if (name == Match::same || account == Match::same) return Payee::the_worker;
  return Payee::not_given;
}

// The successful payments of one wage month that were meant for one worker.
struct PaymentReceivers {
  Money to_others;
  int others = 0;         // payments to another person
  int without_payee = 0;  // neither name nor a known account given
  int without_name = 0;   // a name is given, but not known is the worker's own
};

// 保障农民工工资支付条例 11, 31: wages go to the worker himself.
// Cases: law/examples/gwy-724/011-W07.md
inline constexpr Rule kPaymentToWorker{
    .id = "W07",
    .name = "工资付给他人",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 11}, {"gwy-724", 31, 3}}},
    .next = "核实收款人与工人的关系；属实的，由人社部门责令限期支付给本人",
    .formula = "成功支付的工资，收款人或收款账号是别人的"};

constexpr Judgement payment_to_worker(const PaymentReceivers& receivers) {
  if (receivers.others > 0)
    return {.verdict = Verdict::violates, .severity = Severity::red, .amount = receivers.to_others};
  if (receivers.without_payee > 0) return missing_fact({"payments", "payee"});
  if (receivers.without_name > 0) return missing_fact({"roster", "name"});
  return complies();
}

inline std::string payment_to_worker_because(const PaymentReceivers& receivers, const Judgement&) {
  return fmt::format("本月 {} 笔、{} 元工资的收款人或收款账户是他人，不计为已付本人",
                     receivers.others, to_string(receivers.to_others));
}

}  // namespace qingxin::rules
