// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "rules/wage_month.h"

namespace qingxin::rules {

// The amounts of one payroll line. Empty cells of what is taken off or added are 0.
struct LineSums {
  std::optional<Money> gross, net;
  Money overtime, allowances, withheld, deducted;
};

// Which columns any payroll sheet has: what is nowhere asked for is not 0.
struct SumColumns {
  bool payroll = true;  // the whole table
  bool overtime = true;
  bool allowances = true;
  bool withheld = true;
  bool deducted = true;
};

// 保障农民工工资支付条例 15: the register names each item and its amount; they add up.
//
// Cases: law/examples/gwy-724/015-W16.md
inline constexpr Rule kPayrollSums{
    .id = "W16",
    .name = "工资表算术不符",
    .severity = Severity::yellow,
    .binds = Binds::every_employer,
    .bases = {{{"gwy-724", 15, 2}}},
    .next = "请用人单位核对工资表并更正",
    .formula = "应发减代扣减扣款不等于实发，或者加班工资与津贴之和大于应发"};

constexpr Money difference_of(const LineSums& line) {
  const Money difference = *line.gross - line.withheld - line.deducted - *line.net;
  return difference < Money{} ? Money{} - difference : difference;
}

constexpr bool has_parts_over_gross(const LineSums& line) {
  return line.gross && line.overtime + line.allowances > *line.gross;
}

// Line by line: what one line has too much does not make up for another.
constexpr Judgement payroll_sums(std::span<const LineSums> lines, const SumColumns& columns) {
  if (!columns.payroll) return missing_fact(kNoPayroll);
  Money difference;
  bool has_fault = false;
  bool lacks_gross = false;
  bool lacks_net = false;
  const bool is_complete = columns.withheld && columns.deducted;
  for (const LineSums& line : lines) {
    lacks_gross = lacks_gross || !line.gross;
    lacks_net = lacks_net || !line.net;
    has_fault = has_fault || has_parts_over_gross(line);
    if (line.gross && line.net && is_complete) difference += difference_of(line);
  }
  if (has_fault || difference > Money{})
    return {.verdict = Verdict::violates, .severity = Severity::yellow, .amount = difference};
  if (lacks_gross) return missing_fact({"payroll", "gross"});
  if (lacks_net) return missing_fact({"payroll", "net"});
  if (!columns.withheld) return missing_fact({"payroll", "withheld"});
  if (!columns.deducted) return missing_fact({"payroll", "deducted"});
  if (!columns.overtime) return missing_fact({"payroll", "overtime"});
  if (!columns.allowances) return missing_fact({"payroll", "allowances"});
  return complies();
}

inline std::string payroll_sums_because(std::span<const LineSums> lines, const SumColumns& columns,
                                        const Judgement&) {
  std::string text;
  const bool is_complete = columns.withheld && columns.deducted;
  for (const LineSums& line : lines) {
    if (is_complete && line.gross && line.net && difference_of(line) > Money{})
      text += fmt::format("{}应发 {} − 代扣 {} − 扣款 {} = {} 元，实发记 {} 元，相差 {} 元",
                          text.empty() ? "" : "；", to_string(*line.gross),
                          to_string(line.withheld), to_string(line.deducted),
                          to_string(*line.gross - line.withheld - line.deducted),
                          to_string(*line.net), to_string(difference_of(line)));
    if (has_parts_over_gross(line))
      text +=
          fmt::format("{}加班工资 {} + 津贴 {} = {} 元，大于应发 {} 元", text.empty() ? "" : "；",
                      to_string(line.overtime), to_string(line.allowances),
                      to_string(line.overtime + line.allowances), to_string(*line.gross));
  }
  return text;
}

}  // namespace qingxin::rules
