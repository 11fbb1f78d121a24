// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// A date that a table may not carry, may leave empty, or gives.
struct DateCell {
  bool has_column = false;
  std::optional<Date> date;
};

// One worker's first day on one project and the papers that must come before it.
struct FirstDay {
  std::optional<Date> first_attended;  // empty: never attended
  bool is_on_roster = false;
  DateCell contract;    // labour contract or written agreement
  DateCell registered;  // real-name registration
};

// 保障农民工工资支付条例 28: contract and real-name registration come before the first day on site.
// Cases: law/examples/gwy-724/028-L01.md
inline constexpr Rule kContractBeforeEntry{
    .id = "L01",
    .name = "未签合同或未实名登记进场",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 28, 1}, {"gwy-724", 55, 0, 3}, {"js-2019-18", 8}}},
    .next = "核实首日考勤与合同、登记日期；属实的，由人社部门责令限期补签、补登",
    .formula =
        "第一次考勤早于合同（或用工书面协议）签订日或实名登记日，或者没有合同、没有登记；当天签订、"
        "登记的不算",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

// Later than the first day, or never. The same day complies.
constexpr bool comes_late(const DateCell& paper, Date first_attended) {
  return paper.has_column && (!paper.date || *paper.date > first_attended);
}

constexpr Judgement contract_before_entry(const FirstDay& day) {
  if (!day.first_attended) return not_applicable();
  const Judgement late{
      .verdict = Verdict::violates, .severity = Severity::red, .since = day.first_attended};
  if (!day.is_on_roster) return late;
  if (comes_late(day.contract, *day.first_attended) ||
      comes_late(day.registered, *day.first_attended))
    return late;
  if (!day.contract.has_column) return missing_fact({"roster", "contract_date"});
  if (!day.registered.has_column) return missing_fact({"roster", "registered"});
  return complies();
}

inline std::string contract_before_entry_because(const FirstDay& day, const Judgement&) {
  std::string text = fmt::format("{} 已有考勤", to_string(*day.first_attended));
  if (!day.is_on_roster) return text + "，花名册中无此人";
  const auto add = [&](const DateCell& paper, std::string_view what) {
    if (!comes_late(paper, *day.first_attended)) return;
    text += paper.date ? fmt::format("，{} {}", to_string(*paper.date), what)
                       : fmt::format("，至今未{}", what.substr(std::string_view("才").size()));
  };
  add(day.contract, "才签订合同");
  add(day.registered, "才实名登记");
  return text;
}

}  // namespace qingxin::rules
