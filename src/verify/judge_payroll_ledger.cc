// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "rules/catalogue.h"
#include "verify/payroll_month.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

void judge_forms(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kPaymentInMoney;
  rules::PaymentForms forms;
  visit.each_payment([&](const Payment& payment) {
    if (!is_successful(payment, visit.as_of())) return;
    forms.without_form += payment.form == PaymentForm::none;
    if (payment.form == PaymentForm::in_kind) forms.in_kind += payment.amount;
    if (payment.form == PaymentForm::promissory) forms.promissory += payment.amount;
  });
  const rules::Judgement judgement = rules::payment_in_money(forms);
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::payment_in_money_because(forms, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_payment([&](const Payment& payment) {
          if (is_successful(payment, visit.as_of()) && !is_money(payment))
            evidence.add(payment, payments::form);
        });
      });
}

namespace {

// The first money that arrived with the worker himself before a day; nothing when none did.
std::optional<Date> first_paid_before(const PayrollMonth& visit, Date day) {
  const Range& range = visit.month->payments;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Payment& payment = *visit.book->payments[i];
    if (payment.date >= day || !is_money(payment) || !is_successful(payment, visit.as_of()))
      continue;
    if (visit.book->payee(i) != rules::Payee::another_person) return payment.date;
  }
  return std::nullopt;
}

void judge_signature(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kMonthlyPayroll;
  if (visit.is_silenced(rule)) return;
  rules::SignedLines lines{.has_signed_column = visit.has(Table::payroll, payroll::signed_on),
                           .has_payments_table = visit.has(Table::payments),
                           .signed_on = visit.totals.signed_on,
                           .pay_date = visit.book->at(*visit.month).pay_date,
                           .as_of = visit.as_of()};
  if (lines.signed_on) lines.first_paid = first_paid_before(visit, *lines.signed_on);
  const rules::Judgement judgement = rules::signed_payroll(lines);
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::signed_payroll_because(lines, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::signed_on); });
        if (lines.first_paid)
          visit.each_payment(
              [&](const Payment& payment) { evidence.add(payment, payments::date); });
      });
}

rules::Entry entry_of(bool has_column, bool is_filled) {
  if (!has_column) return rules::Entry::no_column;
  return is_filled ? rules::Entry::filled : rules::Entry::empty;
}

rules::WageRegister register_of(const PayrollMonth& visit) {
  const ProjectBook& book = *visit.book;
  rules::WageRegister entries{.has_roster_table = visit.has(Table::roster),
                              .has_payments_table = visit.has(Table::payments)};
  bool has_phone = false;
  for (std::uint32_t i = visit.worker->stays.begin; i < visit.worker->stays.end; ++i)
    has_phone = has_phone || book.stays[i]->phone != 0;
  entries.phone = entry_of(visit.has(Table::roster, roster::phone), has_phone);
  // A line may give days and another hours: each of them tells the time.
  entries.days = entry_of(visit.has(Table::payroll, payroll::days), visit.totals.is_time_given);
  entries.hours = entry_of(visit.has(Table::payroll, payroll::hours), visit.totals.is_time_given);
  entries.gross =
      entry_of(visit.has(Table::payroll, payroll::gross), visit.totals.gross.has_value());
  entries.paid_on = entry_of(visit.has(Table::payments), visit.payments > 0);
  entries.signed_on =
      entry_of(visit.has(Table::payroll, payroll::signed_on), visit.totals.signed_on.has_value());
  entries.pay_date = book.at(*visit.month).pay_date;
  entries.as_of = visit.as_of();
  return entries;
}

// The cells that are empty, of a line that has each of them.
void show_entries(const PayrollLine& line, const rules::WageRegister& entries,
                  EvidenceList& evidence) {
  const auto show = [&](rules::Entry entry, ColumnIndex column) {
    if (entry == rules::Entry::empty) evidence.add(line, column);
  };
  show(entries.days, payroll::days);
  show(entries.hours, payroll::hours);
  show(entries.gross, payroll::gross);
  if (entries.paid_on == rules::Entry::empty) show(entries.signed_on, payroll::signed_on);
}

void judge_register(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kWageRegister;
  const rules::WageRegister entries = register_of(visit);
  const rules::Judgement judgement = rules::wage_register(entries);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::wage_register_because(entries, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) { show_entries(line, entries, evidence); });
        if (entries.phone != rules::Entry::empty) return;
        for (std::uint32_t i = visit.worker->stays.begin; i < visit.worker->stays.end; ++i)
          evidence.add(*visit.book->stays[i], roster::phone);
        if (visit.worker->stays.is_empty())
          visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::id_number); });
      });
}

void judge_slip(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kWageSlip;
  rules::WageSlip slip{.has_slip_column = visit.has(Table::payroll, payroll::slip_given),
                       .lines = visit.totals.lines,
                       .lines_without_slip = visit.totals.without_slip};
  if (visit.has(Table::payments)) slip.payments = visit.payments;
  const rules::Judgement judgement = rules::wage_slip(slip);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::wage_slip_because(slip, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) {
          if (!line.slip_given || *line.slip_given > visit.as_of())
            evidence.add(line, payroll::slip_given);
        });
        visit.each_payment([&](const Payment& payment) {
          if (is_money(payment) && is_successful(payment, visit.as_of()))
            evidence.add(payment, payments::date);
        });
      });
}

