// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One instalment of the labour fee: all that had to be there by its day, and was.
struct LabourFeeDue {
  std::string_view period;        // 期次
  law::Deadline due;              // next working day on or after the agreed day
  Money planned;                  // Σ of this and all earlier instalments
  std::optional<Money> received;  // 人工费 into the wage account up to the due day; empty: no
                                  // movements table
  Money perhaps;                  // inflows up to then that may have been 人工费 of the project
  bool names_no_project = false;  // some of `perhaps`: a shared account's, which name none
  std::optional<Date> made_good;  // when later inflows reached `planned`
  Date as_of;
};

// 保障农民工工资支付条例 29: the owner pays the labour fee into the wage account, in time and in
// full.
//
// Cases: law/examples/gwy-724/029-F05.md
inline constexpr Rule kLabourFeeOnTime{
    .id = "F05",
    .name = "人工费用逾期或不足额拨付",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 29, 1}, {"gwy-724", 57, 0, 2}}},
    .next = "向建设单位核实拨付凭证；属实的，由人社、行业主管部门责令限期足额拨付",
    .formula =
        "应拨日（遇休息日顺延）已过，到那一天为止专户累计收到的人工费小于累计应拨；以后补足的仍列"
        "出"};

// Stays when the shortfall is made good later: it was late.
constexpr Judgement labour_fee_on_time(const LabourFeeDue& fee) {
  if (!is_overdue(fee.due, fee.as_of)) return complies();
  if (!fee.received) return missing_fact({"movements", ""});
  if (*fee.received >= fee.planned) return complies();
  if (*fee.received + fee.perhaps >= fee.planned)
    return missing_fact({"movements", fee.names_no_project ? "project_id" : "kind"});
  return {.verdict = Verdict::violates,
          .severity = Severity::red,
          .amount = fee.planned - *fee.received,
          .since = fee.due.day + 1,
          .days = fee.made_good.value_or(fee.as_of) - fee.due.day,
          .due = fee.due,
          .certainty = fee.due.certainty};
}

inline std::string labour_fee_on_time_because(const LabourFeeDue& fee, const Judgement& judgement) {
  std::string text = fmt::format(
      "人工费（期次 {}）应于 {} 前拨付，到期累计应拨 {} 元，专户累计收到 {} 元，少 {} 元",
      fee.period, to_string(fee.due.day), to_string(fee.planned), to_string(*fee.received),
      to_string(*judgement.amount));
  if (fee.made_good) text += fmt::format("（{} 补足）", to_string(*fee.made_good));
  return text;
}

}  // namespace qingxin::rules
