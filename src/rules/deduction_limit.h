// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "rules/wage_month.h"

namespace qingxin::rules {

// What was taken off one worker's month beside 代扣 (taxes, insurance).
struct Deductions {
  bool has_payroll_table = true;
  std::optional<Money> gross;
  std::optional<Money> net;
  std::optional<Money> deducted;  // empty: not given
  Money compensation;             // of it, 赔偿; the rest is 其他 or of no kind given
  bool has_kind_column = true;
  std::optional<Money> minimum;  // minimum_wage.month; empty: not set
};

// 工资支付暂行规定 15, 16: only what a law names may be taken off; damages up to a fifth of the
// month's wage, and never below the minimum wage.
//
// Cases: law/examples/gzzf-1994/015-W12.md
inline constexpr Rule kDeductionLimit{
    .id = "W12",
    .name = "扣款超过限度或没有依据",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"gzzf-1994", 15}, {"gzzf-1994", 16}, {"ldf", 50}}},
    .next = "请用人单位说明扣款依据；属实的，由人社部门责令限期退还",
    .formula =
        "赔偿扣款超过应发的百分之二十，或者扣后实发低于月最低工资；其他扣款、没有写明类别的扣款"
        "，不论多少",
    .parameters = {{"minimum_wage.month"}}};

inline constexpr int kCompensationMaxDivisor = 5;  // 20 %

// Over a fifth of gross, rounded down; exactly a fifth complies.
constexpr Money over_a_fifth(const Deductions& month) {
  if (!month.gross) return {};
  return std::max(Money{}, month.compensation - Money{month.gross->fen / kCompensationMaxDivisor});
}

constexpr Money below_minimum(const Deductions& month) {
  if (!month.net || !month.minimum) return {};
  return std::max(Money{}, *month.minimum - *month.net);
}

// What is over the limit for certain is said even where the other limit is not known.
constexpr Judgement deduction_limit(const Deductions& month) {
  if (!month.has_payroll_table) return missing_fact(kNoPayroll);
  if (!month.deducted) return missing_fact({"payroll", "deducted"});
  if (*month.deducted == Money{}) return complies();
  if (!month.has_kind_column) return missing_fact({"payroll", "deduction_kind"});
  Money over = *month.deducted - month.compensation;
  if (month.compensation > Money{}) over += std::max(over_a_fifth(month), below_minimum(month));
  if (over > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::orange, .amount = over};
  if (!month.gross) return missing_fact({"payroll", "gross"});
  if (!month.net) return missing_fact({"payroll", "net"});
  if (!month.minimum) return missing_fact({"parameter", "minimum_wage.month"});
  return complies();
}

inline std::string compensation_because(const Deductions& month) {
  std::string text = fmt::format("赔偿扣款 {} 元", to_string(month.compensation));
  if (over_a_fifth(month) > Money{})
    text += fmt::format("，超过应发 {} 元的 20%（{} 元）", to_string(*month.gross),
                        to_string(Money{month.gross->fen / kCompensationMaxDivisor}));
  if (below_minimum(month) > Money{})
    text += fmt::format("，扣后实发 {} 元低于月最低工资 {} 元", to_string(*month.net),
                        to_string(*month.minimum));
  return text;
}

inline std::string deduction_limit_because(const Deductions& month, const Judgement& judgement) {
  const Money other = *month.deducted - month.compensation;
  const std::string without_basis =
      fmt::format("扣款 {} 元没有写明类别或者写明为其他，没有扣款依据", to_string(other));
  if (month.compensation == Money{}) return without_basis;
  const std::string over = fmt::format("超出 {} 元", to_string(*judgement.amount));
  if (other == Money{}) return fmt::format("{}，{}", compensation_because(month), over);
  return fmt::format("{}；{}；合计{}", without_basis, compensation_because(month), over);
}

}  // namespace qingxin::rules
