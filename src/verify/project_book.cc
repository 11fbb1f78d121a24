// SPDX-License-Identifier: Apache-2.0
#include "verify/project_book.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what this is made of

namespace {

// The days of a month up to as_of.
std::uint32_t days_up_to(Date as_of, Month month) {
  if (as_of >= last_day(month)) return UINT32_MAX;
  if (as_of < first_day(month)) return 0;
  return (2U << (day_of_month(as_of) - 1)) - 1;
}

}  // namespace

const WorkerMonth* WorkerBook::find(Month month) const {
  for (const WorkerMonth& candidate : months)
    if (candidate.month == month) return &candidate;
  return nullptr;
}

ProjectBook::ProjectBook(const County& county, ProjectIndex project)
    : county_(&county), index_(project) {
  const auto value_of = [&](std::string_view name) {
    const law::ParameterValue* value = parameter(name, county.as_of());
    return value == nullptr ? 0 : static_cast<int>(value->value);
  };
  valid_passes_ = value_of("attendance.valid_passes");
  valid_hours_hundredths_ = value_of("attendance.valid_hours") * 100;
  for (const Month month : county.months()) months_.push_back({.month = month});
  for (const Month month : county.selected_months())
    if (!std::ranges::binary_search(county.months(), month)) months_.push_back({.month = month});
  std::ranges::sort(months_, {}, &ProjectMonth::month);
  gather();
  sort_into_workers();
  add_attendance();
  find_pay_dates();
}

void ProjectBook::gather() {
  is_sound_ = facts().read(index_, rows_);
  const auto collect = [](const auto& rows, auto& into) {
    into.reserve(rows.size());
    for (const auto& row : rows) into.push_back(&row);
  };
  collect(rows_.roster, stays);
  collect(rows_.payroll, lines);
  collect(rows_.payments, payments);
  collect(rows_.accounts, accounts);
  collect(rows_.movements, movements);
  collect(rows_.labour_fees, labour_fees);
  collect(rows_.units, units);
  collect(rows_.disputes, disputes);
  collect(rows_.deposits, deposits);
  collect(rows_.guarantees, guarantees);
  collect(rows_.boards, boards);
}

WorkerMonth& ProjectBook::month_of_worker(WorkerBook& worker, Month month) const {
  for (WorkerMonth& candidate : worker.months)
    if (candidate.month == month) return candidate;
  return worker.months.emplace_back(WorkerMonth{.month = month});
}

void ProjectBook::sort_into_workers() {
  std::uint32_t stay = 0;
  std::uint32_t line = 0;
  std::uint32_t payment = 0;
  std::uint32_t sighting = 0;
  const auto take = [&](const auto& rows, std::uint32_t& at, auto belongs) {
    Range range{at, at};
    while (at < rows.size() && belongs(at)) range.end = ++at;
    return range;
  };
  workers_.reserve(rows_.workers.size());
  for (const WorkerIndex worker : rows_.workers) {
    WorkerBook& entry = workers_.emplace_back();
    entry.worker = worker;
    entry.number = facts().identities[worker];
    entry.stays =
        take(stays, stay, [&](std::uint32_t i) { return rows_.roster[i].worker == worker; });
    entry.attendance = take(rows_.attendance, sighting,
                            [&](std::uint32_t i) { return rows_.attendance[i].worker == worker; });
    entry.is_worker = entry.stays.is_empty();
    for (std::uint32_t i = entry.stays.begin; i < entry.stays.end; ++i)
      entry.is_worker = entry.is_worker || stays[i]->role == Role::worker;
    while (line < lines.size() && lines[line]->worker == worker) {
      const Month month = lines[line]->month;
      month_of_worker(entry, month).lines = take(lines, line, [&](std::uint32_t i) {
        return lines[i]->worker == worker && lines[i]->month == month;
      });
    }
    while (payment < payments.size() && payments[payment]->worker == worker) {
      const Month month = payments[payment]->month;
      month_of_worker(entry, month).payments = take(payments, payment, [&](std::uint32_t i) {
        return payments[i]->worker == worker && payments[i]->month == month;
      });
    }
  }
}

