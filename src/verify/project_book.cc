// SPDX-License-Identifier: Apache-2.0
#include "verify/project_book.h"

#include <algorithm>
#include <bit>
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

bool WorkerMonth::has_one_row_a_day() const {
  return longest_hundredths >= 0 &&
         attendance.end - attendance.begin == static_cast<std::uint32_t>(std::popcount(attended));
}

void ProjectBook::turn_to(ProjectIndex project) {
  index_ = project;
  const auto value_of = [&](std::string_view name) {
    const law::ParameterValue* value = parameter(name, county_->as_of());
    return value == nullptr ? 0 : static_cast<int>(value->value);
  };
  valid_passes_ = value_of("attendance.valid_passes");
  valid_hours_hundredths_ = value_of("attendance.valid_hours") * 100;
  find_months();
  gather();
  drop_short_days();
  sort_into_workers();
  find_pay_dates();
  find_wages();
}

void ProjectBook::find_months() {
  months_.clear();
  const auto add = [&](Month month) {
    months_.push_back({.month = month,
                       .first = first_day(month),
                       .last = last_day(month),
                       .is_selected = county_->is_selected(month),
                       .pay_date = {}});
  };
  for (const Month month : county_->months()) add(month);
  for (const Month month : county_->selected_months())
    if (!std::ranges::binary_search(county_->months(), month)) add(month);
  std::ranges::sort(months_, {}, &ProjectMonth::month);
  employers_on_payroll_.resize(months_.size());
  for (std::vector<TextId>& employers : employers_on_payroll_) employers.clear();
}

