// SPDX-License-Identifier: Apache-2.0
#include "sample/wages.h"

#include <algorithm>
#include <map>

#include "law/period.h"
#include "sample/random.h"

namespace qingxin::sample {

namespace {

// What one worker did in a month. Hours by what they are paid: once, and 1.5, 2 and 3 times.
struct Hours {
  int days = 0;
  int once = 0;
  int on_working_days = 0;
  int on_rest_days = 0;
  int on_statutory_days = 0;

  int all() const { return once + on_working_days + on_rest_days + on_statutory_days; }
};

enum class DayPay : unsigned char { working, rest, statutory };

DayPay day_pay(Date day, const law::Calendar& calendar) {
  if (calendar.is_statutory(day)) return DayPay::statutory;
  return calendar.is_working(day) ? DayPay::working : DayPay::rest;
}

void add(Hours& hours, int worked, DayPay pay) {
  ++hours.days;
  switch (pay) {
    case DayPay::working:
      hours.once += std::min(worked, 8);
      hours.on_working_days += std::max(worked - 8, 0);
      return;
    case DayPay::rest: hours.on_rest_days += worked; return;
    case DayPay::statutory: hours.on_statutory_days += worked; return;
  }
}

// What each worker of the project did in a month; `at` moves to the next month's first row.
std::vector<Hours> tally(const Project& project, Month month, std::size_t& at,
                         const law::Calendar& calendar) {
  std::vector<Hours> tallies(project.workers.size());
  Date day = first_day(month) - 1;
  DayPay pay = DayPay::working;
  for (; at < project.attendance.size() && project.attendance[at].day <= last_day(month); ++at) {
    const Attended& attended = project.attendance[at];
    if (attended.day != day) pay = day_pay(attended.day, calendar);
    day = attended.day;
    add(tallies[attended.worker], attended.hours, pay);
  }
  return tallies;
}

// A day's wage is a whole number of sixteen fen times a hundred: its hours and halves of them are
// exact.
PayrollLine line_for(const Worker& worker, std::uint32_t number, Month month, const Hours& hours) {
  PayrollLine line{.worker = number, .month = month, .days = hours.days, .hours = hours.all()};
  line.overtime = {
      worker.daily.fen / 16 *
      (3 * hours.on_working_days + 4 * hours.on_rest_days + 6 * hours.on_statutory_days)};
  line.gross = Money{worker.daily.fen / 8 * hours.once} + line.overtime;
  line.net = line.gross;
  return line;
}

void add_extras(PayrollLine& line, const Project& project, const Worker& worker, Random& random) {
  if (worker.basis == Basis::piece) {
    line.quantity = line.days * static_cast<int>(worker.daily.fen / 2000) + random.below(9);
    line.gross = yuan(line.quantity * 20);
  }
  const unsigned season_month = month_of_year(line.month);
  if (line.days >= 10 && season_month >= 6 && season_month <= 9) line.allowances = yuan(200);
  line.gross += line.allowances;
  if (!project.is_site && line.days >= 10) line.withheld = yuan(300);
  if (line.days >= 15 && random.below(200) == 0) line.deducted = yuan(100);
  line.net = line.gross - line.withheld - line.deducted;
}

void set_days(PayrollLine& line, Date paid) {
  line.prepared = paid - 4;
  line.signed_on = paid - 2;
  line.slip = paid;
}

// Who leaves gets his money soon after it has come into the account, not on the next pay day.
void settle_leaver(PayrollLine& line, Worker& worker, const Project& project,
                   const law::Calendar& calendar) {
  if (!worker.left || project.completed || month_of(*worker.left) != line.month) return;
  const Date paid = working_day_from(std::max(*worker.left, day_in(line.month, 26)), calendar);
  if (project.pay_offset > 0 && paid < *line.slip && project.story == Story::none) {
    line.prepared = paid - 1;
    line.signed_on = line.slip = paid;
  }
  worker.settled = line.slip;
}

// Two transfers of the month stumble and arrive in time all the same, where the site pays early.
void stumble(Project& project, Payment payment, int nth, Date due, Date latest,
             const law::Calendar& calendar) {
  const Date second = working_day_from(payment.day + 1, calendar);
  const Date third = working_day_from(second + 1, calendar);
  Payment again = payment;
  if (nth == 3 && second <= std::min(due, latest)) {
    payment.status = PayStatus::failed;
    payment.reason = "户名不符";
    again.day = second;
  } else if (nth == 5 && third <= std::min(due, latest)) {
    project.payments.push_back(payment);
    payment.status = PayStatus::returned;
    payment.day = second;
    payment.reason = "账户状态异常，退汇";
    again.day = third;
  } else {
    project.payments.push_back(std::move(payment));
    return;
  }
  again.serial = ++project.last_serial;
  project.payments.push_back(std::move(payment));
  project.payments.push_back(std::move(again));
}

Payment payment_for(Project& project, const PayrollLine& line) {
  const bool has_account = !project.accounts.empty() && project.story != Story::account_idle;
  Payment payment{.worker = line.worker, .month = line.month, .payee = line.worker};
  payment.amount = line.net;
  payment.day = *line.slip;
  payment.form = has_account ? PayForm::account : PayForm::bank;
  payment.serial = ++project.last_serial;
  return payment;
}

Money net_of_worker(const Project& project, std::uint32_t worker, Month month) {
  Money sum;
  for (const PayrollLine& line : project.payroll)
    if (line.worker == worker && line.month == month) sum += line.net;
  return sum;
}

}  // namespace

Money rate_of(const Worker& worker) {
  switch (worker.basis) {
    case Basis::day: return worker.daily;
    case Basis::month: return {worker.daily.fen / 100 * 2175};
    case Basis::hour: return {worker.daily.fen / 8};
    case Basis::piece: return yuan(20);
  }
  return {};
}

Date ordinary_pay_day(const Project& project, Month month, const Season& season,
                      const law::Calendar& calendar) {
  const Date due = last_lawful_pay_day(project, month, calendar);
  return std::min(law::previous_working_day(due - project.lead_days, calendar).day,
                  season.last_pay);
}

void draw_up_payroll(Project& project, const Season& season, const law::Calendar& calendar) {
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 6);
  std::size_t at = 0;
  for (Month month = season.first; month <= season.last; month = month + 1) {
    const std::vector<Hours> tallies = tally(project, month, at, calendar);
    const Date paid = ordinary_pay_day(project, month, season, calendar);
    for (std::uint32_t i = 0; i < tallies.size(); ++i) {
      Worker& worker = project.workers[i];
      if (tallies[i].days == 0 || worker.role != Role::worker) continue;
      PayrollLine line = line_for(worker, i, month, tallies[i]);
      add_extras(line, project, worker, random);
      set_days(line, paid);
      settle_leaver(line, worker, project, calendar);
      project.payroll.push_back(std::move(line));
    }
  }
}

