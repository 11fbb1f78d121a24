// SPDX-License-Identifier: Apache-2.0
#include "verify/salary_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check_digit.h"

namespace qingxin::verify {

namespace {

static_assert(std::ranges::all_of(kSalaryChecks, [](const SalaryCheckCard& card) {
  return &card_of(card.check) == &card;
}));

using rules::Verdict;

constexpr Verdict verdict_of(bool complies) {
  return complies ? Verdict::complies : Verdict::violates;
}

Money pay_of(const book::SalaryRecord& record) {
  return record.fixed + record.variable;
}

Money pay_of(const book::SalaryFile& file) {
  Money total;
  for (const book::SalaryRecord& record : file.records) total += pay_of(record);
  return total;
}

// The answer of a check that has judged `subjects` and found `faults` with some of them.
SalaryAnswer answer_of_each(SalaryCheck check, std::size_t subjects,
                            std::vector<SalaryFault> faults, std::size_t faulty) {
  SalaryAnswer answer{
      .check = check,
      .verdict = subjects == 0 ? Verdict::not_applicable : verdict_of(faults.empty()),
      .expected = {},
      .found = {},
      .lines = {},
      .faults = std::move(faults)};
  if (subjects == 0) return answer;
  answer.expected = static_cast<std::int64_t>(subjects);
  answer.found = static_cast<std::int64_t>(subjects - faulty);
  for (const SalaryFault& fault : answer.faults) answer.lines.push_back(fault.line);
  return answer;
}

SalaryAnswer scr_total(const book::SalaryFile& file) {
  const Money total = pay_of(file);
  return {.check = SalaryCheck::scr_total,
          .verdict = verdict_of(file.control.total == total),
          .expected = total,
          .found = file.control.total,
          .lines = {file.control.line},
          .faults = {}};
}

SalaryAnswer scr_record_count(const book::SalaryFile& file) {
  const auto records = static_cast<std::int64_t>(file.records.size());
  return {.check = SalaryCheck::scr_record_count,
          .verdict = verdict_of(file.control.records == records),
          .expected = records,
          .found = std::int64_t{file.control.records},
          .lines = {file.control.line},
          .faults = {}};
}

SalaryAnswer currency(const book::SalaryFile& file) {
  return {.check = SalaryCheck::currency,
          .verdict = verdict_of(file.control.currency == "AED"),
          .expected = "AED",
          .found = file.control.currency,
          .lines = {file.control.line},
          .faults = {}};
}

// 13 digits of the employer, YYMMDD, HHMMSS. A name of another form was given by somebody else
// than the system that made the file, and says nothing.
SalaryAnswer file_name(const book::SalaryFile& file) {
  constexpr std::size_t kStem = 25;
  const std::string stem = file.name.substr(0, file.name.rfind('.'));
  const bool is_applicable = stem.size() == kStem &&
                             std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_applicable)
    return {.check = SalaryCheck::file_name,
            .verdict = Verdict::not_applicable,
            .expected = {},
            .found = stem,
            .lines = {},
            .faults = {}};
  const book::SalaryControl& control = file.control;
  std::string day = to_string(control.created).substr(2);
  std::erase(day, '-');
  // Where the SCR says no seconds, those of the name are as good as any.
  const std::string expected =
      fmt::format("{:0>13}{}{}{}", control.employer_id, day, control.created_time,
                  control.created_time.size() == 4 ? stem.substr(23) : "");
  return {.check = SalaryCheck::file_name,
          .verdict = verdict_of(stem == expected),
          .expected = expected,
          .found = stem,
          .lines = {control.line},
          .faults = {}};
}

SalaryAnswer salary_month(const book::SalaryFile& file) {
  const Month month = file.control.salary_month;
  std::vector<SalaryFault> faults;
  for (const book::SalaryRecord& record : file.records)
    if (month_of(record.period_start) != month || month_of(record.period_end) != month)
      faults.push_back(
          {record.line, to_string(month),
           fmt::format("{}/{}", to_string(record.period_start), to_string(record.period_end))});
  const std::size_t faulty = faults.size();
  return answer_of_each(SalaryCheck::salary_month, file.records.size(), std::move(faults), faulty);
}

SalaryAnswer pay_period(const book::SalaryFile& file) {
  std::vector<SalaryFault> faults;
  for (const book::SalaryRecord& record : file.records)
    if (record.period_start > record.period_end)
      faults.push_back({record.line, to_string(record.period_end), to_string(record.period_start)});
  const std::size_t faulty = faults.size();
  return answer_of_each(SalaryCheck::pay_period, file.records.size(), std::move(faults), faulty);
}

// What stands in the file about one employee.
struct Employee {
  std::vector<std::uint32_t> salary_lines, variable_pay_lines;
  Money variable;  // as the EDR says
  Money itemised;  // as the EVP items add up to
};

// Keyed by the id without its padding; ordered, so that no choice of ids makes it slow.
using Employees = std::map<std::string_view, Employee>;

Employees employees_of(const book::SalaryFile& file) {
  Employees employees;
  for (const book::SalaryRecord& record : file.records) {
    Employee& employee = employees[book::without_padding(record.employee_id)];
    employee.salary_lines.push_back(record.line);
    employee.variable += record.variable;
  }
  for (const book::VariablePayRecord& record : file.variable_pay) {
    Employee& employee = employees[book::without_padding(record.employee_id)];
    employee.variable_pay_lines.push_back(record.line);
    for (const Money amount : record.amounts) employee.itemised += amount;
  }
  return employees;
}

void sort_by_line(std::vector<SalaryFault>& faults) {
  std::ranges::sort(faults, {}, &SalaryFault::line);
}

// Each line after an employee's first is a fault: the one record expected, and which one it is.
SalaryAnswer one_record_per_employee(const Employees& employees) {
  std::vector<SalaryFault> faults;
  std::vector<std::uint32_t> first_lines;
  for (const auto& [id, employee] : employees) {
    const std::vector<std::uint32_t>& lines = employee.salary_lines;
    if (lines.size() > 1) first_lines.push_back(lines.front());
    for (std::size_t at = 1; at < lines.size(); ++at)
      faults.push_back({lines[at], std::int64_t{1}, static_cast<std::int64_t>(at) + 1});
  }
  sort_by_line(faults);
  SalaryAnswer answer = answer_of_each(SalaryCheck::one_record_per_employee, employees.size(),
                                       std::move(faults), first_lines.size());
  answer.lines.insert(answer.lines.end(), first_lines.begin(), first_lines.end());
  std::ranges::sort(answer.lines);
  return answer;
}

// Only of employees with an EVP: variable pay need not be itemised. Several lines of one employee
// are added up; that there are several EDR is the fault of another check.
SalaryAnswer variable_pay(const Employees& employees) {
  std::vector<SalaryFault> faults;
  std::size_t itemised = 0;
  for (const auto& [id, employee] : employees) {
    if (employee.variable_pay_lines.empty()) continue;
    ++itemised;
    if (employee.itemised != employee.variable)
      faults.push_back({employee.variable_pay_lines.front(), employee.variable, employee.itemised});
  }
  sort_by_line(faults);
  const std::size_t faulty = faults.size();
  return answer_of_each(SalaryCheck::variable_pay, itemised, std::move(faults), faulty);
}

constexpr bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// An account that begins with two letters means to be an IBAN; a plain number does not.
bool is_meant_as_iban(std::string_view account) {
  return account.size() >= 2 && is_letter(account[0]) && is_letter(account[1]);
}

SalaryAnswer iban(const book::SalaryFile& file) {
  constexpr std::int64_t kRemainder = 1;
  std::vector<SalaryFault> faults;
  std::size_t accounts = 0;
  for (const book::SalaryRecord& record : file.records) {
    if (!is_meant_as_iban(record.account)) continue;
    ++accounts;
    SalaryFigure remainder;
    if (is_iban_like(record.account)) remainder = std::int64_t{iban_remainder(record.account)};
    if (remainder != SalaryFigure{kRemainder})
      faults.push_back({record.line, kRemainder, remainder, record.account});
  }
  const std::size_t faulty = faults.size();
  return answer_of_each(SalaryCheck::iban, accounts, std::move(faults), faulty);
}

SalaryAnswer answer_to(SalaryCheck check, const book::SalaryFile& file,
                       const Employees& employees) {
  switch (check) {
    case SalaryCheck::scr_total: return scr_total(file);
    case SalaryCheck::scr_record_count: return scr_record_count(file);
    case SalaryCheck::currency: return currency(file);
    case SalaryCheck::file_name: return file_name(file);
    case SalaryCheck::salary_month: return salary_month(file);
    case SalaryCheck::pay_period: return pay_period(file);
    case SalaryCheck::one_record_per_employee: return one_record_per_employee(employees);
    case SalaryCheck::variable_pay: return variable_pay(employees);
    case SalaryCheck::iban: return iban(file);
  }
  return {};
}

}  // namespace

SalaryFileReport judge_salary_file(const book::SalaryFile& file) {
  const Employees employees = employees_of(file);
  SalaryFileReport report{.file = file.name,
                          .employer_id = file.control.employer_id,
                          .salary_month = file.control.salary_month,
                          .records = static_cast<int>(file.records.size()),
                          .total = pay_of(file),
                          .answers = {}};
  for (const SalaryCheckCard& card : kSalaryChecks)
    report.answers.push_back(answer_to(card.check, file, employees));
  report.violations = static_cast<int>(
      std::ranges::count(report.answers, Verdict::violates, &SalaryAnswer::verdict));
  return report;
}

int exit_status(const SalaryFileReport& report) {
  return report.violations > 0 ? 1 : 0;
}

}  // namespace qingxin::verify
