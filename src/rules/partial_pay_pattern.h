// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker's months on one project, up to the newest that is asked for.
struct PayHistory {
  bool has_payroll_table = false;
  bool has_payments_table = false;
  bool has_pay_day = true;  // false: of some month with wages no pay day is known
  struct DueMonth {
    Month month;
    Money net;  // above zero
    Money paid;
    law::Deadline pay_date;  // which has passed
  };
  std::vector<DueMonth> due;         // ascending: the months with wages whose pay date has passed
  std::optional<Month> first_asked;  // a pattern must end in this month or later; empty: in any
};

// A stretch of a worker's due months that were paid after one pattern.
struct PaidAlike {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<int> percent;  // empty: each paid a multiple of 500 yuan

  std::size_t months() const { return end - begin; }
};

inline constexpr std::size_t kMonthsAlikeMin = 2;
inline constexpr Money kRoundPay = yuan(500);

// 保障农民工工资支付条例 12: wages are paid in full, not as an allowance or a share of them.
// Cases: law/examples/gwy-724/012-W04.md
inline constexpr Rule kPartialPayPattern{
    .id = "W04",
    .name = "按比例或按生活费发放",
    .severity = Severity::red,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 12}}},
    .next = "核实有无“先付一部分、年底结清”的约定；属实的，由人社部门责令限期补足",
    .formula =
        "连续两个月以上到期的工资都只付了一部分，而且所付的整数百分比相同（四舍五入），或者每次所付"
        "都是 500 元的整倍数",
    .parameters = {{"pay.day", "pay.month_offset"}}};

// 70.5 % is 71: half up.
constexpr int paid_percent(const PayHistory::DueMonth& month) {
  return static_cast<int>((month.paid.fen * 200 + month.net.fen) / (month.net.fen * 2));
}

// The longest stretch of months alike that ends with the month before `end`; none when that month
// was paid in full or not at all.
inline PaidAlike paid_alike_until(const std::vector<PayHistory::DueMonth>& due, std::size_t end) {
  const auto is_part = [](const PayHistory::DueMonth& month) {
    return month.paid > Money{} && month.paid < month.net;
  };
  if (!is_part(due[end - 1])) return {end, end, std::nullopt};
  const auto reach_back = [&](auto is_alike) {
    std::size_t begin = end;
    while (begin > 0 && is_part(due[begin - 1]) && is_alike(due[begin - 1]) &&
           (begin == end || due[begin - 1].month + 1 == due[begin].month))
      --begin;
    return begin;
  };
  const int percent = paid_percent(due[end - 1]);
  const PaidAlike by_percent{
      reach_back([&](const auto& month) { return paid_percent(month) == percent; }), end, percent};
  const PaidAlike by_amount{
      reach_back([](const auto& month) { return month.paid.fen % kRoundPay.fen == 0; }), end,
      std::nullopt};
  return by_amount.months() > by_percent.months() ? by_amount : by_percent;
}

// The newest pattern that is long enough.
inline std::optional<PaidAlike> newest_pattern(const PayHistory& history) {
  for (std::size_t end = history.due.size(); end >= kMonthsAlikeMin; --end) {
    if (history.first_asked && history.due[end - 1].month < *history.first_asked) break;
    const PaidAlike alike = paid_alike_until(history.due, end);
    if (alike.months() >= kMonthsAlikeMin) return alike;
  }
  return std::nullopt;
}

inline Money unpaid_over(const PayHistory& history, const PaidAlike& alike) {
  Money unpaid;
  for (std::size_t i = alike.begin; i < alike.end; ++i)
    unpaid += history.due[i].net - history.due[i].paid;
  return unpaid;
}

inline Judgement partial_pay_pattern(const PayHistory& history) {
  if (!history.has_payroll_table) return missing_fact(kNoPayroll);
  if (!history.has_payments_table) return missing_fact(kNoPayments);
  const std::optional<PaidAlike> alike = newest_pattern(history);
  if (!alike) return history.has_pay_day ? complies() : missing_fact(kNoPayDay);
  Judgement partial{.verdict = Verdict::violates,
                    .severity = Severity::red,
                    .amount = unpaid_over(history, *alike),
                    .due = history.due[alike->end - 1].pay_date};
  for (std::size_t i = alike->begin; i < alike->end; ++i)
    if (history.due[i].pay_date.certainty == law::Certainty::provisional)
      partial.certainty = law::Certainty::provisional;
  return partial;
}

inline std::string partial_pay_pattern_because(const PayHistory& history,
                                               const Judgement& judgement) {
  const PaidAlike alike = *newest_pattern(history);
  std::string text = fmt::format("{} 至 {} 连续 {} 个月", to_string(history.due[alike.begin].month),
                                 to_string(history.due[alike.end - 1].month), alike.months());
  text += alike.percent ? fmt::format("都只付了应发的 {}%", *alike.percent)
                        : std::string{"所付都是 500 元的整倍数"};
  text += "：";
  for (std::size_t i = alike.begin; i < alike.end; ++i)
    text += fmt::format("{}{} 应付 {} 元、付 {} 元", i == alike.begin ? "" : "，",
                        to_string(history.due[i].month), to_string(history.due[i].net),
                        to_string(history.due[i].paid));
  return text + fmt::format("，共少付 {} 元", to_string(*judgement.amount));
}

}  // namespace qingxin::rules
