// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// The payments of one worker's month that went through, by what they were made in.
struct PaymentForms {
  bool has_payments_table = true;
  int without_form = 0;  // whose form is not given
  Money in_kind;         // 实物
  Money promissory;      // 白条
};

// 保障农民工工资支付条例 11: wages are money.
//
// Cases: law/examples/gwy-724/011-W05.md
inline constexpr Rule kPaymentInMoney{.id = "W05",
                                      .name = "非货币支付",
                                      .severity = Severity::red,
                                      .binds = Binds::every_employer,
                                      .bases = {{{"gwy-724", 11}, {"gwy-724", 54, 0, 1}}},
                                      .next = "核实；属实的，由人社部门责令限期改正，以货币支付",
                                      .formula = "工资以实物、白条等代替货币支付"};

constexpr Judgement payment_in_money(const PaymentForms& forms) {
  if (!forms.has_payments_table) return missing_fact(kNoPayments);
  const Money instead = forms.in_kind + forms.promissory;
  if (instead > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::red, .amount = instead};
  if (forms.without_form > 0) return missing_fact({"payments", "form"});
  return complies();
}

inline std::string payment_in_money_because(const PaymentForms& forms, const Judgement&) {
  std::string text = "本月工资";
  if (forms.in_kind > Money{}) text += fmt::format("以实物折抵 {} 元", to_string(forms.in_kind));
  if (forms.promissory > Money{})
    text += fmt::format("{}以白条代付 {} 元", forms.in_kind > Money{} ? "、" : "",
                        to_string(forms.promissory));
  return text + "，不计为已付";
}

}  // namespace qingxin::rules
