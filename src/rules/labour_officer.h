// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// Who looks after the workers' affairs on one site.
struct LabourOfficer {
  bool has_column = false;
  bool is_named = false;
  std::optional<bool> is_without_work;  // 筹备, 完工, or it begins later: nobody works
};

// 保障农民工工资支付条例 28: the general contractor posts a labour officer to the site.
//
// Cases: law/examples/gwy-724/028-L07.md
inline constexpr Rule kLabourOfficer{
    .id = "L07",
    .name = "未配劳资专管员",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 28, 2}, {"gwy-724", 56, 0, 2}}},
    .next = "核实项目部任命文件；属实的，由人社、行业主管部门责令限期配备",
    .formula = "项目在施工（在建、停工），没有登记劳资专管员"};

constexpr Judgement labour_officer(const LabourOfficer& officer) {
  if (officer.is_without_work == true) return not_applicable();
  if (!officer.has_column) return missing_fact({"projects", "labour_officer"});
  if (officer.is_named) return complies();
  if (!officer.is_without_work) return missing_fact({"projects", "start_date"});
  return {.verdict = Verdict::violates, .severity = Severity::orange};
}

inline std::string labour_officer_because(const LabourOfficer&, const Judgement&) {
  return "项目没有登记劳资专管员";
}

}  // namespace qingxin::rules
