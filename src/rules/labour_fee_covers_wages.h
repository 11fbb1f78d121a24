// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// All that came into one project's wage account against all wages that fell due.
struct AccountCover {
  std::optional<Money> wages_due;  // Σ net whose pay date is not after as_of; empty: no payroll
  bool has_pay_day = true;
  std::optional<Money> received;  // all inflows but 冻结; empty: no movements table
  Money perhaps;                  // inflows of a shared account that name no project
  Date as_of;
};

// 保障农民工工资支付条例 24, 29: the labour fee suffices to pay the wages in full and on time.
// Cases: law/examples/gwy-724/024-F06.md
inline constexpr Rule kLabourFeeCoversWages{
    .id = "F06",
    .name = "人工费不足以覆盖工资",
    .severity = Severity::orange,
    .binds = Binds::construction,
    .bases = {{{"gwy-724", 24, 2},
               {"gwy-724", 29, 1},
               {"rsb-2021-53", 15, 0, 0, law::Mark::recalled}}},
    .next = "请建设单位、总包核对人工费与用工量，及时追加拨付",
    .formula = "到截至日为止，专户累计收入（不计冻结）小于累计到期的实发工资",
    .parameters = {{"pay.day", "pay.month_offset"}}};

constexpr Judgement labour_fee_covers_wages(const AccountCover& cover) {
  if (!cover.wages_due) return missing_fact(kNoPayroll);
  if (!cover.has_pay_day) return missing_fact(kNoPayDay);
  if (*cover.wages_due == Money{}) return complies();
  if (!cover.received) return missing_fact({"movements", ""});
  if (*cover.received >= *cover.wages_due) return complies();
  if (*cover.received + cover.perhaps >= *cover.wages_due)
    return missing_fact({"movements", "project_id"});
  return {.verdict = Verdict::violates,
          .severity = Severity::orange,
          .amount = *cover.wages_due - *cover.received};
}

inline std::string labour_fee_covers_wages_because(const AccountCover& cover,
                                                   const Judgement& judgement) {
  return fmt::format("截至 {} 到期应付工资累计 {} 元，专户累计收入 {} 元，差 {} 元",
                     to_string(cover.as_of), to_string(*cover.wages_due),
                     to_string(*cover.received), to_string(*judgement.amount));
}

}  // namespace qingxin::rules
