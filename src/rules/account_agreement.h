// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <string>

#include "rules/finding.h"

namespace qingxin::rules {

// The agreement about one wage account, and its filing. What lies after as_of has not happened.
struct AccountAgreement {
  bool has_accounts_table = false;
  bool has_agreement_column = false;
  bool has_filed_column = false;
  std::optional<Date> agreement;  // of owner, contractor and bank
  std::optional<Date> opened;
  std::optional<Date> filed;
  Date as_of;
};

// 工程建设领域农民工工资专用账户管理暂行办法 ≈6: within 30 days of the opening.
inline constexpr law::Period kFileAccountWithin{30, law::Unit::calendar_days, law::Roll::forward};

// 工程建设领域农民工工资专用账户管理暂行办法 ≈6: an agreement of three parties; filed in time.
// Cases: law/examples/rsb-2021-53/006-A03.md
inline constexpr Rule kAccountAgreement{
    .id = "A03",
    .name = "无三方协议或备案逾期",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"rsb-2021-53", 6, 0, 0, law::Mark::approximate}}},
    .next = "核对资金管理三方协议和备案回执；属实的，由总包补签、补办备案",
    .formula =
        "没有资金管理三方协议，或者开户之日起三十日（末日遇休息日顺延）届满还没有备案、备案在"
        "此之后"};

inline bool is_filed_late(const AccountAgreement& account, const law::Deadline& due) {
  return account.filed.value_or(account.as_of) > due.day;
}

inline Judgement account_agreement(const AccountAgreement& account, const law::Calendar& calendar) {
  if (!account.has_accounts_table) return missing_fact({"accounts", ""});
  const bool lacks_agreement = account.has_agreement_column && !account.agreement;
  bool may_be_late = true;
  if (account.opened) {
    const law::Deadline due = law::deadline(*account.opened, kFileAccountWithin, calendar);
    may_be_late = is_filed_late(account, due);
    if (may_be_late && account.has_filed_column)
      return {.verdict = Verdict::violates,
              .severity = Severity::orange,
              .since = due.day + 1,
              .days = account.filed.value_or(account.as_of) - due.day,
              .due = due,
              .certainty = due.certainty};
  }
  if (lacks_agreement) return {.verdict = Verdict::violates, .severity = Severity::orange};
  if (!account.has_agreement_column) return missing_fact({"accounts", "agreement"});
  if (!may_be_late) return complies();
  if (!account.has_filed_column) return missing_fact({"accounts", "filed"});
  return missing_fact({"accounts", "opened"});
}

inline std::string account_agreement_because(const AccountAgreement& account,
                                             const Judgement& judgement) {
  std::string text;
  if (account.has_agreement_column && !account.agreement) text = "未见资金管理三方协议";
  if (!judgement.due) return text;
  text +=
      fmt::format("{}专户 {} 开立，应在 {} 前备案（30 日，遇休息日顺延）", text.empty() ? "" : "；",
                  to_string(*account.opened), to_string(judgement.due->day));
  if (account.filed)
    return fmt::format("{}，实际 {} 备案，晚 {} 日", text, to_string(*account.filed),
                       *judgement.days);
  return fmt::format("{}，截至 {} 未见备案，已超 {} 日", text, to_string(account.as_of),
                     *judgement.days);
}

}  // namespace qingxin::rules
