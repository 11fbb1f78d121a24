// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/finding.h"

namespace qingxin::rules {

// What one wage account is called, and what it has to be called.
struct AccountName {
  bool has_accounts_table = false;
  std::string name;                   // 户名; empty: not given, or no such column
  std::string kind;                   // 账户性质; empty: not given, or no such column
  std::string bank_city;              // 开户行所在地; empty: not given, or no such column
  std::string general_contractor;     // empty: not given
  std::vector<std::string> projects;  // that share the account, its own first
  std::optional<std::string> city;    // of the project's region; empty: its name is not known
};

// 工程建设领域农民工工资专用账户管理暂行办法 2, ≈6: a deposit account of the special kind, in a
// bank where the project is, called by the contractor, the project and its purpose.
//
// Cases: law/examples/rsb-2021-53/002-A02.md
inline constexpr Rule kAccountName{
    .id = "A02",
    .name = "专户名称、性质不符",
    .severity = Severity::yellow,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-53", 2}, {"rsb-2021-53", 6, 0, 0, law::Mark::approximate}}},
    .next = "核对开户证明；属实的，由总包到开户银行更正户名或账户性质",
    .formula =
        "户名不是总包单位名称加项目名称加“农民工工资专用账户”（不计空格、括号和全角半角），或者账户"
        "性质不是专用存款账户，或者开户行不在项目所在地"};

inline constexpr std::string_view kAccountPurpose = "农民工工资专用账户";
inline constexpr std::string_view kSpecialDeposit = "专用存款账户";

namespace account_name_parts {

// An account that several projects share bears the name of one of them.
inline bool is_misnamed(const AccountName& account) {
  return std::ranges::none_of(account.projects, [&](const std::string& project) {
    const std::string wanted = account.general_contractor + project + std::string(kAccountPurpose);
    return account.name == wanted || folded_name(account.name) == folded_name(wanted);
  });
}

inline bool is_of_another_kind(const AccountName& account) {
  return account.kind != kSpecialDeposit && folded_name(account.kind) != kSpecialDeposit;
}

// One may be written with its province, the other without.
inline bool is_elsewhere(const AccountName& account) {
  if (!account.city || account.bank_city.empty()) return false;
  const std::string bank = folded_name(account.bank_city);
  const std::string project = folded_name(*account.city);
  return bank.find(project) == bank.npos && project.find(bank) == project.npos;
}

inline bool can_tell_name(const AccountName& account) {
  return !account.name.empty() && !account.general_contractor.empty();
}

}  // namespace account_name_parts

inline Judgement account_name(const AccountName& account) {
  using namespace account_name_parts;
  if (!account.has_accounts_table) return missing_fact({"accounts", ""});
  if ((can_tell_name(account) && is_misnamed(account)) ||
      (!account.kind.empty() && is_of_another_kind(account)) || is_elsewhere(account))
    return {.verdict = Verdict::violates, .severity = Severity::yellow};
  if (account.name.empty()) return missing_fact({"accounts", "account_name"});
  if (account.general_contractor.empty()) return missing_fact({"projects", "general_contractor"});
  if (account.kind.empty()) return missing_fact({"accounts", "kind"});
  if (account.city && account.bank_city.empty()) return missing_fact({"accounts", "bank_city"});
  return complies();
}

inline std::string account_name_because(const AccountName& account, const Judgement&) {
  using namespace account_name_parts;
  std::string text;
  const auto add = [&](const std::string& clause) { text += (text.empty() ? "" : "；") + clause; };
  if (can_tell_name(account) && is_misnamed(account))
    add(fmt::format("户名是“{}”，应是“{}{}{}”", account.name, account.general_contractor,
                    account.projects.front(), kAccountPurpose));
  if (!account.kind.empty() && is_of_another_kind(account))
    add(fmt::format("账户性质是“{}”，应是“{}”", account.kind, kSpecialDeposit));
  if (is_elsewhere(account))
    add(fmt::format("开户行在 {}，项目在 {}", account.bank_city, *account.city));
  return text;
}

}  // namespace qingxin::rules