std::uint32_t attended_days(const AttendanceRow& row, int least_passes, int least_hours_hundredths,
                            Date as_of) {
  const bool is_valid =
      (row.passes < 0 || row.passes >= least_passes) &&
      (row.hours_hundredths < 0 || row.hours_hundredths >= least_hours_hundredths);
  return is_valid ? row.days & days_up_to(as_of, row.month) : 0;
}

std::uint32_t ProjectBook::valid_days(const AttendanceRow& row) const {
  return attended_days(row, valid_passes_, valid_hours_hundredths_, county_->as_of());
}

void ProjectBook::add_attendance() {
  ProjectMonth* month = nullptr;
  for (WorkerBook& worker : workers_)
    for (std::uint32_t i = worker.attendance.begin; i < worker.attendance.end; ++i) {
      const AttendanceRow& row = rows_.attendance[i];
      const std::uint32_t days = valid_days(row);
      if (days == 0) continue;
      month_of_worker(worker, row.month).attended |= days;
      if (month == nullptr || month->month != row.month)
        month = &*std::ranges::lower_bound(months_, row.month, {}, &ProjectMonth::month);
      month->attended |= days;
      if (worker.is_worker) month->workers_attended |= days;
    }
  for (WorkerBook& book : workers_) std::ranges::sort(book.months, {}, &WorkerMonth::month);
  for (const PayrollLine* line : lines) {
    employers_on_payroll_.emplace_back(line->month, county_->canonical(line->employer));
    for (ProjectMonth& entry : months_)
      if (entry.month == line->month) ++entry.lines;
  }
  std::ranges::sort(employers_on_payroll_);
}

bool ProjectBook::has_line_of(TextId employer, Month month) const {
  return std::ranges::binary_search(employers_on_payroll_,
                                    std::pair(month, county_->canonical(employer)));
}

std::vector<const AttendanceRow*> ProjectBook::attendance_rows(const WorkerBook& worker,
                                                               Month month) const {
  std::vector<const AttendanceRow*> rows;
  for (std::uint32_t i = worker.attendance.begin; i < worker.attendance.end; ++i) {
    const AttendanceRow& row = rows_.attendance[i];
    if (row.month == month && valid_days(row) != 0) rows.push_back(&row);
  }
  return rows;
}

bool ProjectBook::is_own_account(TextId account) const {
  return std::ranges::any_of(accounts, [&](const Account* own) { return own->account == account; });
}

bool ProjectBook::has(Month month) const {
  return std::ranges::binary_search(months_, month, {}, &ProjectMonth::month);
}

const ProjectMonth& ProjectBook::at(Month month) const {
  const auto found = std::ranges::lower_bound(months_, month, {}, &ProjectMonth::month);
  check(found != months_.end() && found->month == month);
  return *found;
}

const law::ParameterValue* ProjectBook::parameter(std::string_view name, Date day) const {
  const law::ParameterValue* value = county_->law().parameters.find(name, region(), day);
  if (value != nullptr) used_.insert(value);
  return value;
}

void ProjectBook::find_pay_dates() {
  for (ProjectMonth& month : months_) {
    const Date day = first_day(month.month);
    std::optional<int> pay_day = project().pay_day;
    if (!pay_day)
      if (const law::ParameterValue* value = parameter("pay.day", day))
        pay_day = static_cast<int>(value->value);
    if (!pay_day) continue;
    int offset = 1;
    if (project().pay_month_offset) {
      offset = *project().pay_month_offset;
    } else if (const law::ParameterValue* value = parameter("pay.month_offset", day)) {
      offset = static_cast<int>(value->value);
    }
    month.pay_date =
        law::previous_working_day(day_in(month.month + offset, *pay_day), county_->law().calendar);
  }
}

std::string_view ProjectBook::name_of(const WorkerBook& worker) const {
  if (!worker.stays.is_empty()) return facts().texts[stays[worker.stays.begin]->name];
  for (const WorkerMonth& month : worker.months)
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      if (lines[i]->name != 0) return facts().texts[lines[i]->name];
  return {};
}

bool counts_in_month(const PayrollLine& line, bool has_ordinary_line) {
  return line.is_back_pay != has_ordinary_line;
}

