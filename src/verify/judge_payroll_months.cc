// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "rules/catalogue.h"
#include "verify/judge.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

PayrollRules::PayrollRules(const FindingSink& sink)
    : money(sink.is_on(rules::kPaymentInMoney)),
      payroll(sink.is_on(rules::kMonthlyPayroll)),
      registers(sink.is_on(rules::kWageRegister)),
      slip(sink.is_on(rules::kWageSlip)),
      minimum(sink.is_on(rules::kMinimumWage)),
      deductions(sink.is_on(rules::kDeductionLimit)),
      overtime_pay(sink.is_on(rules::kOvertimePay)),
      overtime_limit(sink.is_on(rules::kOvertimeLimit)),
      sums(sink.is_on(rules::kPayrollSums)),
      suspicious(sink.is_on(rules::kSuspiciousWages)) {}

bool PayrollRules::is_any() const {
  return money || needs_lines() || needs_hours();
}

bool PayrollRules::needs_lines() const {
  return payroll || registers || slip || minimum || deductions || overtime_pay || sums ||
         suspicious;
}

std::vector<MonthTerms> terms_of(const ProjectBook& book, const PayrollRules& on) {
  std::vector<MonthTerms> terms;
  for (const Month month : book.county().selected_months()) {
    MonthTerms& entry = terms.emplace_back(MonthTerms{.month = month});
    const auto amount = [&](std::string_view name) -> std::optional<Money> {
      const law::ParameterValue* value = book.parameter(name, first_day(month));
      return value == nullptr ? std::nullopt : std::optional{Money{value->value}};
    };
    if (on.minimum || on.deductions) entry.minimum_month = amount("minimum_wage.month");
    if (on.minimum) entry.minimum_hour = amount("minimum_wage.hour");
    if (on.needs_hours()) entry.kinds = book.county().day_kinds(month);
  }
  return terms;
}

void PayrollMonth::add_up() {
  for (std::uint32_t i = month->lines.begin; i < month->lines.end; ++i)
    has_ordinary = has_ordinary || !book->lines[i]->is_back_pay;
  const auto add = [](auto& sum, const auto& cell) {
    if (!cell) {
      sum.reset();
    } else if (sum) {
      *sum += *cell;
    }
  };
  const auto given = [](std::int32_t cell) {
    return cell < 0 ? std::nullopt : std::optional<int>{cell};
  };
  bool is_signed = true;
  each_line([&](const PayrollLine& line) {
    ++totals.lines;
    add(totals.gross, line.gross);
    add(totals.overtime, line.overtime);
    add(totals.allowances, line.allowances);
    add(totals.deducted, line.deducted);
    if (line.deducted && line.deduction_kind == DeductionKind::compensation)
      totals.compensation += *line.deducted;
    totals.net += line.net;
    add(totals.half_days, given(line.half_days));
    add(totals.hours_hundredths, given(line.hours_hundredths));
    totals.is_time_given =
        totals.is_time_given && (line.half_days >= 0 || line.hours_hundredths >= 0);
    is_signed = is_signed && line.signed_on && *line.signed_on <= as_of();
    totals.signed_on = std::max(totals.signed_on, line.signed_on);
    totals.without_slip += !line.slip_given || *line.slip_given > as_of();
  });
  if (!is_signed) totals.signed_on.reset();
  each_payment([&](const Payment& payment) {
    payments += is_money(payment) && is_successful(payment, as_of());
  });
}

QuietMonths::QuietMonths(const ProjectBook& book, const FindingSink& sink, const PayrollRules& on)
    : book_(&book),
      as_of_(book.county().as_of()),
      can_be_(sink.needs_violations_alone() && !on.minimum && !on.sums) {
  const Present& present = book.present();
  for (const Table table : {Table::roster, Table::payroll, Table::payments, Table::attendance})
    can_be_ = can_be_ && present.has(table);
  for (const ColumnIndex column :
       {payroll::days, payroll::hours, payroll::signed_on, payroll::slip_given})
    can_be_ = can_be_ && present.has(Table::payroll, column);
}

bool QuietMonths::is_quiet(const WorkerMonth& month, bool has_phone) const {
  if (!can_be_ || !has_phone || month.lines.end - month.lines.begin != 1) return false;
  const PayrollLine& line = *book_->lines[month.lines.begin];
  if (line.is_back_pay || !line.gross || line.deducted != Money{}) return false;
  if (line.half_days < 0 && line.hours_hundredths < 0) return false;
  if (!line.signed_on || *line.signed_on > as_of_) return false;
  if (!line.slip_given || *line.slip_given > as_of_) return false;
  for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
    const Payment& payment = *book_->payments[i];
    if (payment.date < *line.signed_on || payment.form == PaymentForm::none || !is_money(payment))
      return false;
  }
  return true;
}

