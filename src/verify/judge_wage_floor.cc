// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include "rules/catalogue.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

namespace {

// Whether he is paid by the hour; empty where the roster does not say, or says both.
std::optional<bool> is_hourly(const PayrollMonth& visit) {
  int by_hour = 0;
  int others = 0;
  int unknown = 0;
  visit.each_stay([&](const RosterEntry& stay) {
    ++(stay.pay_basis == PayBasis::none      ? unknown
       : stay.pay_basis == PayBasis::by_hour ? by_hour
                                             : others);
  });
  if (unknown > 0 || (by_hour > 0) == (others > 0)) return std::nullopt;
  return by_hour > 0;
}

}  // namespace

rules::ComparedWage compared_wage(const PayrollMonth& visit) {
  const LineTotals& totals = visit.totals;
  rules::ComparedWage wage{.has_roster_table = visit.has(Table::roster),
                           .is_hourly = is_hourly(visit),
                           .gross = totals.gross,
                           .overtime = totals.overtime,
                           .allowances = totals.allowances,
                           .half_days = totals.half_days,
                           .hours_hundredths = totals.hours_hundredths};
  if (!wage.half_days && visit.has(Table::attendance))
    wage.half_days = 2 * std::popcount(visit.month->attended);
  wage.minimum =
      wage.is_hourly.value_or(false) ? visit.terms->minimum_hour : visit.terms->minimum_month;
  return wage;
}

namespace {

void judge_minimum(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kMinimumWage;
  const LineTotals& totals = visit.totals;
  const rules::ComparedWage wage = compared_wage(visit);
  const rules::Judgement judgement = rules::minimum_wage(wage);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::minimum_wage_because(wage, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) {
          for (const ColumnIndex column : {payroll::gross, payroll::overtime, payroll::allowances,
                                           *wage.is_hourly ? payroll::hours : payroll::days})
            evidence.add(line, column);
        });
        if (*wage.is_hourly || totals.half_days) return;
        for (const AttendanceRow* row :
             visit.book->attendance_rows(*visit.worker, visit.month->month))
          evidence.add(*row);
      });
}

void judge_deductions(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kDeductionLimit;
  const LineTotals& totals = visit.totals;
  const rules::Deductions month{
      .gross = totals.gross,
      .net = totals.net,
      .deducted = totals.deducted,
      .compensation = totals.compensation,
      .has_kind_column = visit.has(Table::payroll, payroll::deduction_kind),
      .minimum = visit.terms->minimum_month};
  const rules::Judgement judgement = rules::deduction_limit(month);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::deduction_limit_because(month, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) {
          for (const ColumnIndex column :
               {payroll::deducted, payroll::deduction_kind, payroll::gross, payroll::net})
            evidence.add(line, column);
        });
      });
}

}  // namespace

void judge_wage_floor(const PayrollMonth& visit, const PayrollRules& on) {
  if (on.minimum) judge_minimum(visit);
  if (on.deductions) judge_deductions(visit);
}

}  // namespace qingxin::verify
