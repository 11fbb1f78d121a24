// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// The successful payments in money of one wage month to or for one worker, by where they came from.
struct PaymentSources {
  std::optional<int> wage_accounts;  // of the project; empty: no accounts table
  Money from_elsewhere;              // by bank, from an account that is no wage account of it
  Money in_cash;
  int without_source = 0;  // bank payments whose payer is not given
};

// 保障农民工工资支付条例 26, 31: wages on a site go through the project's wage account.
// Cases: law/examples/gwy-724/031-W06.md
inline constexpr Rule kPaymentFromWageAccount{
    .id = "W06",
    .name = "工资未经专户代发",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 31, 3}, {"gwy-724", 26, 1}, {"gwy-724", 55, 0, 1}}},
    .next = "核实付款凭证；属实的，由人社部门责令限期改正，改由专户代发",
    .formula = "有专户而成功支付的工资不是从专户付出，或者付的是现金"};

// Cash is payment, but not through the account. A project without an account is A01's business.
constexpr Judgement payment_from_wage_account(const PaymentSources& sources) {
  if (!sources.wage_accounts) return missing_fact({"accounts", ""});
  if (*sources.wage_accounts == 0) return not_applicable();
  const Money outside = sources.from_elsewhere + sources.in_cash;
  if (outside > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::orange, .amount = outside};
  if (sources.without_source > 0) return missing_fact({"payments", "source_account"});
  return complies();
}

inline std::string payment_from_wage_account_because(const PaymentSources& sources,
                                                     const Judgement&) {
  std::string text = "本月工资";
  if (sources.from_elsewhere > Money{})
    text += fmt::format(" {} 元由专户以外的账户转出", to_string(sources.from_elsewhere));
  if (sources.in_cash > Money{})
    text += fmt::format("{}{} 元以现金发放", sources.from_elsewhere > Money{} ? "，" : " ",
                        to_string(sources.in_cash));
  return text + "，未经本项目农民工工资专用账户";
}

}  // namespace qingxin::rules