void ProjectBook::gather() {
  is_sound_ = facts().read(index_, rows_, attendance_, county_->look());
  is_shown_ = false;
  are_days_read_ = false;
  attendance_hours_.reset();
  if (!is_sound_) {
    rows_ = {};
    attendance_ = {};
  }
  const auto collect = [](const auto& rows, auto& into) {
    into.clear();
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

bool ProjectBook::is_short(int passes, int hours_hundredths) const {
  return (passes >= 0 && passes < valid_passes_) ||
         (hours_hundredths >= 0 && hours_hundredths < valid_hours_hundredths_);
}

void ProjectBook::drop_short_days() {
  for (std::size_t i = 0; i < attendance_.size(); ++i) {
    if (!is_short(attendance_.least_passes[i], attendance_.least_hours_hundredths[i])) continue;
    const AttendanceDays& rows = attendance_days();
    attendance_.days[i] = 0;
    for (std::uint32_t row = attendance_.begin(i); row < attendance_.end[i]; ++row)
      attendance_.days[i] |= rows.days[row];
    attendance_.longest_hundredths[i] = -1;
  }
}

const AttendanceDays& ProjectBook::attendance_days() const {
  if (are_days_read_) return attendance_days_;
  are_days_read_ = true;
  if (!facts().read_days(attendance_, attendance_days_)) is_sound_ = false;
  AttendanceDays& rows = attendance_days_;
  for (std::size_t i = 0; i < rows.days.size(); ++i)
    rows.days[i] = is_short(rows.passes[i], rows.hours_hundredths[i]) ? 0 : rows.days[i];
  return rows;
}

const ColumnInPlace& ProjectBook::attendance_hours() const {
  if (attendance_hours_) return *attendance_hours_;
  attendance_hours_ = read_hours(attendance_);
  if (!attendance_hours_) {
    is_sound_ = false;
    attendance_hours_.emplace();
  }
  return *attendance_hours_;
}

WorkerMonth& ProjectBook::month_of_worker(std::size_t first, Month month) {
  std::uint32_t& place = place_of_month_[static_cast<std::size_t>(month - facts().months.front())];
  // A place that is left over from another worker is before his first, or of another month.
  if (place < first || place >= worker_months_.size() || worker_months_[place].month != month) {
    place = static_cast<std::uint32_t>(worker_months_.size());
    worker_months_.push_back(WorkerMonth{.month = month});
  }
  return worker_months_[place];
}

void ProjectBook::sort_into_workers() {
  std::uint32_t stay = 0;
  std::uint32_t line = 0;
  std::uint32_t payment = 0;
  std::uint32_t sighting = 0;
  workers_.clear();
  worker_months_.clear();
  // Months may not move while spans point to them: a worker-month has a row of its own.
  worker_months_.reserve(lines.size() + payments.size() + attendance_.size());
  const std::vector<Month>& all = facts().months;
  if (!all.empty()) place_of_month_.resize(static_cast<std::size_t>(all.back() - all.front()) + 1);
  for (const WorkerIndex worker : rows_.workers) {
    const auto place = static_cast<std::uint32_t>(workers_.size());
    WorkerBook& entry = workers_.emplace_back();
    entry.worker = worker;
    entry.number = facts().identities[worker];
    entry.stays.begin = stay;
    entry.is_worker = false;
    for (; stay < stays.size() && rows_.roster[stay].worker == worker; ++stay)
      entry.is_worker = entry.is_worker || rows_.roster[stay].role == Role::worker;
    entry.stays.end = stay;
    entry.is_worker = entry.is_worker || entry.stays.is_empty();
    entry.attendance.begin = sighting;
    while (sighting < attendance_.size() && attendance_.place[sighting] == place) ++sighting;
    entry.attendance.end = sighting;
    sort_into_months(entry, line, payment);
    add_to_project(entry);
  }
}

// `line` and `payment` are where his begin; then, where the next one's do.
void ProjectBook::sort_into_months(WorkerBook& worker, std::uint32_t& line,
                                   std::uint32_t& payment) {
  const std::size_t first = worker_months_.size();
  while (line < lines.size() && lines[line]->worker == worker.worker) {
    WorkerMonth& month = month_of_worker(first, lines[line]->month);
    month.lines.begin = line;
    while (line < lines.size() && lines[line]->worker == worker.worker &&
           lines[line]->month == month.month)
      month.lines.end = ++line;
  }
  while (payment < payments.size() && payments[payment]->worker == worker.worker) {
    WorkerMonth& month = month_of_worker(first, payments[payment]->month);
    month.payments.begin = payment;
    while (payment < payments.size() && payments[payment]->worker == worker.worker &&
           payments[payment]->month == month.month)
      month.payments.end = ++payment;
  }
  add_attendance(worker, first);
  const auto begin = worker_months_.begin() + static_cast<std::ptrdiff_t>(first);
  if (!std::ranges::is_sorted(begin, worker_months_.end(), {}, &WorkerMonth::month))
    std::ranges::sort(begin, worker_months_.end(), {}, &WorkerMonth::month);
  worker.months = std::span(worker_months_).subspan(first);
  std::uint32_t at = 0;
  for (std::size_t i = first; i < worker_months_.size(); ++i) {
    WorkerMonth& month = worker_months_[i];
    month.position = static_cast<std::uint32_t>(i);
    while (at < months_.size() && months_[at].month < month.month) ++at;
    if (at < months_.size() && months_[at].month == month.month) month.at = at;
  }
}

void ProjectBook::add_attendance(const WorkerBook& worker, std::size_t first) {
  const Month newest = month_of(county_->as_of());
  for (std::uint32_t i = worker.attendance.begin; i < worker.attendance.end; ++i) {
    const Month month = attendance_.month[i];
    const std::uint32_t days = month < newest
                                   ? attendance_.days[i]
                                   : attendance_.days[i] & days_up_to(county_->as_of(), month);
    if (days == 0) continue;
    WorkerMonth& entry = month_of_worker(first, month);
    entry.attended |= days;
    entry.attendance = {attendance_.begin(i), attendance_.end[i]};
    if (days == attendance_.days[i]) entry.longest_hundredths = attendance_.longest_hundredths[i];
  }
}

void ProjectBook::add_to_project(const WorkerBook& worker) {
  for (const WorkerMonth& month : worker.months) {
    if (!has(month)) continue;
    ProjectMonth& entry = months_[month.at];
    entry.attended |= month.attended;
    if (worker.is_worker) entry.workers_attended |= month.attended;
    entry.lines += static_cast<int>(month.lines.end - month.lines.begin);
    std::vector<TextId>& employers = employers_on_payroll_[month.at];
    for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i) {
      const TextId employer = county_->canonical(lines[i]->employer);
      if (std::ranges::find(employers, employer) == employers.end()) employers.push_back(employer);
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

bool ProjectBook::has_line_of(TextId employer, const ProjectMonth& month) const {
  const auto at = static_cast<std::size_t>(&month - months_.data());
  const std::vector<TextId>& employers = employers_on_payroll_[at];
  return std::ranges::find(employers, county_->canonical(employer)) != employers.end();
}

std::vector<const AttendanceRow*> ProjectBook::attendance_rows(const WorkerBook& worker,
                                                               Month month) const {
  if (!is_shown_) is_shown_ = facts().read(index_, shown_);
  std::vector<const AttendanceRow*> rows;
  if (shown_.attendance.size() != attendance_.count_of_rows()) {
    is_sound_ = false;
    return rows;
  }
  for (std::uint32_t i = worker.attendance.begin; i < worker.attendance.end; ++i) {
    if (attendance_.month[i] != month) continue;
    for (std::uint32_t row = attendance_.begin(i); row < attendance_.end[i]; ++row)
      if (valid_days(shown_.attendance[row]) != 0) rows.push_back(&shown_.attendance[row]);
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
  const Date since = county_->law().parameters.last_change(day);
  const auto [entry, is_new] = asked_.try_emplace({name, project().region_code, since}, nullptr);
  if (!is_new) return entry->second;
  entry->second = county_->law().parameters.find(name, region(), day);
  if (entry->second != nullptr) used_.insert(entry->second);
  return entry->second;
}

const law::ParameterValue* ProjectBook::day_tolerance(const ProjectMonth& month) const {
  ProjectMonth& asked = months_[static_cast<std::size_t>(&month - months_.data())];
  if (!asked.is_tolerance_asked) asked.tolerance = parameter(kToleranceDays, month.last);
  asked.is_tolerance_asked = true;
  return asked.tolerance;
}

std::size_t ProjectBook::HashOfAsked::operator()(const Asked& asked) const {
  constexpr std::size_t kOdd = 0x9E3779B97F4A7C15;
  const auto day = static_cast<std::uint32_t>(asked.day.days);
  // Names differ in their length or near their end.
  std::size_t name = asked.name.size();
  for (const char c : asked.name.substr(asked.name.size() - std::min<std::size_t>(name, 4)))
    name = name * 31 + static_cast<unsigned char>(c);
  return (name * kOdd) ^ ((std::size_t{asked.region} << 32 | day) * kOdd);
}

void ProjectBook::find_pay_dates() {
  for (ProjectMonth& month : months_) {
    const Date day = month.first;
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

namespace {

rules::Match card_match(const ProjectBook& book, const WorkerBook& worker, TextId card) {
  // Mostly it is the card of his own stay here, and the county need not be asked.
  for (std::uint32_t i = worker.stays.begin; i < worker.stays.end; ++i)
    if (card != 0 && book.stays[i]->card == card) return rules::Match::same;
  return book.county().card_match(card, worker.worker);
}

// Who got a payment, as far as names and cards tell.
rules::Payee payee_of(const ProjectBook& book, const WorkerBook& worker, const Payment& payment) {
  return rules::payee_of(name_match(book, worker, payment.payee),
                         card_match(book, worker, payment.payee_account));
}

// The net of the lines that count.
Money net_of(const ProjectBook& book, const WorkerMonth& month) {
  bool has_ordinary = false;
  for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
    has_ordinary = has_ordinary || !book.lines[i]->is_back_pay;
  Money net;
  for (std::uint32_t i = month.lines.begin; i < month.lines.end; ++i)
    if (counts_in_month(*book.lines[i], has_ordinary)) net += book.lines[i]->net;
  return net;
}

}  // namespace

void ProjectBook::find_wages() {
  const Present& tables = present();
  const bool has_payroll = tables.has(Table::payroll);
  const bool has_payments = tables.has(Table::payments);
  wages_.assign(worker_months_.size(), {.as_of = county_->as_of()});
  payees_.assign(payments.size(), rules::Payee::not_given);
  for (const WorkerBook& worker : workers_)
    for (const WorkerMonth& month : worker.months) {
      rules::WageMonth& wages = wages_[month.position];
      if (!has(month)) continue;
      wages.pay_date = at(month).pay_date;
      if (has_payroll) wages.net = net_of(*this, month);
      if (!has_payments) continue;
      wages.paid = Money{};
      for (std::uint32_t i = month.payments.begin; i < month.payments.end; ++i) {
        const Payment& payment = *payments[i];
        if (!is_successful(payment, wages.as_of) || !is_money(payment)) continue;
        payees_[i] = payee_of(*this, worker, payment);
        if (payees_[i] == rules::Payee::another_person) continue;
        *wages.paid += payment.amount;
        if (wages.pay_date && payment.date <= wages.pay_date->day)
          wages.paid_in_time += payment.amount;
        if (!wages.settled && wages.net && *wages.paid >= *wages.net) wages.settled = payment.date;
      }
    }
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
