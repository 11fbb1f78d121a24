// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// What was frozen or seized on one wage account in one calendar month for other than wages.
struct AccountFreeze {
  Money frozen;
  Money seized;
  std::optional<Date> first;         // of these movements
  std::optional<MissingFact> lacks;  // without which other movements cannot be told
};

// 保障农民工工资支付条例 33: wage accounts are not frozen or seized but for the wages of the
// project.
//
// Cases: law/examples/gwy-724/033-A06.md
inline constexpr Rule kAccountFreeze{
    .id = "A06",
    .name = "专户资金被冻结、扣划",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 33}}},
    .next = "向开户银行调取协助执行文书，核实事由；与本项目工资无关的，提请执行机关解除",
    .formula = "专户有冻结或者扣划，摘要里没有“工资”二字"};

// A reason that is not written is not the project's wages.
constexpr bool is_for_wages(std::string_view memo) {
  return memo.find("工资") != memo.npos;
}

constexpr Judgement account_freeze(const AccountFreeze& freeze) {
  const Money held = freeze.frozen + freeze.seized;
  if (held > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::red, .amount = held};
  if (freeze.lacks) return missing_fact(*freeze.lacks);
  return complies();
}

inline std::string account_freeze_because(const AccountFreeze& freeze, const Judgement&) {
  std::string text = "本月专户";
  if (freeze.frozen > Money{}) text += fmt::format("被冻结 {} 元", to_string(freeze.frozen));
  if (freeze.seized > Money{})
    text += fmt::format("{}被扣划 {} 元", freeze.frozen > Money{} ? "，" : "",
                        to_string(freeze.seized));
  return fmt::format("{}，最早一笔 {}，摘要没有写是因本项目工资", text, to_string(*freeze.first));
}

}  // namespace qingxin::rules
