// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "rules/wage_month.h"

namespace qingxin::rules {

// When one project's wage account had to be opened, and was.
struct AccountOpening {
  bool has_accounts_table = false;
  bool has_opened_column = false;
  bool is_exempt = false;                      // below account.min_amount or account.min_months
  std::optional<MissingFact> exemption_lacks;  // a local threshold is set, its fact is not there
  std::optional<Date> contract_date;
  std::optional<Date> opened;  // of the earliest account; empty: none, or no date
  Date as_of;
};

// 工程建设领域农民工工资专用账户管理暂行办法 ≈6: within 30 days of the contract.
inline constexpr law::Period kOpenAccountWithin{30, law::Unit::calendar_days, law::Roll::forward};

// 保障农民工工资支付条例 26: the general contractor opens the wage account as provided.
// Cases: law/examples/rsb-2021-53/006-A01.md
inline constexpr Rule kAccountOpened{
    .id = "A01",
    .name = "专户逾期未开",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 26, 1},
               {"rsb-2021-53", 6, 0, 0, law::Mark::approximate},
               {"gwy-724", 55, 0, 1}}},
    .next = "核实施工合同和开户证明；属实的，由人社部门责令限期开设专户",
    .formula =
        "合同签订之日起三十日（末日遇休息日顺延）届满，专户还没有开立，或者开立在此之后；低于当地起"
        "点的不要求",
    .parameters = {{"account.min_amount", "account.min_months"}}};

inline Judgement account_opened(const AccountOpening& opening, const law::Calendar& calendar) {
  if (!opening.has_accounts_table) return missing_fact({"accounts", ""});
  if (opening.is_exempt) return not_applicable();
  if (opening.exemption_lacks) return missing_fact(*opening.exemption_lacks);
  if (!opening.contract_date) return missing_fact({"projects", "contract_date"});
  if (!opening.has_opened_column) return missing_fact({"accounts", "opened"});
  const law::Deadline due = law::deadline(*opening.contract_date, kOpenAccountWithin, calendar);
  const Date opened_or_today = opening.opened.value_or(opening.as_of);
  if (opened_or_today <= due.day) return complies();
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .since = due.day + 1,
          .days = opened_or_today - due.day,
          .due = due,
          .certainty = due.certainty};
}

inline std::string account_opened_because(const AccountOpening& opening,
                                          const Judgement& judgement) {
  const std::string due =
      fmt::format("施工合同 {} 签订，专户应在 {} 前开立（30 日，遇休息日顺延）",
                  to_string(*opening.contract_date), to_string(*judgement.since - 1));
  if (opening.opened)
    return fmt::format("{}，实际 {} 开立，晚 {} 日", due, to_string(*opening.opened),
                       *judgement.days);
  return fmt::format("{}，截至 {} 未见开立，已超 {} 日", due, to_string(opening.as_of),
                     *judgement.days);
}

}  // namespace qingxin::rules
