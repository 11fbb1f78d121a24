// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// How people get onto one site.
struct SiteGate {
  std::optional<bool> is_running;  // 在建; empty: neither a status nor a day of starting
  std::optional<bool> has_gate;    // empty: the cell is, or no file has the column
};

// 保障农民工工资支付条例 28: nobody without contract and registration gets onto the site.
//
// Cases: law/examples/gwy-724/028-X01.md
inline constexpr Rule kSiteGate{.id = "X01",
                                .name = "门禁未设",
                                .severity = Severity::yellow,
                                .binds = Binds::construction,
                                .bases = {{{"gwy-724", 28, 1}, {"gwy-724", 28, 2}}},
                                .next = "到现场核实；属实的，督促总承包单位设置实名制门禁",
                                .formula = "在建项目的现场没有门禁"};

constexpr Judgement site_gate(const SiteGate& site) {
  if (site.is_running == false) return not_applicable();
  if (!site.has_gate) return missing_fact({"projects", "has_gate"});
  if (*site.has_gate) return complies();
  if (!site.is_running) return missing_fact({"projects", "start_date"});
  return {.verdict = Verdict::violates, .severity = Severity::yellow};
}

inline std::string site_gate_because(const SiteGate&, const Judgement&) {
  return "项目在建，现场没有设门禁";
}

}  // namespace qingxin::rules
