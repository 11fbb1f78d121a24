// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// One deposit that was used to pay wages. What lies after as_of has not happened.
struct DepositUse {
  bool has_deposits_table = false;
  bool has_used_column = false;
  bool has_topped_up_column = false;
  std::optional<Date> used;
  std::optional<Money> used_amount;  // empty: not given
  std::optional<Date> topped_up;
  Date as_of;
};

// 工程建设领域农民工工资保证金规定 ≈20: within 10 working days of the use.
inline constexpr law::Period kTopUpWithin{10, law::Unit::working_days, law::Roll::none};

// 工程建设领域农民工工资保证金规定 ≈20: a deposit that was used is filled up again.
// Cases: law/examples/rsb-2021-65/020-D04.md
inline constexpr Rule kDepositToppedUp{
    .id = "D04",
    .name = "保证金动用后未补足",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-65", 20, 0, 0, law::Mark::approximate}}},
    .next = "核实补存凭证或者新保函；属实的，由总包限期补足",
    .formula = "保证金动用之日起十个工作日届满还没有补足，或者补足在此之后"};

inline Judgement deposit_topped_up(const DepositUse& use, const law::Calendar& calendar) {
  if (!use.has_deposits_table) return missing_fact({"deposits", ""});
  if (!use.has_used_column) return missing_fact({"deposits", "used"});
  if (!use.used) return not_applicable();
  const law::Deadline due = law::deadline(*use.used, kTopUpWithin, calendar);
  const Date filled_or_today = use.topped_up.value_or(use.as_of);
  if (filled_or_today <= due.day) return complies();
  if (!use.has_topped_up_column) return missing_fact({"deposits", "topped_up"});
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .amount = use.used_amount,
          .since = due.day + 1,
          .days = filled_or_today - due.day,
          .due = due,
          .certainty = due.certainty};
}

inline std::string deposit_topped_up_because(const DepositUse& use, const Judgement& judgement) {
  std::string text = fmt::format("保证金 {} 动用", to_string(*use.used));
  if (use.used_amount) text += fmt::format(" {} 元", to_string(*use.used_amount));
  text += fmt::format("，应在 {} 前补足（10 个工作日）", to_string(judgement.due->day));
  if (judgement.certainty == law::Certainty::provisional) text += "（暂定：放假安排尚未公布）";
  if (use.topped_up)
    return fmt::format("{}，实际 {} 补足，晚 {} 日", text, to_string(*use.topped_up),
                       *judgement.days);
  return fmt::format("{}，截至 {} 未见补足，已超 {} 日", text, to_string(use.as_of),
                     *judgement.days);
}

}  // namespace qingxin::rules
