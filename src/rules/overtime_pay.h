// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rules/overtime_hours.h"

namespace qingxin::rules {

enum class RateBasis : unsigned char { by_day, by_month, by_hour, by_piece };

// One worker's overtime of a month and what the payroll has for it.
struct OvertimePay {
  OvertimeHours hours;
  bool has_roster_table = true;
  std::optional<RateBasis> basis;  // empty: not given
  std::optional<Money> rate;       // per hour, day or month
  std::optional<Money> paid;       // 加班工资 of the payroll; empty: not given
};

// 劳动法 44: half as much again beyond the day's hours, twice on rest days, three times on
// statutory days. What a day off was given for is not known here.
//
// Cases: law/examples/ldf/044-W13.md
inline constexpr Rule kOvertimePay{
    .id = "W13",
    .name = "加班工资不足",
    .severity = Severity::orange,
    .binds = Binds::every_employer,
    .bases = {{{"ldf", 44}, {"rsb-2025-2", 0}, {"ldhtf", 85}}},
    .next = "核实工时、调休和加班约定；属实的，由人社部门责令限期支付差额",
    .formula =
        "加班工资小于按工时应付的数：工作日超过八小时的部分按一点五倍，休息日全部按二倍，法定节假日"
        "全部"
        "按三倍；小时工资为时薪、日薪÷8 或月薪÷174",
    .parameters = {{"attendance.valid_passes", "attendance.valid_hours"}}};

__extension__ typedef __int128 WideInteger;

// Hours in one unit of the rate; 21.75 days of eight hours a month (人社部发〔2025〕2号).
constexpr int hours_per_unit(RateBasis basis) {
  switch (basis) {
    case RateBasis::by_hour: return 1;
    case RateBasis::by_day: return 8;
    case RateBasis::by_month: return 174;
    case RateBasis::by_piece: break;
  }
  return 0;
}

// Hours × multiple, in hundredths of an hour × hundredths.
constexpr std::int64_t weighted_hours(const OvertimeHours& hours) {
  return std::int64_t{hours.on_working_days} * 150 + std::int64_t{hours.on_rest_days} * 200 +
         std::int64_t{hours.on_statutory_days} * 300;
}

constexpr bool is_rate_known(const OvertimePay& pay) {
  return pay.basis && *pay.basis != RateBasis::by_piece && pay.rate;
}

// Rounded up to the fen. Basis and rate must be known.
constexpr Money overtime_due(const OvertimePay& pay) {
  const std::int64_t units = std::int64_t{10'000} * hours_per_unit(*pay.basis);
  const WideInteger due = WideInteger{pay.rate->fen} * weighted_hours(pay.hours) + units - 1;
  // Dividing by short numbers is many times as fast.
  if (due >= 0 && due <= INT64_MAX) return {static_cast<std::int64_t>(due) / units};
  return {static_cast<std::int64_t>(due / units)};
}

// Nothing is due, for certain.
constexpr bool has_no_overtime(const OvertimeHours& hours) {
  return hours.has_attendance_table && hours.has_hours_column && hours.days_without_hours == 0 &&
         weighted_hours(hours) == 0;
}

// Days whose hours are not known could only add to what is due.
constexpr Judgement overtime_pay(const OvertimePay& pay) {
  if (has_no_overtime(pay.hours)) return complies();
  if (!pay.hours.has_attendance_table) return missing_fact({"attendance", ""});
  if (!pay.hours.has_hours_column) return missing_fact({"attendance", "hours"});
  if (weighted_hours(pay.hours) > 0) {
    if (!pay.has_roster_table) return missing_fact({"roster", ""});
    if (!pay.basis) return missing_fact({"roster", "pay_basis"});
    if (!is_rate_known(pay)) return missing_fact({"roster", "rate"});
    if (!pay.paid) return missing_fact({"payroll", "overtime"});
    const Money due = overtime_due(pay);
    if (*pay.paid < due)
      return {.verdict = Verdict::violates,
              .severity = Severity::orange,
              .amount = due - *pay.paid,
              .certainty = pay.hours.certainty};
  }
  return pay.hours.days_without_hours > 0 ? missing_fact({"attendance", "hours"}) : complies();
}

inline std::string rate_in_chinese(const OvertimePay& pay) {
  switch (*pay.basis) {
    case RateBasis::by_hour: return fmt::format("时薪 {} 元", to_string(*pay.rate));
    case RateBasis::by_day: return fmt::format("日薪 {} 元 ÷ 8 小时", to_string(*pay.rate));
    case RateBasis::by_month: return fmt::format("月薪 {} 元 ÷ 174 小时", to_string(*pay.rate));
    case RateBasis::by_piece: break;
  }
  return "";
}

inline std::string overtime_pay_because(const OvertimePay& pay, const Judgement& judgement) {
  std::string terms;
  const auto add = [&](int hours, std::string_view day, std::string_view multiple) {
    if (hours > 0)
      terms += fmt::format("{}{} {} 小时 × {}", terms.empty() ? "" : " + ", day,
                           hundredths_in_chinese(hours), multiple);
  };
  add(pay.hours.on_working_days, "工作日超过 8 小时的", "150%");
  add(pay.hours.on_rest_days, "休息日", "200%");
  add(pay.hours.on_statutory_days, "法定节假日", "300%");
  std::string text = fmt::format("{} ×（{}）= {} 元，工资表记加班工资 {} 元，少 {} 元",
                                 rate_in_chinese(pay), terms, to_string(overtime_due(pay)),
                                 to_string(*pay.paid), to_string(*judgement.amount));
  if (judgement.certainty == law::Certainty::provisional) text += "（暂定：放假安排尚未公布）";
  return text;
}

}  // namespace qingxin::rules
