// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// The days for which one guarantee of the owner's payments is valid; empty: not given.
struct GuaranteedDays {
  std::optional<Date> from;
  std::optional<Date> to;
};

// One project's guarantees, and the days that they have to cover.
struct PaymentGuarantee {
  bool has_guarantees_table = false;
  std::vector<GuaranteedDays> guarantees;
  std::optional<Date> start_date;
  std::optional<Date> planned_end;  // or the day of completion, where it came first
  Date as_of;
};

// 保障农民工工资支付条例 24: the owner guarantees the payment of the work.
//
// Cases: law/examples/gwy-724/024-F03.md
inline constexpr Rule kPaymentGuarantee{
    .id = "F03",
    .name = "无有效工程款支付担保",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 24, 1}, {"gwy-724", 49}, {"gwy-724", 57, 0, 1}}},
    .next = "向建设单位核实担保文件；属实的，由人社、行业主管部门责令限期提供",
    .formula =
        "没有工程款支付担保，或者担保（一份或首尾相接的几份）没有盖住从开工日到截至日的"
        "每一天，计划完工日或完工日更早的到那一天"};

// The last day up to which the guarantees cover every day from the start on; the day before the
// start when they do not cover even that. A guarantee without both days covers none.
inline Date covered_to(const PaymentGuarantee& facts) {
  std::vector<std::pair<Date, Date>> days;
  for (const GuaranteedDays& one : facts.guarantees)
    if (one.from && one.to) days.emplace_back(*one.from, *one.to);
  std::ranges::sort(days);
  Date covered = *facts.start_date - 1;
  for (const auto& [from, to] : days)
    if (from <= covered + 1) covered = std::max(covered, to);
  return covered;
}

// The day on which the last of them ends.
inline Date last_guaranteed(const PaymentGuarantee& facts) {
  return *std::ranges::max(facts.guarantees, {}, &GuaranteedDays::to).to;
}

// Before the work begins only that there is a guarantee can be asked.
inline Judgement payment_guarantee(const PaymentGuarantee& facts) {
  if (!facts.has_guarantees_table) return missing_fact({"guarantees", ""});
  const Judgement lacking{.verdict = Verdict::violates, .severity = Severity::orange};
  if (facts.guarantees.empty()) return lacking;
  if (facts.start_date) {
    if (*facts.start_date > facts.as_of) return complies();
    const Date covered = covered_to(facts);
    if (covered >= facts.as_of || (facts.planned_end && covered >= *facts.planned_end))
      return complies();
  }
  for (const GuaranteedDays& one : facts.guarantees) {
    if (!one.from) return missing_fact({"guarantees", "from"});
    if (!one.to) return missing_fact({"guarantees", "to"});
  }
  if (!facts.planned_end) return missing_fact({"projects", "planned_end"});
  // Whenever the work began: a guarantee that is over does not cover what came after.
  if (facts.start_date || last_guaranteed(facts) < std::min(facts.as_of, *facts.planned_end))
    return lacking;
  return missing_fact({"projects", "start_date"});
}

inline std::string payment_guarantee_because(const PaymentGuarantee& facts, const Judgement&) {
  if (facts.guarantees.empty()) return "没有工程款支付担保的记录";
  const Date uncovered = (facts.start_date ? covered_to(facts) : last_guaranteed(facts)) + 1;
  return fmt::format("{} 没有工程款支付担保盖住（开工 {}，计划完工 {}，截至 {}）",
                     to_string(uncovered),
                     facts.start_date ? to_string(*facts.start_date) : "日期未填",
                     to_string(*facts.planned_end), to_string(facts.as_of));
}

}  // namespace qingxin::rules
