// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "book/salary_file.h"
#include "rules/finding.h"

namespace qingxin::verify {

// The published checks of a UAE salary file (docs/sif.md), each answered on its own. Money counts
// fils here.
enum class SalaryCheck : unsigned char {
  scr_total,
  scr_record_count,
  currency,
  file_name,
  salary_month,
  pay_period,
  one_record_per_employee,
  variable_pay,
  iban,
};

// What a check counts or compares.
enum class SalaryUnit : unsigned char { fils, records, employees, accounts, text };

struct SalaryCheckCard {
  SalaryCheck check;
  std::string_view id;    // as in JSON
  std::string_view name;  // in Chinese
  SalaryUnit unit;
  std::string_view next;  // what the employer does about it
};

inline constexpr std::array<SalaryCheckCard, 9> kSalaryChecks{{
    {SalaryCheck::scr_total, "scr_total", "SCR 合计", SalaryUnit::fils,
     "核对各行固定与浮动工资，更正 SCR 的合计"},
    {SalaryCheck::scr_record_count, "scr_record_count", "SCR 记录数", SalaryUnit::records,
     "核对有无漏行、多行，更正 SCR 的记录数"},
    {SalaryCheck::currency, "currency", "币种", SalaryUnit::text, "金额以迪拉姆计，币种写 AED"},
    {SalaryCheck::file_name, "file_name", "文件名", SalaryUnit::text,
     "按 SCR 的雇主编号、生成日期和时间改名"},
    {SalaryCheck::salary_month, "salary_month", "工资月", SalaryUnit::records,
     "更正起止日或 SCR 的工资月；不同月份的工资分成几份文件"},
    {SalaryCheck::pay_period, "pay_period", "起止日先后", SalaryUnit::records,
     "更正起始日或截止日"},
    {SalaryCheck::one_record_per_employee, "one_record_per_employee", "每人一行",
     SalaryUnit::employees, "核对是否重复发放，每名雇员只留一行 EDR"},
    {SalaryCheck::variable_pay, "variable_pay", "浮动工资明细", SalaryUnit::employees,
     "核对 EVP 的七项金额与 EDR 的浮动工资"},
    {SalaryCheck::iban, "iban", "账号 IBAN", SalaryUnit::accounts, "向雇员或开户银行核对账号"},
}};

constexpr const SalaryCheckCard& card_of(SalaryCheck check) {
  return kSalaryChecks[static_cast<std::size_t>(check)];
}

// A figure of a check: absent, an amount, a number, or a text.
using SalaryFigure = std::variant<std::monostate, Money, std::int64_t, std::string>;

// One line that a check found fault with.
struct SalaryFault {
  std::uint32_t line = 0;
  SalaryFigure expected, found;
  std::string account = {};  // in full; mask it unless revealing. Empty: the fault is of no account

  friend bool operator==(const SalaryFault&, const SalaryFault&) = default;
};

// A check of the whole file compares two figures. A check of each record, employee or account
// has counted them: how many there are to judge, and how many of these comply.
struct SalaryAnswer {
  SalaryCheck check = SalaryCheck::scr_total;
  rules::Verdict verdict = rules::Verdict::complies;
  SalaryFigure expected, found;
  std::vector<std::uint32_t> lines;  // where the answer can be seen, ascending
  std::vector<SalaryFault> faults;   // of single lines, ascending
};

struct SalaryFileReport {
  std::string file;
  std::string employer_id;
  Month salary_month;
  int records = 0;                    // EDR lines
  Money total;                        // what the EDR lines come to
  std::vector<SalaryAnswer> answers;  // all, in the order of kSalaryChecks
  int violations = 0;                 // answers that say so
};

SalaryFileReport judge_salary_file(const book::SalaryFile& file);

// 0 nothing violated, 1 violations.
int exit_status(const SalaryFileReport& report);

}  // namespace qingxin::verify
