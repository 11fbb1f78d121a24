// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what the rules are brought

Date day_of_bit(Month month, std::uint32_t days) {
  return first_day(month) + std::countr_zero(days);
}

TextId employer_of(const ProjectBook& book, const WorkerBook& worker, const WorkerMonth* month) {
  if (month != nullptr && !month->lines.is_empty()) {
    const TextId first = book.lines[month->lines.begin]->employer;
    for (std::uint32_t i = month->lines.begin; i < month->lines.end; ++i) {
      const TextId other = book.lines[i]->employer;
      if (other != first && book.county().canonical(other) != book.county().canonical(first))
        return 0;
    }
    return first;
  }
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) {
    const RosterEntry& stay = *book.stays[i];
    const bool overlaps =
        month == nullptr || (stay.entered <= last_day(month->month) &&
                             (!stay.left || *stay.left >= first_day(month->month)));
    if (overlaps) return stay.employer;
  }
  return worker.stays.is_empty() ? 0 : book.stays[worker.stays.begin]->employer;
}

std::uint32_t days_between(Date from, Date to, const ProjectMonth& month) {
  from = std::max(from, month.first);
  to = std::min(to, month.last);
  if (from > to) return 0;
  const std::uint32_t up_to = (2U << (to - month.first)) - 1;
  return up_to & ~((1U << (from - month.first)) - 1);
}

std::uint32_t days_of(const RosterEntry& stay, const ProjectMonth& month) {
  return days_between(stay.entered, stay.left.value_or(month.last), month);
}

bool employer_has_payroll(const ProjectBook& book, const WorkerBook& worker,
                          const ProjectMonth& at) {
  if (at.lines == 0) return false;
  bool has_employer = false;
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) {
    const RosterEntry& stay = *book.stays[i];
    if (stay.entered > at.last || (stay.left && *stay.left < at.first)) continue;
    has_employer = true;
    if (book.has_line_of(stay.employer, at)) return true;
  }
  return !has_employer;
}

namespace {

// By bank from an account that is no wage account of the project, or in cash.
bool is_outside(const ProjectBook& book, const Payment& payment) {
  if (!is_successful(payment, book.county().as_of()) || !is_money(payment)) return false;
  if (payment.form == PaymentForm::cash) return true;
  return payment.source_account != 0 && !book.is_own_account(payment.source_account);
}

}  // namespace

std::optional<rules::PaymentSources> payment_sources(const ProjectBook& book,
                                                     const WorkerMonth& month) {
  rules::PaymentSources sources;
  if (book.present().has(Table::accounts))
    sources.wage_accounts = static_cast<int>(book.accounts.size());
  bool has_payment = false;
  for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
    const Payment& payment = *book.payments[i];
    if (!is_successful(payment, book.county().as_of()) || !is_money(payment)) continue;
    has_payment = true;
    if (is_outside(book, payment))
      (payment.form == PaymentForm::cash ? sources.in_cash : sources.from_elsewhere) +=
          payment.amount;
    else if (payment.form != PaymentForm::cash)
      sources.without_source += payment.source_account == 0;
  }
  return has_payment ? std::optional{sources} : std::nullopt;
}

namespace {

// Attended days that no stay covers although one ended before.
int days_after_left(const ProjectBook& book, const WorkerBook& worker, const WorkerMonth& month) {
  const ProjectMonth& at = book.at(month);
  std::uint32_t covered = 0;
  std::uint32_t after = 0;
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i) {
    const RosterEntry& stay = *book.stays[i];
    covered |= days_of(stay, at);
    if (stay.left) after |= days_between(*stay.left + 1, at.last, at);
  }
  return std::popcount(month.attended & after & ~covered);
}

}  // namespace

rules::DaysCompared days_compared(const ProjectBook& book, const WorkerBook& worker,
                                  const WorkerMonth& month) {
  const Present& present = book.present();
  const ProjectMonth& at = book.at(month);
  rules::DaysCompared days{.days_in_month = at.last - at.first + 1, .as_of = book.county().as_of()};
  if (present.has(Table::attendance)) days.attended_days = std::popcount(month.attended);
  if (present.has(Table::payroll)) {
    days.payroll_lines = 0;
    days.payroll_half_days = 0;
    bool has_ordinary = false;
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      has_ordinary = has_ordinary || !book.lines[i]->is_back_pay;
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i) {
      const PayrollLine& line = *book.lines[i];
      ++*days.payroll_lines;
      if (!counts_in_month(line, has_ordinary)) continue;
      if (line.half_days < 0) days.payroll_half_days.reset();
      if (days.payroll_half_days) *days.payroll_half_days += line.half_days;
    }
    if (*days.payroll_lines == 0) days.payroll_half_days.reset();
  }
  if (const law::ParameterValue* tolerance = book.day_tolerance(at))
    days.tolerance_half_days = 2 * static_cast<int>(tolerance->value);
  days.days_after_left = days_after_left(book, worker, month);
  days.employer_has_payroll = employer_has_payroll(book, worker, at);
  days.pay_date = at.pay_date;
  return days;
}