void QuietMonths::add_up(PayrollMonth& visit) const {
  const PayrollLine& line = *book_->lines[visit.month->lines.begin];
  visit.has_ordinary = true;
  visit.totals.lines = 1;
  visit.totals.gross = line.gross;
  visit.totals.overtime = line.overtime;
}

bool PayrollMonth::reaches_in(const RosterEntry& stay) const {
  const ProjectMonth& at = book->at(*month);
  return stay.entered <= at.last && (!stay.left || *stay.left >= at.first);
}

namespace {

// X04, the month's half: paid without having been there, or far too much.
void judge_suspicious(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kSuspiciousWages;
  if (visit.is_silenced(rule)) return;
  rules::MonthOnPayroll month{
      .payroll_lines = visit.totals.lines, .attended_days = {}, .gross = visit.totals.gross};
  if (visit.has(Table::attendance)) month.attended_days = std::popcount(visit.month->attended);
  const rules::Judgement judgement = rules::suspicious_month(month);
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::suspicious_month_because(month, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::gross); });
      });
}

// What no worker-month can say because the whole table is not there.
void miss_tables(const ProjectBook& book, FindingSink& sink) {
  const Present& present = book.present();
  const auto miss = [&](Table table, std::initializer_list<const rules::Rule*> rules) {
    if (present.has(table)) return;
    for (const rules::Rule* rule : rules)
      if (sink.is_on(*rule)) sink.miss(*rule, {shape_of(table).english, ""}, std::nullopt);
  };
  miss(Table::payments, {&rules::kPaymentInMoney});
  miss(Table::payroll, {&rules::kMonthlyPayroll, &rules::kWageRegister, &rules::kWageSlip,
                        &rules::kMinimumWage, &rules::kDeductionLimit, &rules::kOvertimePay,
                        &rules::kPayrollSums, &rules::kSuspiciousWages});
  miss(Table::attendance, {&rules::kMonthlyPayroll, &rules::kOvertimePay, &rules::kOvertimeLimit,
                           &rules::kSuspiciousWages});
  miss(Table::roster, {&rules::kMonthlyPayroll});
}

// Attended days in a row up to the last day of the month before that at `position`; not asked where
// its first day was not attended.
int run_before(const WorkerBook& worker, std::size_t position) {
  int run = 0;
  if ((worker.months[position].attended & 1) == 0) return run;
  for (; position > 0; --position) {
    const WorkerMonth& before = worker.months[position - 1];
    if (before.month + 1 != worker.months[position].month) return run;
    const int days = days_in(before.month);
    const int trailing = std::countl_one(before.attended << (32 - days));
    run += std::min(trailing, days);
    if (trailing < days) return run;
  }
  return run;
}

bool gives_phone(const ProjectBook& book, const WorkerBook& worker) {
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
    if (book.stays[i]->phone != 0) return true;
  return false;
}

}  // namespace

void judge_payroll_months(const ProjectBook& book, FindingSink& sink) {
  const PayrollRules on(sink);
  miss_tables(book, sink);
  if (!on.is_any()) return;
  if (on.payroll && sink.reaches_everybody()) judge_employers(book, sink);
  const std::vector<MonthTerms> terms = terms_of(book, on);
  const QuietMonths quiet(book, sink, on);
  for (const WorkerBook& worker : sink.workers()) {
    if (!worker.is_worker) continue;
    const bool has_phone = gives_phone(book, worker);
    for (std::size_t m = 0; m < worker.months.size(); ++m) {
      if (!book.is_selected(worker.months[m]) || !sink.reaches(worker.months[m].month)) continue;
      sink.visit();
      const auto here = std::ranges::find(terms, worker.months[m].month, &MonthTerms::month);
      PayrollMonth visit{&book, &worker, &worker.months[m], &*here, &sink};
      const bool has_lines = !visit.month->lines.is_empty();
      const bool is_quiet = quiet.is_quiet(*visit.month, has_phone);
      if (on.money && !is_quiet) judge_forms(visit);
      if (is_quiet)
        quiet.add_up(visit);
      else if (has_lines && on.needs_lines())
        visit.add_up();
      if (on.needs_hours() && visit.month->attended != 0)
        judge_overtime(visit, on, run_before(worker, m));
      if (!has_lines) continue;
      if (on.suspicious) judge_suspicious(visit);
      if (is_quiet) continue;
      judge_ledger(visit, on);
      judge_wage_floor(visit, on);
    }
  }
}

}  // namespace qingxin::verify
