// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/wage_month.h"

namespace qingxin::rules {

// One worker's paid month and the slip that comes with the money.
struct WageSlip {
  std::optional<int> payments;  // that went through; empty: no payments table
  bool has_payroll_table = true;
  bool has_slip_column = true;
  int lines = 0;
  int lines_without_slip = 0;
};

// 保障农民工工资支付条例 15: with the wage comes the worker's own list of what it is made of.
//
// Cases: law/examples/gwy-724/015-W10.md
inline constexpr Rule kWageSlip{.id = "W10",
                                .name = "未提供工资清单",
                                .severity = Severity::orange,
                                .binds = Binds::every_employer,
                                .bases = {{{"gwy-724", 15, 3}, {"gwy-724", 54, 0, 2}}},
                                .next = "请用人单位补给工资清单；属实的，由人社部门责令限期改正",
                                .formula = "工资已成功支付，当月工资行没有工资清单日期"};

constexpr Judgement wage_slip(const WageSlip& slip) {
  if (slip.payments == 0) return not_applicable();
  if (!slip.has_payroll_table) return missing_fact(kNoPayroll);
  if (!slip.has_slip_column) return missing_fact({"payroll", "slip_given"});
  if (slip.lines_without_slip == 0) return complies();
  if (!slip.payments) return missing_fact(kNoPayments);
  return {.verdict = Verdict::violates, .severity = Severity::orange};
}

inline std::string wage_slip_because(const WageSlip& slip, const Judgement&) {
  const std::string which =
      slip.lines_without_slip < slip.lines
          ? fmt::format(" {} 行里有 {} 行", slip.lines, slip.lines_without_slip)
          : "";
  return fmt::format("当月工资已成功支付 {} 笔，工资表{}没有工资清单日期", *slip.payments, which);
}

}  // namespace qingxin::rules
