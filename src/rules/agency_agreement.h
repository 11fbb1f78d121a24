// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// One subcontractor, and whether the general contractor pays its workers for it.
struct AgencyAgreement {
  std::string name;
  bool has_units_table = false;
  bool is_subcontractor = false;  // 专业分包 or 劳务分包
  std::optional<int> workers;     // on the roster for it; empty: no roster
  bool has_column = false;
  std::optional<Date> agreed;  // up to as_of; empty: never
};

// 保障农民工工资支付条例 31: subcontractors entrust the general contractor with paying the wages.
//
// Cases: law/examples/gwy-724/031-X02.md
inline constexpr Rule kAgencyAgreement{
    .id = "X02",
    .name = "未签代发协议",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 31, 1}, {"gwy-724", 31, 3}}},
    .next = "向总承包单位和分包单位核实；属实的，督促双方签订委托代发协议",
    .formula = "分包单位有工人在花名册上，没有与总承包单位签订委托代发协议"};

// An agreement that came late is none of its business.
constexpr Judgement agency_agreement(const AgencyAgreement& agreement) {
  if (!agreement.has_units_table) return missing_fact({"units", ""});
  if (!agreement.is_subcontractor || agreement.workers == 0) return not_applicable();
  if (agreement.agreed) return complies();
  if (!agreement.workers) return missing_fact({"roster", ""});
  if (!agreement.has_column) return missing_fact({"units", "agency_agreement"});
  return {.verdict = Verdict::violates, .severity = Severity::orange};
}

inline std::string agency_agreement_because(const AgencyAgreement& agreement, const Judgement&) {
  return fmt::format("分包单位 {} 有 {} 名工人在花名册上，没有委托代发协议的日期", agreement.name,
                     *agreement.workers);
}

}  // namespace qingxin::rules
