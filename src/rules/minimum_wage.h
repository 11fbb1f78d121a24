// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker's month against the local minimum wage.
struct ComparedWage {
  bool has_payroll_table = true;
  bool has_roster_table = true;
  std::optional<bool> is_hourly;  // 计酬方式 is 时; empty: not known
  std::optional<Money> gross;
  std::optional<Money> overtime;        // part of gross that does not count
  std::optional<Money> allowances;      // part of gross that does not count
  std::optional<int> half_days;         // of the payroll, else of the attendance
  std::optional<int> hours_hundredths;  // of the payroll
  std::optional<Money> minimum;         // per hour when hourly, else per month; empty: not set
};

// 最低工资规定 12: overtime and allowances left out, the wage is not below the local minimum.
//
// Cases: law/examples/zdgz-2004/012-W11.md
inline constexpr Rule kMinimumWage{
    .id = "W11",
    .name = "低于最低工资",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"zdgz-2004", 12}, {"ldf", 48, 2}, {"ldhtf", 85}}},
    .next = "核实工时和工资构成；属实的，由人社部门责令限期支付差额",
    .formula =
        "应发减加班工资减津贴，小于月最低工资按出勤天数折算（天数÷21.75，足月为限）的数；计时的，"
        "小于小时最低工资乘工时",
    .parameters = {{"minimum_wage.month", "minimum_wage.hour"}}};

// 21.75 paid days a month (人社部发〔2025〕2号), in hundredths.
inline constexpr std::int64_t kPaidDaysHundredths = 2175;

constexpr Money counted_wage(const ComparedWage& wage) {
  return *wage.gross - wage.overtime.value_or(Money{}) - wage.allowances.value_or(Money{});
}

// Rounded up to the fen, so that what is paid afterwards suffices.
constexpr Money rounded_up(std::int64_t numerator, std::int64_t denominator) {
  return {(numerator + denominator - 1) / denominator};
}

// What the minimum comes to for the time worked. All of its facts must be there.
constexpr Money required_wage(const ComparedWage& wage) {
  if (*wage.is_hourly) return rounded_up(wage.minimum->fen * *wage.hours_hundredths, 100);
  const std::int64_t days = std::min(kPaidDaysHundredths, std::int64_t{*wage.half_days} * 50);
  return rounded_up(wage.minimum->fen * days, kPaidDaysHundredths);
}

// A part of gross that is not given could only lower the wage that counts: what is short without
// it is short for certain.
constexpr Judgement minimum_wage(const ComparedWage& wage) {
  if (!wage.has_payroll_table) return missing_fact(kNoPayroll);
  if (!wage.gross) return missing_fact({"payroll", "gross"});
  if (!wage.is_hourly) return missing_fact({"roster", wage.has_roster_table ? "pay_basis" : ""});
  if (*wage.is_hourly && !wage.hours_hundredths) return missing_fact({"payroll", "hours"});
  if (!*wage.is_hourly && !wage.half_days) return missing_fact({"payroll", "days"});
  if (!wage.minimum)
    return missing_fact(
        {"parameter", *wage.is_hourly ? "minimum_wage.hour" : "minimum_wage.month"});
  const Money required = required_wage(wage);
  const Money counted = counted_wage(wage);
  if (counted < required)
    return {.verdict = Verdict::violates, .severity = Severity::red, .amount = required - counted};
  if (required == Money{}) return complies();
  if (!wage.overtime) return missing_fact({"payroll", "overtime"});
  if (!wage.allowances) return missing_fact({"payroll", "allowances"});
  return complies();
}

inline std::string minimum_wage_because(const ComparedWage& wage, const Judgement& judgement) {
  std::string text = fmt::format("应发 {} 元，", to_string(*wage.gross));
  text += fmt::format("减加班工资 {} 元、津贴 {} 元后为 {} 元；",
                      to_string(wage.overtime.value_or(Money{})),
                      to_string(wage.allowances.value_or(Money{})), to_string(counted_wage(wage)));
  const std::string required = to_string(required_wage(wage));
  const std::string minimum = to_string(*wage.minimum);
  if (*wage.is_hourly) {
    text += fmt::format("小时最低工资 {} 元 × {} 小时 = {} 元", minimum,
                        hundredths_in_chinese(*wage.hours_hundredths), required);
  } else if (*wage.half_days * 50 < kPaidDaysHundredths) {
    text += fmt::format("月最低工资 {} 元 × {} 日 ÷ 21.75 日 = {} 元", minimum,
                        hundredths_in_chinese(*wage.half_days * 50), required);
  } else {
    text += fmt::format("出勤 {} 日，按足月计，月最低工资 {} 元",
                        hundredths_in_chinese(*wage.half_days * 50), minimum);
  }
  return text + fmt::format("，少 {} 元", to_string(*judgement.amount));
}

}  // namespace qingxin::rules