void pay(Project& project, const Season& season, const law::Calendar& calendar) {
  int nth = 0;
  Month month = season.first - 1;
  for (const PayrollLine& line : project.payroll) {
    nth = line.month == month ? nth + 1 : 0;
    month = line.month;
    stumble(project, payment_for(project, line), nth, last_lawful_pay_day(project, month, calendar),
            season.last_pay, calendar);
  }
}

void settle_anew(Project& project, std::uint32_t worker, const Season& season,
                 const law::Calendar& calendar) {
  std::map<Month, Hours> months;
  for (const Attended& attended : project.attendance)
    if (attended.worker == worker)
      add(months[month_of(attended.day)], attended.hours, day_pay(attended.day, calendar));
  for (Month month = season.first; month <= season.last; month = month + 1) {
    const auto is_his = [&](const auto& row) { return row.worker == worker && row.month == month; };
    const Money before = net_of_worker(project, worker, month);
    std::erase_if(project.payroll, is_his);
    std::erase_if(project.payments, is_his);
    const auto found = months.find(month);
    if (found == months.end()) continue;
    PayrollLine line = line_for(project.workers[worker], worker, month, found->second);
    set_days(line, ordinary_pay_day(project, month, season, calendar));
    project.payments.push_back(payment_for(project, line));
    if (line.net > before) raise_fee(project, month, line.net - before);
    project.payroll.push_back(std::move(line));
  }
}

LabourFee* fee_of(Project& project, Month month) {
  const auto found = std::ranges::find(project.fees, month, &LabourFee::month);
  return found == project.fees.end() ? nullptr : &*found;
}

void raise_fee(Project& project, Month month, Money more) {
  LabourFee* fee = fee_of(project, month);
  if (fee == nullptr) return;
  const Money raise = rounded_up(more, yuan(100));
  fee->amount += raise;
  fee->received += raise;
}

void plan_fees(Project& project, const Season& season, const law::Calendar& calendar) {
  if (!project.is_site || project.payroll.empty()) return;
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 7);
  std::map<Month, Money> net;
  for (const PayrollLine& line : project.payroll) net[line.month] += line.net;
  const Month last = project.completed ? month_of(*project.completed) : season.last;
  Money total;
  for (Month month = net.begin()->first; month <= last; month = month + 1) {
    LabourFee fee{.month = month, .due = day_in(month, project.pay_offset == 0 ? 20 : 25)};
    fee.amount = rounded_up({net[month].fen / 100 * 103 + 500000}, yuan(10000));
    fee.received = fee.amount;
    fee.received_on = law::previous_working_day(fee.due - random.below(3), calendar).day;
    total += fee.amount;
    project.fees.push_back(fee);
  }
  const auto months = static_cast<std::int64_t>(project.fees.size());
  project.labour_amount = rounded_up({total.fen / months * 18}, yuan(10000));
  project.contract_amount = {project.labour_amount.fen * 5};
}

}  // namespace qingxin::sample
