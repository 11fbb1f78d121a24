// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// What the status of a project says of its completion.
enum class SaidStatus : unsigned char { nothing, unfinished, finished };

// One project, whether it is completed, and what is unpaid of all its wages.
struct CompletedProject {
  bool has_completed_column = false;
  SaidStatus status = SaidStatus::nothing;
  std::optional<Date> completed;
  std::optional<Money> net;     // of all lines, due or not; empty: no payroll table
  std::optional<Money> unpaid;  // empty: no payments table
  int unpaid_workers = 0;
  Date as_of;
};

// 保障农民工工资支付条例 27: the account may be closed when the works are done and nobody's wages
// are in arrears. A roll-up of W01 and W02.
//
// Cases: law/examples/gwy-724/027-W19.md
inline constexpr Rule kSettledAtCompletion{
    .id = "W19",
    .name = "完工未清零",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 27, 2}, {"rsb-2021-65", 22}}},
    .next = "核实；属实的，由人社部门责令限期清偿；清零前不销户、不返还保证金",
    .formula = "项目已完工，还有工资没有付清，不论是否到支付日"};

constexpr Judgement settled_at_completion(const CompletedProject& project) {
  if (!project.completed) {
    const bool is_open = project.status == SaidStatus::unfinished ||
                         (project.status == SaidStatus::nothing && project.has_completed_column);
    if (is_open) return not_applicable();
    // Whenever it was finished: nobody is owed anything.
    if (project.net && project.unpaid == Money{}) return complies();
    return missing_fact({"projects", "completed"});
  }
  if (*project.completed > project.as_of) return not_applicable();
  if (!project.net) return missing_fact(kNoPayroll);
  if (*project.net == Money{}) return complies();
  if (!project.unpaid) return missing_fact(kNoPayments);
  if (*project.unpaid == Money{}) return complies();
  return {.verdict = Verdict::violates, .severity = Severity::red, .amount = project.unpaid};
}

inline std::string settled_at_completion_because(const CompletedProject& project,
                                                 const Judgement& judgement) {
  return fmt::format("项目 {} 完工，截至 {} 尚有 {} 名工人的工资共 {} 元没有到账记录",
                     to_string(*project.completed), to_string(project.as_of),
                     project.unpaid_workers, to_string(*judgement.amount));
}

}  // namespace qingxin::rules