namespace {

// One worker-month on its way through the rules of its grain.
struct Visit {
  const ProjectBook* book;
  const WorkerBook* worker;
  const WorkerMonth* month;
  FindingSink* sink;

  Subject subject() const {
    return {
        .worker = worker, .month = month->month, .employer = employer_of(*book, *worker, month)};
  }
  Scope place() const { return {worker->worker, month->month}; }
  Date as_of() const { return book->county().as_of(); }
  bool has(Table table) const { return book->present().has(table); }

  template <typename Do>
  void each_line(Do act) const {
    for (std::uint32_t i = month->lines.begin; i < month->lines.end; ++i) act(*book->lines[i]);
  }
  template <typename Do>
  void each_payment(Do act) const {
    for (std::uint32_t i = month->payments.begin; i < month->payments.end; ++i)
      act(*book->payments[i]);
  }
};

void show_wages(const Visit& visit, EvidenceList& evidence) {
  visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::net); });
  visit.each_payment([&](const Payment& payment) { evidence.add(payment, payments::amount); });
  const Project& project = visit.book->project();
  if (project.pay_day) evidence.add(project, projects::pay_day);
}

void judge_timely(const Visit& visit, const rules::WageMonth& wages) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kTimelyPayment;
  if (sink.is_silenced(rule, visit.month->month, visit.worker)) return;
  const rules::Judgement judgement = rules::timely_payment(wages);
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::timely_payment_because(wages, judgement); },
      [&](EvidenceList& evidence) { show_wages(visit, evidence); });
}

void judge_full(const Visit& visit, const rules::WageMonth& wages) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kFullPayment;
  if (sink.is_silenced(rule, visit.month->month, visit.worker)) return;
  const rules::Judgement judgement = rules::full_payment(wages);
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::full_payment_because(wages, judgement); },
      [&](EvidenceList& evidence) { show_wages(visit, evidence); });
}

void judge_resent(const Visit& visit, const rules::WageMonth& wages,
                  std::vector<Finding>& findings) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kResentTransfer;
  if (sink.is_silenced(rule, visit.month->month, visit.worker)) return;
  if (!visit.has(Table::payments)) {
    if (wages.net && *wages.net > Money{}) sink.miss(rule, rules::kNoPayments, visit.place());
    return;
  }
  const std::vector<OpenFailure> open = open_failures(*visit.book, *visit.month);
  if (open.empty()) return;
  for (const OpenFailure& failure : open)
    if (visit.book->parameter(kResendTerm, failure.row->date) == nullptr)
      return sink.miss(rule, {"parameter", kResendTerm}, visit.place());
  std::vector<rules::FailedPayment> failed;
  for (const OpenFailure& failure : open) failed.push_back(failure.payment);
  const rules::Judgement judgement = rules::resent_transfer(wages, failed);
  const std::size_t before = findings.size();
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::resent_transfer_because(wages, failed, judgement); },
      [&](EvidenceList& evidence) {
        for (const OpenFailure& failure : open) evidence.add(*failure.row, payments::amount);
      });
  if (findings.size() == before) return;
  for (const rules::Rule* explained : {&rules::kTimelyPayment, &rules::kFullPayment}) {
    const std::string id = sink.id_of(*explained, visit.subject());
    const auto stands = std::ranges::find(findings, id, &Finding::id);
    if (stands != findings.end()) findings.back().explains.push_back(id);
  }
}

void judge_source(const Visit& visit) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kPaymentFromWageAccount;
  if (sink.is_silenced(rule, visit.month->month, visit.worker)) return;
  const std::optional<rules::PaymentSources> sources = payment_sources(*visit.book, *visit.month);
  if (!sources) return;
  const rules::Judgement judgement = rules::payment_from_wage_account(*sources);
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::payment_from_wage_account_because(*sources, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_payment([&](const Payment& payment) {
          if (is_outside(*visit.book, payment))
            evidence.add(payment, payment.form == PaymentForm::cash ? payments::form
                                                                    : payments::source_account);
        });
      });
}