namespace {

rules::Match name_match(const ProjectBook& book, const WorkerBook& worker, TextId payee) {
  if (payee == 0) return rules::Match::unknown;
  bool is_any_known = false;
  // True when any name that the project has for him passes.
  const auto any_name = [&](auto passes) {
    for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
      if (passes(book.stays[i]->name)) return true;
    for (const WorkerMonth& month : worker.months)
      for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
        if (passes(book.lines[i]->name)) return true;
    return false;
  };
  const auto is_written_alike = [&](TextId name) {
    is_any_known = is_any_known || name != 0;
    return name == payee;
  };
  if (any_name(is_written_alike)) return rules::Match::same;
  if (!is_any_known) return rules::Match::unknown;
  const TextTable& texts = book.facts().texts;
  const std::string wanted = folded_name(texts[payee]);
  const auto is_same = [&](TextId name) { return name != 0 && folded_name(texts[name]) == wanted; };
  return any_name(is_same) ? rules::Match::same : rules::Match::different;
}

}  // namespace

rules::Payee payee_of(const ProjectBook& book, const WorkerBook& worker, const Payment& payment) {
  return rules::payee_of(name_match(book, worker, payment.payee),
                         book.county().card_match(payment.payee_account, worker.worker));
}

bool is_successful(const Payment& payment, Date as_of) {
  return payment.status == PaymentStatus::success &&
         !(payment.cancelled_on && *payment.cancelled_on <= as_of);
}

bool is_money(const Payment& payment) {
  return payment.form != PaymentForm::in_kind && payment.form != PaymentForm::promissory;
}

rules::WageMonth wage_month(const ProjectBook& book, const WorkerBook& worker,
                            const WorkerMonth& month) {
  const Book& facts = book.facts();
  rules::WageMonth wages{.as_of = book.county().as_of()};
  wages.pay_date = book.at(month.month).pay_date;
  if (facts.present.has(Table::payroll)) {
    bool has_ordinary = false;
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      has_ordinary = has_ordinary || !book.lines[i]->is_back_pay;
    wages.net = Money{};
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
      if (counts_in_month(*book.lines[i], has_ordinary)) *wages.net += book.lines[i]->net;
  }
  if (!facts.present.has(Table::payments)) return wages;
  wages.paid = Money{};
  for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
    const Payment& payment = *book.payments[i];
    if (!is_successful(payment, wages.as_of) || !is_money(payment)) continue;
    if (payee_of(book, worker, payment) == rules::Payee::another_person) continue;
    *wages.paid += payment.amount;
    if (wages.pay_date && payment.date <= wages.pay_date->day) wages.paid_in_time += payment.amount;
    if (!wages.settled && wages.net && *wages.paid >= *wages.net) wages.settled = payment.date;
  }
  return wages;
}

std::vector<OpenFailure> open_failures(const ProjectBook& book, const WorkerMonth& month) {
  std::vector<OpenFailure> open;
  const Date as_of = book.county().as_of();
  for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
    const Payment& payment = *book.payments[i];
    if (!is_money(payment)) continue;
    const bool arrives = is_successful(payment, as_of);
    // A success that was taken back later is told by its 退回 row.
    if (payment.status == PaymentStatus::success && !arrives) continue;
    const auto same_money = std::ranges::find_if(open, [&](const OpenFailure& failure) {
      // Two that fail on one day are two parts; one on a later day is the same money again.
      return failure.payment.amount == payment.amount &&
             (payment.serial == 0 || failure.row->serial != payment.serial) &&
             (arrives || failure.payment.failed < payment.date);
    });
    if (same_money != open.end()) {
      // Sent again, and failed again: the first term stands.
      if (!arrives) continue;
      open.erase(same_money);
    } else if (arrives) {
      // Sent again in parts: the parts together are the failed amount.
      Money all;
      for (OpenFailure& failure : open) {
        failure.arrived_later += payment.amount;
        all += failure.payment.amount;
      }
      if (payment.amount == all) open.clear();
      std::erase_if(open, [](const OpenFailure& failure) {
        return failure.arrived_later == failure.payment.amount;
      });
    }
    if (arrives) continue;
    const law::ParameterValue* term = book.parameter(kResendTerm, payment.date);
    const int days = term == nullptr ? 0 : static_cast<int>(term->value);
    open.push_back({{payment.amount, payment.date,
                     law::add_working_days(payment.date, days, book.county().law().calendar)},
                    &payment});
  }
  return open;
}

}  // namespace qingxin::verify
