// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "rules/finding.h"

namespace qingxin::rules {

// What one worker had to get from one project for one month, and got. All lines of the month
// together, whichever employer wrote them.
struct WageMonth {
  std::optional<Money> net;               // empty: no payroll table
  std::optional<law::Deadline> pay_date;  // last working day on or before the agreed day;
                                          // empty: no pay day known
  std::optional<Money> paid;              // arrived with the worker himself up to as_of; empty:
                                          // no payments table
  Money paid_in_time;                     // of it, up to the pay date
  std::optional<Date> settled;            // the day on which paid reached net
  Date as_of;
};

inline constexpr MissingFact kNoPayroll{"payroll", ""};
inline constexpr MissingFact kNoPayments{"payments", ""};
inline constexpr MissingFact kNoPayDay{"projects", "pay_day"};

// Overdue only when the day after the pay date has begun.
constexpr bool is_overdue(const law::Deadline& pay_date, Date as_of) {
  return as_of > pay_date.day;
}

// "应于 2026-11-13（周五）前支付", and why the day moved where it did.
inline std::string due_in_chinese(const law::Deadline& pay_date) {
  std::string text =
      fmt::format("应于 {}（{}）前支付", to_string(pay_date.day), weekday_in_chinese(pay_date.day));
  if (pay_date.nominal != pay_date.day)
    text += fmt::format("（约定的 {} {}遇休息日或节假日，提前）", to_string(pay_date.nominal),
                        weekday_in_chinese(pay_date.nominal));
  if (pay_date.certainty == law::Certainty::provisional) text += "（暂定：放假安排尚未公布）";
  return text;
}

// "26", "26.5", "8.25".
inline std::string hundredths_in_chinese(int hundredths) {
  std::string text = std::to_string(hundredths / 100);
  const int rest = hundredths % 100;
  if (rest != 0)
    text += rest % 10 == 0 ? fmt::format(".{}", rest / 10) : fmt::format(".{:02}", rest);
  return text;
}

}  // namespace qingxin::rules
