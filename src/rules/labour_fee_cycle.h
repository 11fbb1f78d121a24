// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "law/period.h"
#include "rules/finding.h"

namespace qingxin::rules {

// How often the owner has agreed to pay the labour fee.
struct LabourFeeCycle {
  std::optional<int> cycle_hundredths;  // months × 100, as the contract says
  std::vector<Date> due;                // agreed days of the instalments
};

// 保障农民工工资支付条例 24: the labour fee is paid at least once a month.
//
// Cases: law/examples/gwy-724/024-F02.md
inline constexpr Rule kLabourFeeCycle{
    .id = "F02",
    .name = "人工费拨付周期超过一个月",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 24, 2}}},
    .next = "调取施工合同核对；属实的，由行业主管部门督促双方改为按月拨付",
    .formula = "合同约定的人工费拨付周期超过一个月，或者相邻两期应拨日相隔超过一个月"};

// The last day on which the next instalment may be due. From the last day of a month it is the
// last day of the next: an instalment "at the end of the month" is monthly in February too.
inline Date next_due_by(Date due) {
  const Month month = month_of(due);
  return due == last_day(month) ? last_day(month + 1) : law::same_day_after(due, 1);
}

// The first two instalments of which the second comes too late after the first.
inline std::optional<std::pair<Date, Date>> first_gap(const LabourFeeCycle& cycle) {
  std::vector<Date> due = cycle.due;
  std::ranges::sort(due);
  for (std::size_t k = 1; k < due.size(); ++k)
    if (due[k] > next_due_by(due[k - 1])) return std::pair(due[k - 1], due[k]);
  return std::nullopt;
}

constexpr bool is_cycle_too_long(const LabourFeeCycle& cycle) {
  return cycle.cycle_hundredths && *cycle.cycle_hundredths > 100;
}

inline Judgement labour_fee_cycle(const LabourFeeCycle& cycle) {
  if (is_cycle_too_long(cycle) || first_gap(cycle))
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!cycle.cycle_hundredths && cycle.due.size() < 2)
    return missing_fact({"projects", "labour_cycle_months"});
  return complies();
}

inline std::string labour_fee_cycle_because(const LabourFeeCycle& cycle, const Judgement&) {
  std::string text;
  if (is_cycle_too_long(cycle)) {
    const int hundredths = *cycle.cycle_hundredths % 100;
    std::string months = std::to_string(*cycle.cycle_hundredths / 100);
    if (hundredths != 0) months += fmt::format(".{:02}", hundredths);
    if (hundredths != 0 && hundredths % 10 == 0) months.pop_back();
    text = fmt::format("合同约定的人工费拨付周期为 {} 个月，长于一个月", months);
  }
  const std::optional<std::pair<Date, Date>> gap = first_gap(cycle);
  if (!gap) return text;
  return fmt::format("{}{}人工费应拨日 {} 之后的下一期是 {}，晚于一个月届满的 {}", text,
                     text.empty() ? "" : "；", to_string(gap->first), to_string(gap->second),
                     to_string(next_due_by(gap->first)));
}

}  // namespace qingxin::rules