void judge_receiver(const Visit& visit) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kPaymentToWorker;
  rules::PaymentReceivers receivers;
  const Range& range = visit.month->payments;
  // Whoever got one that brought no money, or did not go through, does not matter.
  const auto reached = [&](std::uint32_t i) {
    const Payment& payment = *visit.book->payments[i];
    return is_successful(payment, visit.as_of()) && is_money(payment)
               ? std::optional{visit.book->payee(i)}
               : std::nullopt;
  };
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    const Payment& payment = *visit.book->payments[i];
    const std::optional<rules::Payee> payee = reached(i);
    if (payee == rules::Payee::not_given)
      ++(payment.payee == 0 ? receivers.without_payee : receivers.without_name);
    if (payee != rules::Payee::another_person) continue;
    ++receivers.others;
    receivers.to_others += payment.amount;
  }
  const rules::Judgement judgement = rules::payment_to_worker(receivers);
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::payment_to_worker_because(receivers, judgement); },
      [&](EvidenceList& evidence) {
        for (std::uint32_t i = range.begin; i < range.end; ++i) {
          const Payment& payment = *visit.book->payments[i];
          if (reached(i) == rules::Payee::another_person)
            evidence.add(payment, payment.payee != 0 ? payments::payee : payments::payee_account);
        }
      });
}

void judge_days(const Visit& visit) {
  FindingSink& sink = *visit.sink;
  const rules::Rule& rule = rules::kAttendanceOnPayroll;
  if (sink.is_silenced(rule, visit.month->month, visit.worker)) return;
  if (visit.book->day_tolerance(visit.book->at(*visit.month)) == nullptr)
    return sink.miss(rule, {"parameter", kToleranceDays}, visit.place());
  const rules::DaysCompared days = days_compared(*visit.book, *visit.worker, *visit.month);
  if (visit.month->attended == 0 && days.payroll_lines.value_or(0) == 0) return;
  const rules::Judgement judgement = rules::attendance_on_payroll(days);
  sink.take(
      rule, judgement, [&] { return visit.subject(); },
      [&] { return rules::attendance_on_payroll_because(days, judgement); },
      [&](EvidenceList& evidence) {
        visit.each_line([&](const PayrollLine& line) { evidence.add(line, payroll::days); });
        for (const AttendanceRow* row :
             visit.book->attendance_rows(*visit.worker, visit.month->month))
          evidence.add(*row);
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
  miss(Table::payroll, {&rules::kTimelyPayment, &rules::kFullPayment, &rules::kResentTransfer,
                        &rules::kAttendanceOnPayroll});
  miss(Table::attendance, {&rules::kAttendanceOnPayroll});
  miss(Table::payments, {&rules::kPaymentToWorker});
  const bool has_no_account = present.has(Table::accounts) && book.accounts.empty();
  if (!has_no_account) miss(Table::payments, {&rules::kPaymentFromWageAccount});
}

}  // namespace

// Lines that could not be read may be anybody's, also where nobody else has one.
void miss_rejected_lines(const ProjectBook& book, FindingSink& sink) {
  for (const rules::Rule* rule : {&rules::kTimelyPayment, &rules::kFullPayment}) {
    if (!sink.is_on(*rule)) continue;
    for (const Silence* silence :
         book.county().silences(rule->id, book.index(), std::nullopt, WorkerIndex{0}))
      if (silence->rows.front()->table == Table::payroll &&
          (!silence->month || includes(book.county().settings(), *silence->month)))
        sink.is_silenced(*rule, silence->month);
  }
}

void judge_wage_months(const ProjectBook& book, FindingSink& sink, std::vector<Finding>& findings) {
  miss_tables(book, sink);
  miss_rejected_lines(book, sink);
  const bool judges_timely = sink.is_on(rules::kTimelyPayment);
  const bool judges_full = sink.is_on(rules::kFullPayment);
  const bool judges_resent = sink.is_on(rules::kResentTransfer);
  const bool judges_source = sink.is_on(rules::kPaymentFromWageAccount);
  const bool judges_receiver = sink.is_on(rules::kPaymentToWorker);
  const bool judges_days = sink.is_on(rules::kAttendanceOnPayroll);
  if (!judges_timely && !judges_full && !judges_resent && !judges_source && !judges_receiver &&
      !judges_days)
    return;
  for (const WorkerBook& worker : sink.workers()) {
    if (!worker.is_worker) continue;
    for (const WorkerMonth& month : worker.months) {
      if (!book.is_selected(month) || !sink.reaches(month.month)) continue;
      sink.visit();
      const Visit visit{&book, &worker, &month, &sink};
      const rules::WageMonth& wages = book.wages(month);
      if (judges_timely) judge_timely(visit, wages);
      if (judges_full) judge_full(visit, wages);
      if (judges_resent) judge_resent(visit, wages, findings);
      if (judges_source) judge_source(visit);
      if (judges_receiver) judge_receiver(visit);
      if (judges_days) judge_days(visit);
    }
  }
}

}  // namespace qingxin::verify
