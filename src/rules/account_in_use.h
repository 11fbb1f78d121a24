// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// One project's month: people were there; did wages leave the account?
struct AccountUse {
  std::optional<int> wage_accounts;     // of the project; empty: no accounts table
  std::optional<int> attended_people;   // in the month; empty: no attendance table
  std::optional<int> payments_from_it;  // successful, of that wage month; empty: not knowable
  std::optional<int> wage_outflows;     // 工资 movements in the calendar month of the pay date;
                                        // empty: no movements table or no kind column
  bool has_payments_table = true;
  bool has_movements_table = true;
  bool has_no_payroll_at_all = false;  // X05 speaks instead
  std::optional<law::Deadline> pay_date;
  Date as_of;
};

// 保障农民工工资支付条例 26, 31: the wage account exists to pay the wages.
// Cases: law/examples/gwy-724/026-A08.md
inline constexpr Rule kAccountInUse{
    .id = "A08",
    .name = "专户成摆设",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 26, 1}, {"gwy-724", 31, 3}, {"gwy-724", 55, 0, 1}}},
    .next = "核对专户流水；属实的，由人社部门责令限期改正，工资改由专户代发",
    .formula =
        "当月有人出勤，支付日已过，当月工资没有一笔从本项目专户成功支付，支付到期的那个月专户也没有"
        "工资支出",
    .parameters = {{"pay.day", "pay.month_offset"}}};

constexpr Judgement account_in_use(const AccountUse& use) {
  if (!use.wage_accounts) return missing_fact({"accounts", ""});
  if (*use.wage_accounts == 0 || use.has_no_payroll_at_all) return not_applicable();
  if (!use.attended_people) return missing_fact({"attendance", ""});
  if (*use.attended_people == 0) return not_applicable();
  if (!use.pay_date) return missing_fact(kNoPayDay);
  if (!is_overdue(*use.pay_date, use.as_of)) return complies();
  if (use.payments_from_it.value_or(0) > 0 || use.wage_outflows.value_or(0) > 0) return complies();
  if (!use.payments_from_it)
    return missing_fact({"payments", use.has_payments_table ? "source_account" : ""});
  if (!use.wage_outflows) return missing_fact({"movements", use.has_movements_table ? "kind" : ""});
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .since = use.pay_date->day + 1,
          .days = use.as_of - use.pay_date->day,
          .due = use.pay_date,
          .certainty = use.pay_date->certainty};
}

inline std::string account_in_use_because(const AccountUse& use, const Judgement&) {
  return fmt::format("当月 {} 人出勤，工资{}，截至 {} 专户没有代发过当月工资，{} 也没有工资支出",
                     *use.attended_people, due_in_chinese(*use.pay_date), to_string(use.as_of),
                     to_string(month_of(use.pay_date->day)));
}

}  // namespace qingxin::rules
