// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/contract_before_entry.h"

namespace qingxin::rules {

// When one stay began and when its contract or written agreement was signed.
struct ContractTerm {
  bool has_roster_table = false;
  std::optional<Date> entered;  // empty: not on the roster
  std::optional<Date> left;     // empty: still there
  DateCell contract;
  Date as_of;
};

inline constexpr law::Period kSignContractWithin{1, law::Unit::months, law::Roll::none};

// 劳动合同法 10, 82: the written contract follows within a month from the first day of work.
// Cases: law/examples/ldhtf/010-L05.md
inline constexpr Rule kWrittenContract{
    .id = "L05",
    .name = "超过一个月未签书面合同",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"ldhtf", 10, 2}, {"ldhtf", 82, 1}, {"fs-2025-12", 6}}},
    .next = "请用人单位出示或补签书面合同（协议）",
    .formula =
        "书面合同（或用工书面协议）的签订日晚于进场满一个月之日，或者满一个月仍没有；不到一个月就退"
        "场的不算"};

// The same day of the next month, or its last day; it does not move for rest days.
constexpr law::Deadline contract_due(Date entered) {
  const Date due = day_in(month_of(entered) + 1, static_cast<int>(day_of_month(entered)));
  return {.nominal = due, .day = due, .start = entered, .period = kSignContractWithin};
}

constexpr Judgement written_contract(const ContractTerm& term) {
  if (!term.has_roster_table) return missing_fact({"roster", ""});
  if (!term.entered) return not_applicable();
  const law::Deadline due = contract_due(*term.entered);
  Judgement late{
      .verdict = Verdict::violates, .severity = Severity::orange, .since = due.day + 1, .due = due};
  if (term.contract.date) {
    if (*term.contract.date <= due.day) return complies();
    late.days = *term.contract.date - due.day;
    return late;
  }
  if (term.as_of <= due.day || (term.left && *term.left <= due.day)) return complies();
  if (!term.contract.has_column) return missing_fact({"roster", "contract_date"});
  late.days = term.as_of - due.day;
  return late;
}

inline std::string written_contract_because(const ContractTerm& term, const Judgement& judgement) {
  const std::string due = fmt::format("{} 进场，书面合同（协议）应在 {} 前签订",
                                      to_string(*term.entered), to_string(judgement.due->day));
  if (term.contract.date)
    return fmt::format("{}，{} 才签订，晚 {} 日", due, to_string(*term.contract.date),
                       *judgement.days);
  return fmt::format("{}，截至 {} 没有签订记录，已超 {} 日", due, to_string(term.as_of),
                     *judgement.days);
}

}  // namespace qingxin::rules
