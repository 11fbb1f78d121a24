// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// What left one wage account in one calendar month for other than the project's workers.
struct AccountSpending {
  Money withdrawn;                   // 提现
  Money to_others;                   // 工资 to an account that is no worker's card of the project
  Money for_other_ends;              // 其他, 保证金
  std::optional<Date> first;         // of these movements
  std::optional<MissingFact> lacks;  // without which other movements cannot be told
};

// 保障农民工工资支付条例 26: the wage account is for the wages of this project only.
// Cases: law/examples/rsb-2021-53/009-A05.md
inline constexpr Rule kAccountSpending{
    .id = "A05",
    .name = "专户资金外流或提现",
    .severity = Severity::red,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-53", 9, 0, 0, law::Mark::approximate},
               {"gwy-724", 26, 1},
               {"gwy-724", 55, 0, 1}}},
    .next = "向开户银行核实每笔去向；属实的，由人社部门责令限期改正，资金退回专户",
    .formula =
        "专户支出是提现，或者是其他、保证金，或者工资付到不是本项目工人工资卡的账户；手续费、冻结、"
        "扣划和没有对方账号的批量工资不在此列"};

constexpr Judgement account_spending(const AccountSpending& spending) {
  const Money outside = spending.withdrawn + spending.to_others + spending.for_other_ends;
  if (outside > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::red, .amount = outside};
  if (spending.lacks) return missing_fact(*spending.lacks);
  return complies();
}

inline std::string account_spending_because(const AccountSpending& spending, const Judgement&) {
  std::string text = "本月专户";
  const auto add = [&](std::string_view what, Money amount) {
    if (amount == Money{}) return;
    text += fmt::format("{}{} {} 元", text.ends_with("元") ? "，" : "", what, to_string(amount));
  };
  add("提现", spending.withdrawn);
  add("以工资名义付到不是本项目工人工资卡的账户", spending.to_others);
  add("支出用于其他用途或者保证金", spending.for_other_ends);
  return fmt::format("{}，最早一笔 {}", text, to_string(*spending.first));
}

}  // namespace qingxin::rules
