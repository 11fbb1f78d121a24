// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace qingxin::book {

// The salary file (SIF) of the wage protection system of the United Arab Emirates, as plain facts:
// what one employer ordered to be paid for one month. Every Money here counts fils (1/100 dirham)
// where it elsewhere counts fen. `line` is 1-based.

// EDR: what one employee is to be paid.
struct SalaryRecord {
  std::uint32_t line = 0;
  std::string employee_id;
  std::string agent;
  std::string account;  // an IBAN, or in older files a plain number
  Date period_start, period_end;
  int period_days = 0;
  Money fixed, variable;
  int unpaid_leave_days = 0;
};

// EVP: what an employee's variable pay consists of. Housing, conveyance, medical, annual passage,
// overtime, other, leave encashment.
struct VariablePayRecord {
  std::uint32_t line = 0;
  std::string employee_id;
  std::string agent;
  std::array<Money, 7> amounts;
};

// SCR: the employer, and the figures that the file has to agree with.
struct SalaryControl {
  std::uint32_t line = 0;
  std::string employer_id;
  std::string bank;
  Date created;
  std::string created_time;  // "HHMM", or "HHMMSS" where the file has seconds
  Month salary_month;
  int records = 0;
  Money total;
  std::string currency;
  std::string reference;
};

struct SalaryFile {
  std::string name;                   // with its extension, without its folder
  std::vector<SalaryRecord> records;  // at least one
  std::vector<VariablePayRecord> variable_pay;
  SalaryControl control;
};

// Ids are padded with zeros to their full size, or not: "0042" and "42" are the same employee.
constexpr std::string_view without_padding(std::string_view id) {
  while (id.size() > 1 && id.front() == '0') id.remove_prefix(1);
  return id;
}

}  // namespace qingxin::book
