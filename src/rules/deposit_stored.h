// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// When one project's wage deposit had to be stored, and was. What lies after as_of has not
// happened.
struct DepositStoring {
  bool has_deposits_table = false;
  bool has_stored_column = false;
  bool has_number_column = false;
  bool is_exempted = false;       // a 免存 row with a number
  bool claims_exemption = false;  // a 免存 row without one
  bool needs_no_permit = false;   // 需要施工许可 is 否
  std::optional<Date> permit_date;
  std::optional<Date> contract_date;
  std::optional<Date> stored;  // the earliest; empty: none
  Date as_of;
};

// 工程建设领域农民工工资保证金规定 8: within 20 working days.
inline constexpr law::Period kStoreDepositWithin{20, law::Unit::working_days, law::Roll::none};

// 工程建设领域农民工工资保证金规定 8: the contractor stores the wage deposit as soon as the work is
// permitted, or agreed where it needs no permit.
//
// Cases: law/examples/rsb-2021-65/008-D01.md
inline constexpr Rule kDepositStored{.id = "D01",
                                     .name = "保证金逾期未存",
                                     .severity = Severity::orange,
                                     .binds = Binds::construction,
                                     .bases = {{{"rsb-2021-65", 8}, {"gwy-724", 55, 0, 2}}},
                                     .next = "核实存储凭证或者保函；属实的，由人社部门责令限期存储",
                                     .formula =
                                         "取得施工许可（不需要许可的，签订施工合同）之日起二十个工"
                                         "作日届满，保证金还没有存储，或者存储"
                                         "在此之后；有免存文号的不要求"};

// Empty: where the term starts is not known.
inline std::optional<law::Deadline> storing_due(const DepositStoring& storing,
                                                const law::Calendar& calendar) {
  const std::optional<Date>& start =
      storing.needs_no_permit ? storing.contract_date : storing.permit_date;
  if (!start) return std::nullopt;
  return law::deadline(*start, kStoreDepositWithin, calendar);
}

constexpr MissingFact storing_start_lacks(const DepositStoring& storing) {
  return {"projects", storing.needs_no_permit ? "contract_date" : "permit_date"};
}

inline Judgement deposit_stored(const DepositStoring& storing, const law::Calendar& calendar) {
  if (!storing.has_deposits_table) return missing_fact({"deposits", ""});
  if (storing.is_exempted) return not_applicable();
  const std::optional<law::Deadline> due = storing_due(storing, calendar);
  if (!due) return missing_fact(storing_start_lacks(storing));
  const Date stored_or_today = storing.stored.value_or(storing.as_of);
  if (stored_or_today <= due->day) return complies();
  if (!storing.has_stored_column) return missing_fact({"deposits", "stored"});
  if (storing.claims_exemption && !storing.has_number_column)
    return missing_fact({"deposits", "exemption_number"});
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .since = due->day + 1,
          .days = stored_or_today - due->day,
          .due = due,
          .certainty = due->certainty};
}

inline std::string deposit_stored_because(const DepositStoring& storing,
                                          const Judgement& judgement) {
  std::string text =
      fmt::format("{} {}，工资保证金应在 {} 前存储（20 个工作日）",
                  storing.needs_no_permit ? "不需要施工许可，施工合同签订于" : "施工许可取得于",
                  to_string(judgement.due->start), to_string(judgement.due->day));
  if (judgement.certainty == law::Certainty::provisional) text += "（暂定：放假安排尚未公布）";
  if (storing.stored)
    text += fmt::format("，实际 {} 存储，晚 {} 日", to_string(*storing.stored), *judgement.days);
  else
    text +=
        fmt::format("，截至 {} 未见存储，已超 {} 日", to_string(storing.as_of), *judgement.days);
  if (storing.claims_exemption) text += "；写了免存，没有免存文号";
  return text;
}

}  // namespace qingxin::rules
