// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rules/minimum_wage.h"
#include "rules/overtime_hours.h"
#include "verify/judge.h"

namespace qingxin::verify {

// Which rules of the payroll month are on in a project: asked once, not a million times.
struct PayrollRules {
  explicit PayrollRules(const FindingSink& sink);
  bool is_any() const;
  bool needs_lines() const;
  bool needs_hours() const { return overtime_pay || overtime_limit; }

  bool money, payroll, registers, slip, minimum, deductions, overtime_pay, overtime_limit, sums,
      suspicious;
};

// What holds for everybody of a project in one month.
struct MonthTerms {
  Month month;
  std::optional<Money> minimum_month, minimum_hour;
  rules::DayKinds kinds;
};
std::vector<MonthTerms> terms_of(const ProjectBook& book, const PayrollRules& rules);

// How long a worker was there, by day of the month and in hundredths of an hour.
using DayHours = std::array<int, 32>;

// What one worker's lines of a month come to: those that count. A figure is empty where one of
// them does not give it.
struct LineTotals {
  int lines = 0;
  std::optional<Money> gross = Money{}, overtime = Money{}, allowances = Money{};
  std::optional<Money> deducted = Money{};
  Money compensation;  // of what was deducted
  Money net;
  std::optional<int> half_days = 0, hours_hundredths = 0;
  bool is_time_given = true;      // days or hours, on each line
  std::optional<Date> signed_on;  // the last; empty: not each line is signed
  int without_slip = 0;
};

// One worker-month on its way through the rules of its grain.
struct PayrollMonth {
  const ProjectBook* book;
  const WorkerBook* worker;
  const WorkerMonth* month;
  const MonthTerms* terms;
  FindingSink* sink;
  bool has_ordinary = false;
  LineTotals totals = {};
  int payments = 0;  // money that went through, whoever got it

  Date as_of() const { return book->county().as_of(); }
  bool has(book::Table table) const { return book->present().has(table); }
  bool has(book::Table table, book::ColumnIndex column) const {
    return book->present().has(table, column);
  }
  Subject subject() const {
    return {
        .worker = worker, .month = month->month, .employer = employer_of(*book, *worker, month)};
  }
  bool is_silenced(const rules::Rule& rule) const {
    return sink->is_silenced(rule, month->month, worker);
  }
  // True, and noted, when the rule would accuse and a rejected row of the worker could turn it.
  bool would_accuse_silenced(const rules::Rule& rule, const rules::Judgement& judgement) const {
    return judgement.verdict == rules::Verdict::violates && is_silenced(rule);
  }
  void add_up();

  // The lines that count: ordinary ones, or back pay where there is none.
  template <typename Do>
  void each_line(Do act) const {
    for (std::uint32_t i = month->lines.begin; i < month->lines.end; ++i)
      if (counts_in_month(*book->lines[i], has_ordinary)) act(*book->lines[i]);
  }
  template <typename Do>
  void each_payment(Do act) const {
    for (std::uint32_t i = month->payments.begin; i < month->payments.end; ++i)
      act(*book->payments[i]);
  }

  // His stays that reach into the month; all of them where none does.
  template <typename Do>
  void each_stay(Do act) const {
    bool is_any_here = false;
    for (std::uint32_t i = worker->stays.begin; i < worker->stays.end; ++i)
      is_any_here = is_any_here || reaches_in(*book->stays[i]);
    for (std::uint32_t i = worker->stays.begin; i < worker->stays.end; ++i)
      if (!is_any_here || reaches_in(*book->stays[i])) act(*book->stays[i]);
  }
  bool reaches_in(const book::RosterEntry& stay) const;
};

// What is the same for all of a project when it is asked whether a worker-month is quiet: one of
// which W05, W08's signature, W09, W10 and W12 have nothing to say, because each entry is there,
// all was paid in money and nothing was deducted. Most are, and a brief run goes on to the next.
class QuietMonths {
 public:
  QuietMonths(const ProjectBook& book, const FindingSink& sink, const PayrollRules& on);

  // `has_phone`: a stay of the worker gives one.
  bool is_quiet(const WorkerMonth& month, bool has_phone) const;
  // What the other rules ask of a quiet one's line, and no more.
  void add_up(PayrollMonth& visit) const;

 private:
  const ProjectBook* book_;
  Date as_of_;
  bool can_be_;  // in a brief run, of a folder with all tables and columns that they look at
};

// What W11 compares.
rules::ComparedWage compared_wage(const PayrollMonth& visit);

// His hours of some days of the month, written into `hours`. Rows of one day add up; -1 where none
// of them says.
std::span<const int> day_hours(const PayrollMonth& visit, std::uint32_t asked, DayHours& hours);

// W08: an employer whose workers came and who has no line.
void judge_employers(const ProjectBook& book, FindingSink& sink);
void judge_forms(const PayrollMonth& visit);                               // W05
void judge_ledger(const PayrollMonth& visit, const PayrollRules& on);      // W08 W09 W10 W16
void judge_wage_floor(const PayrollMonth& visit, const PayrollRules& on);  // W11 W12
// W13 W14; `run_before` as in rules::overtime_hours.
void judge_overtime(const PayrollMonth& visit, const PayrollRules& on, int run_before);

}  // namespace qingxin::verify