// Every line that was written, back pay beside ordinary lines too: a sum is right or it is not.
void judge_sums(const PayrollMonth& visit) {
  const rules::Rule& rule = rules::kPayrollSums;
  const rules::SumColumns columns{.overtime = visit.has(Table::payroll, payroll::overtime),
                                  .allowances = visit.has(Table::payroll, payroll::allowances),
                                  .withheld = visit.has(Table::payroll, payroll::withheld),
                                  .deducted = visit.has(Table::payroll, payroll::deducted)};
  // Mostly one: no memory is asked for then.
  std::array<rules::LineSums, 1> few;
  std::vector<rules::LineSums> many;
  const Range& range = visit.month->lines;
  const std::size_t count = range.end - range.begin;
  if (count > few.size()) many.resize(count);
  const std::span<rules::LineSums> lines =
      count > few.size() ? std::span(many) : std::span(few).first(count);
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const PayrollLine& line = *visit.book->lines[i];
    lines[i - range.begin] = {.gross = line.gross,
                              .net = line.net,
                              .overtime = line.overtime.value_or(Money{}),
                              .allowances = line.allowances.value_or(Money{}),
                              .withheld = line.withheld.value_or(Money{}),
                              .deducted = line.deducted.value_or(Money{})};
  }
  const rules::Judgement judgement = rules::payroll_sums(lines, columns);
  if (visit.would_accuse_silenced(rule, judgement)) return;
  visit.sink->take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::payroll_sums_because(lines, columns, judgement); },
      [&](EvidenceList& evidence) {
        for (std::uint32_t i = range.begin; i < range.end; ++i)
          for (const ColumnIndex column : {payroll::gross, payroll::overtime, payroll::allowances,
                                           payroll::withheld, payroll::deducted, payroll::net})
            evidence.add(*visit.book->lines[i], column);
      });
}

// Who of an employer's roster came in a month.
struct EmployerAttendance {
  TextId employer;  // of all ways to write it, the one that is compared
  Month month;
  std::vector<const WorkerBook*> workers;
};

void add_attended(const ProjectBook& book, const WorkerBook& worker,
                  std::vector<EmployerAttendance>& all) {
  for (const WorkerMonth& month : worker.months) {
    if (month.attended == 0 || !book.has(month)) continue;
    for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) {
      const RosterEntry& stay = *book.stays[i];
      if (stay.role != Role::worker || (days_of(stay, book.at(month)) & month.attended) == 0)
        continue;
      const TextId employer = book.county().canonical(stay.employer);
      const auto here = std::ranges::find_if(all, [&](const EmployerAttendance& entry) {
        return entry.employer == employer && entry.month == month.month;
      });
      if (here == all.end()) continue;
      if (here->workers.empty() || here->workers.back() != &worker)
        here->workers.push_back(&worker);
    }
  }
}

// The employers of the roster that have no line in a selected month, with nobody counted yet.
std::vector<EmployerAttendance> employers_without_line(const ProjectBook& book,
                                                       const FindingSink& sink) {
  std::vector<TextId> employers;
  for (const RosterEntry* stay : book.stays) {
    const TextId employer = book.county().canonical(stay->employer);
    if (std::ranges::find(employers, employer) == employers.end()) employers.push_back(employer);
  }
  std::ranges::sort(employers, {}, [&](TextId name) { return book.facts().texts[name]; });
  std::vector<EmployerAttendance> without;
  for (const Month month : book.county().selected_months()) {
    if (!sink.reaches(month)) continue;
    for (const TextId employer : employers)
      if (!book.has_line_of(employer, book.at(month))) without.push_back({employer, month, {}});
  }
  return without;
}

void judge_employer(const ProjectBook& book, const EmployerAttendance& attendance,
                    FindingSink& sink) {
  const rules::Rule& rule = rules::kMonthlyPayroll;
  if (sink.is_silenced(rule, attendance.month)) return;
  const ProjectMonth& at = book.at(attendance.month);
  rules::EmployerMonth month{.attended_workers = static_cast<int>(attendance.workers.size()),
                             .lines = 0,
                             .has_no_payroll_at_all = has_no_payroll_at_all(book, at),
                             .pay_date = at.pay_date,
                             .as_of = book.county().as_of()};
  if (const law::ParameterValue* grace =
          book.parameter("payroll.grace_days", first_day(attendance.month)))
    month.grace_days = static_cast<int>(grace->value);
  const rules::Judgement judgement = rules::monthly_payroll(month);
  sink.take(
      rule, judgement, {.month = attendance.month, .unit = attendance.employer},
      [&] { return rules::monthly_payroll_because(month, judgement); },
      [&](EvidenceList& evidence) {
        for (const WorkerBook* worker : attendance.workers)
          evidence.add_first(book.attendance_rows(*worker, attendance.month));
      });
}

}  // namespace

void judge_employers(const ProjectBook& book, FindingSink& sink) {
  for (const Table table : {Table::payroll, Table::attendance, Table::roster})
    if (!book.present().has(table)) return;
  std::vector<EmployerAttendance> without = employers_without_line(book, sink);
  if (without.empty()) return;
  for (const WorkerBook& worker : book.workers()) add_attended(book, worker, without);
  for (const EmployerAttendance& attendance : without)
    if (!attendance.workers.empty()) judge_employer(book, attendance, sink);
}

void judge_ledger(const PayrollMonth& visit, const PayrollRules& on) {
  if (on.payroll) judge_signature(visit);
  if (on.registers) judge_register(visit);
  if (on.slip) judge_slip(visit);
  if (on.sums) judge_sums(visit);
}

}  // namespace qingxin::verify
