// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// One project's share of a wage account.
struct AccountSplit {
  bool has_accounts_table = false;
  int projects = 1;  // that the account belongs to
  bool has_movements_table = false;
  bool has_project_column = false;
  int unassigned = 0;    // movements of the account that name no project
  Money unassigned_sum;  // of them, in and out
  Money balance;         // of this project: all in − all out up to as_of
  Date as_of;
};

// 工程建设领域农民工工资专用账户管理暂行办法 ≈7: one account for several projects is kept project
// by project.
//
// Cases: law/examples/rsb-2021-53/007-A04.md
inline constexpr Rule kAccountSplit{
    .id = "A04",
    .name = "一户多项目未分账",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-53", 7, 0, 0, law::Mark::approximate}}},
    .next = "核对专户分项目明细；属实的，由总包和开户银行分项目记账",
    .formula = "一个专户用于几个项目，有流水没有写明项目，或者本项目的分账余额小于零"};

constexpr Judgement account_split(const AccountSplit& account) {
  if (!account.has_accounts_table) return missing_fact({"accounts", ""});
  if (account.projects <= 1) return not_applicable();
  if (!account.has_movements_table) return missing_fact({"movements", ""});
  if (!account.has_project_column) return missing_fact({"movements", "project_id"});
  if (account.unassigned > 0 || account.balance < Money{})
    return {.verdict = Verdict::violates, .severity = Severity::orange};
  return complies();
}

inline std::string account_split_because(const AccountSplit& account, const Judgement&) {
  std::string text = fmt::format("这个专户用于 {} 个项目", account.projects);
  if (account.unassigned > 0)
    text += fmt::format("，{} 笔流水共 {} 元没有写明项目", account.unassigned,
                        to_string(account.unassigned_sum));
  if (account.balance < Money{})
    text += fmt::format("，截至 {} 本项目支出比收入多 {} 元", to_string(account.as_of),
                        to_string(Money{} - account.balance));
  return text;
}

}  // namespace qingxin::rules
