// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>

#include "rules/catalogue.h"
#include "tests/support/plain/plain.h"

// The rules of the payroll and its months.
namespace qingxin::rules {

inline WageRegister plain_register(Date as_of, Entry receipt) {
  WageRegister entries;
  entries.paid_on = receipt;
  entries.signed_on = receipt;
  entries.pay_date = due_before(as_of);
  entries.as_of = as_of;
  return entries;
}

inline EmployerMonth plain_employer_month(Date as_of, int lines) {
  EmployerMonth month;
  month.attended_workers = 30;
  month.lines = lines;
  month.grace_days = 0;
  month.pay_date = due_before(as_of);
  month.as_of = as_of;
  return month;
}

inline ComparedWage plain_wage(Money gross) {
  return {.is_hourly = false,
          .gross = gross,
          .overtime = Money{},
          .allowances = Money{},
          .half_days = 52,
          .hours_hundredths = {},
          .minimum = yuan(2'200)};
}

inline Deductions plain_deductions(Money deducted) {
  return {.gross = yuan(6'000),
          .net = yuan(6'000) - deducted,
          .deducted = deducted,
          .compensation = deducted,
          .minimum = yuan(2'200)};
}

// The first five working days of the month before.
inline OvertimeHours plain_hours(Date as_of, int hundredths) {
  const Month before = month_of(as_of) - 1;
  const std::vector<int> hours(static_cast<std::size_t>(days_in(before)), hundredths);
  const DayKinds kinds = day_kinds(before, test::shipped_calendar());
  std::uint32_t attended = 0;
  for (std::uint32_t day = 1; std::popcount(attended) < 5; day <<= 1)
    if ((kinds.rest & day) == 0) attended |= day;
  return overtime_hours(attended, hours, kinds);
}

inline OvertimePay plain_overtime(Date as_of, Money paid) {
  return {.hours = plain_hours(as_of, 900),
          .basis = RateBasis::by_day,
          .rate = yuan(240),
          .paid = paid};
}

inline LineSums plain_sums(Money net) {
  LineSums line;
  line.gross = yuan(6'000);
  line.net = net;
  return line;
}

inline std::vector<Plain> plain_of_registers() {
  const auto forms = [](Date, Money in_kind) { return PaymentForms{.in_kind = in_kind}; };
  const auto slip = [](Date, int without) {
    return WageSlip{.payments = 1, .lines = 1, .lines_without_slip = without};
  };
  const auto sums = [](const LineSums& line) { return payroll_sums(std::span(&line, 1), {}); };
  const auto sums_because = [](const LineSums& line, const Judgement& judgement) {
    return payroll_sums_because(std::span(&line, 1), {}, judgement);
  };
  const auto line = [](Date, Money net) { return plain_sums(net); };
  return {plain("W05", payment_in_money, payment_in_money_because, forms, always(Money{}),
                always(yuan(500)), false),
          plain("W08", monthly_payroll, monthly_payroll_because, plain_employer_month, always(30),
                always(0), true),
          plain("W09", wage_register, wage_register_because, plain_register, always(Entry::filled),
                always(Entry::empty), true),
          plain("W10", wage_slip, wage_slip_because, slip, always(0), always(1), false),
          plain("W16", sums, sums_because, line, always(yuan(6'000)), always(yuan(5'999)), false)};
}

inline std::vector<Plain> plain_of_wage_floors() {
  const auto wage = [](Date, Money gross) { return plain_wage(gross); };
  const auto deductions = [](Date, Money deducted) { return plain_deductions(deducted); };
  return {plain("W11", minimum_wage, minimum_wage_because, wage, always(yuan(2'200)),
                always(yuan(2'199)), false),
          plain("W12", deduction_limit, deduction_limit_because, deductions, always(yuan(1'200)),
                always(yuan(1'201)), false),
          plain("W13", overtime_pay, overtime_pay_because, plain_overtime, always(yuan(6'000)),
                always(Money{}), true),
          plain("W14", overtime_limit, overtime_limit_because, plain_hours, always(800),
                always(1'150), true)};
}

}  // namespace qingxin::rules
