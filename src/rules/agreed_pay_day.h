// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// How many months after the month of the work its wages are agreed to be paid.
struct AgreedPayDay {
  std::optional<int> pay_day;       // 1–31, as far as it is known; shown only
  std::optional<int> month_offset;  // of the project, else pay.month_offset; empty: one
};

inline constexpr int kMonthOffsetMax = 1;

// 保障农民工工资支付条例 13, 14: the day lies in the month of the work or in the next one.
// Cases: law/examples/gwy-724/013-W03.md
inline constexpr Rule kAgreedPayDay{
    .id = "W03",
    .name = "约定支付日不合规",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 13}, {"gwy-724", 14, 1}, {"ldf", 50}, {"ldhtf", 72, 2}}},
    .next = "请用人单位改在当月或次月的具体日期支付，并告知工人",
    .formula = "约定的工资支付日在次月以后（支付月偏移为二个月以上）",
    .parameters = {{"pay.month_offset"}}};

constexpr Judgement agreed_pay_day(const AgreedPayDay& agreed) {
  if (agreed.month_offset.value_or(kMonthOffsetMax) <= kMonthOffsetMax) return complies();
  return {.verdict = Verdict::violates, .severity = Severity::orange};
}

inline std::string agreed_pay_day_because(const AgreedPayDay& agreed, const Judgement&) {
  const std::string day = agreed.pay_day ? fmt::format("的 {} 日", *agreed.pay_day) : "";
  return fmt::format("约定在做工月份以后第 {} 个月{}付工资，应在当月或次月支付",
                     *agreed.month_offset, day);
}

}  // namespace qingxin::rules
