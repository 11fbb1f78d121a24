// SPDX-License-Identifier: Apache-2.0
#include "verify/wake.h"

#include <algorithm>
#include <bit>

#include "base/check_digit.h"
#include "rules/catalogue.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its days are what is looked at

namespace {

// The earliest of all days after as_of that it was told of.
class Earliest {
 public:
  explicit Earliest(Date as_of) : as_of_(as_of) {}

  // What is so on the day itself.
  void on(Date day) {
    if (day > as_of_ && day < found_) found_ = day;
  }
  void on(std::optional<Date> day) {
    if (day) on(*day);
  }
  // What is so once the day has passed.
  void after(Date day) { on(day + 1); }
  void after(std::optional<Date> day) {
    if (day) after(*day);
  }

  Date as_of() const { return as_of_; }
  Date found() const { return found_; }

 private:
  Date as_of_;
  Date found_ = kNeverDue;
};

void add_project(const ProjectBook& book, Earliest& next) {
  const Project& project = book.project();
  const law::Calendar& calendar = book.county().law().calendar;
  // 在建 or not (L07 X01 B01 D01 D02), begun without a permit (F04), guaranteed from here on (F03).
  next.on(project.start_date);
  next.on(project.permit_date);
  // Finished: W19, D02 D03; D02 looks at guarantees on that day.
  next.on(project.completed);
  next.after(project.completed);
  next.after(project.planned_end);  // F03
  next.on(project.contract_date);
  if (project.contract_date) {
    next.after(law::deadline(*project.contract_date, rules::kOpenAccountWithin, calendar).day);
    next.after(law::deadline(*project.contract_date, rules::kStoreDepositWithin, calendar).day);
  }
  if (project.permit_date)
    next.after(law::deadline(*project.permit_date, rules::kStoreDepositWithin, calendar).day);
}

// W01 W02 W04 W08 W09 W17 W18 X03 X05 A07 A08 F06 F07, and W08 once its grace is over.
void add_pay_dates(const ProjectBook& book, Earliest& next) {
  for (const ProjectMonth& month : book.months()) {
    if (!month.pay_date) continue;
    next.on(month.pay_date->day);
    next.after(month.pay_date->day);
    if (const law::ParameterValue* grace = book.parameter("payroll.grace_days", month.first))
      next.after(month.pay_date->day + static_cast<int>(grace->value));
  }
}

void add_wages(const ProjectBook& book, Earliest& next) {
  for (const Payment* payment : book.payments) {
    next.on(payment->cancelled_on);
    if (payment->status == PaymentStatus::success) continue;
    // W18: the term in which it is to be sent again.
    if (const law::ParameterValue* term = book.parameter(kResendTerm, payment->date))
      next.after(law::add_working_days(payment->date, static_cast<int>(term->value),
                                       book.county().law().calendar)
                     .day);
  }
  for (const PayrollLine* line : book.lines) {
    next.on(line->signed_on);   // W08 W09
    next.on(line->slip_given);  // W10
  }
}

void add_people(const ProjectBook& book, Earliest& next) {
  for (const RosterEntry* stay : book.stays) {
    next.on(stay->contract_date);  // L01 L05
    next.on(stay->registered);     // L01
    next.on(stay->left);           // W15 L05
    next.after(stay->left);
    next.after(rules::contract_due(stay->entered).day);  // L05
  }
  // L02: nobody is born after as_of.
  for (const WorkerBook& worker : book.workers())
    if (const std::optional<Date> born = birthday_in(worker.number)) next.on(*born);
}

// Days that lie ahead in attendance that was written in advance: every rule that counts days.
void add_attendance(const ProjectBook& book, Earliest& next) {
  const Month current = month_of(next.as_of());
  const AttendanceMonths& attendance = book.attendance();
  for (const WorkerBook& worker : book.workers())
    for (std::uint32_t i = worker.attendance.end; i > worker.attendance.begin; --i) {
      const Month month = attendance.month[i - 1];
      if (month < current) break;
      for (std::uint32_t days = attendance.days[i - 1]; days != 0; days &= days - 1)
        next.on(day_of_bit(month, days));
    }
}

// X05: a run without attendance that lasts until today grows by a day each day. One that is long
// enough already only grows longer.
void add_silence(const ProjectBook& book, Earliest& next) {
  const Month current = month_of(next.as_of());
  const std::optional<Date> start = book.project().start_date;
  if (!book.has(current) || !start || *start > next.as_of()) return;
  const std::uint32_t attended = book.at(current).attended;
  const Date from = std::max(first_day(current), *start);
  int run = 0;
  for (Date day = next.as_of(); day >= from; day = day - 1) {
    if ((attended >> (day_of_month(day) - 1) & 1) != 0) break;
    ++run;
  }
  const Date long_enough = next.as_of() + std::max(1, rules::kSilentDaysMin - run);
  if (long_enough <= last_day(current)) next.on(long_enough);
}

void add_accounts(const ProjectBook& book, Earliest& next) {
  const law::Calendar& calendar = book.county().law().calendar;
  for (const Account* account : book.accounts) {
    // A03 A07: what has not happened yet.
    for (const std::optional<Date>& day : {account->agreement, account->filed, account->closed,
                                           account->notice_posted, account->close_requested})
      next.on(day);
    if (!account->opened) continue;
    next.after(law::deadline(*account->opened, rules::kFileAccountWithin, calendar).day);  // A03
  }
  for (const LabourFee* fee : book.labour_fees)
    next.after(law::next_working_day(fee->due, calendar).day);  // F05, and F07 of it
}

void add_papers(const ProjectBook& book, Earliest& next) {
  const law::Calendar& calendar = book.county().law().calendar;
  for (const Deposit* deposit : book.deposits) {
    if (deposit->expires) next.on(*deposit->expires - rules::kGuaranteeWarningDays);  // D03
    next.on(deposit->expires);
    next.after(deposit->expires);  // D02
    next.on(deposit->topped_up);   // D04
    next.on(deposit->used);
    if (deposit->used) next.after(law::deadline(*deposit->used, rules::kTopUpWithin, calendar).day);
  }
  for (const Guarantee* guarantee : book.guarantees) {
    next.on(guarantee->from);
    next.after(guarantee->to);  // F03
  }
  for (const Dispute* dispute : book.disputes) {
    next.on(dispute->ended);  // F07
    next.after(dispute->ended);
  }
  for (const Unit* unit : book.units) next.on(unit->agency_agreement);  // X02
}

}  // namespace

Date next_change(const ProjectBook& book) {
  Earliest next(book.county().as_of());
  add_project(book, next);
  add_pay_dates(book, next);
  add_wages(book, next);
  add_people(book, next);
  add_attendance(book, next);
  add_silence(book, next);
  add_accounts(book, next);
  add_papers(book, next);
  return next.found();
}

}  // namespace qingxin::verify
