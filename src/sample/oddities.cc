// SPDX-License-Identifier: Apache-2.0
#include "sample/oddities.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace qingxin::sample {

namespace {

// A transfer on top of an ordinary month, and its line.
void pay_back_beside(Scene& scene) {
  const std::uint32_t worker = scene.take();
  PayrollLine line = scene.line_of(worker, scene.season.first);
  line.is_back_pay = true;
  line.days = line.hours = 0;
  line.overtime = line.allowances = line.withheld = line.deducted = Money{};
  line.gross = line.net = yuan(200);
  Payment payment = scene.payment_of(worker, scene.season.first);
  payment.amount = line.net;
  payment.serial = ++scene.project.last_serial;
  raise_fee(scene.project, scene.season.first, line.net);
  scene.project.payroll.push_back(std::move(line));
  scene.project.payments.push_back(std::move(payment));
}

// The whole month was entered as back pay.
void pay_back_only(Scene& scene) {
  scene.line_of(scene.take(), scene.last()).is_back_pay = true;
}

void take_a_month_off(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = scene.month_back(1);
  if (!scene.has_months(3)) return;
  scene.stay_away(worker, first_day(month), last_day(month));
  scene.settle(worker);
}

void work_by_night(Scene& scene) {
  const std::uint32_t worker = scene.take();
  for (Attended& attended : scene.project.attendance)
    if (attended.worker == worker && month_of(attended.day) == scene.last())
      attended.shift = Shift::night;
}

// From one employer to the other in the middle of a month: a line of each.
void change_employer(Scene& scene) {
  const std::uint32_t number = scene.take();
  Worker& worker = scene.worker(number);
  const std::size_t next = worker.unit == 1 ? 0 : 1;
  const std::vector<Date> days = scene.open_days(scene.last());
  const Date change = days[days.size() / 2];
  worker.stays = {
      {worker.unit, worker.team, worker.person.name, worker.entered, change - 1, worker.card},
      {next, worker.team, worker.person.name, change, std::nullopt, worker.card}};
  PayrollLine& first = scene.line_of(number, scene.last());
  PayrollLine second = first;
  const auto part = static_cast<int>(days.size() / 2);
  first.days = part;
  second.days -= part;
  second.unit = next;
  for (PayrollLine* line : {&first, &second}) {
    line->hours = line->days * 8;
    line->gross = line->net = Money{worker.daily.fen * line->days};
  }
  scene.project.payroll.push_back(std::move(second));
}

void pay_ahead(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Date day = working_day_from(day_in(scene.last(), 28), scene.calendar);
  if (day > scene.payment_of(worker, scene.last()).day) return;
  scene.payment_of(worker, scene.last()).day = day;
  PayrollLine& line = scene.line_of(worker, scene.last());
  line.prepared = day - 1;
  line.signed_on = line.slip = day;
}

using Oddity = void (*)(Scene&);
constexpr std::array<Oddity, 6> kOddities{pay_back_beside, change_employer,  pay_back_only,
                                          work_by_night,   take_a_month_off, pay_ahead};

}  // namespace

void add_oddities(Scene& scene) {
  const auto at = static_cast<std::size_t>(scene.turn);
  kOddities[at % kOddities.size()](scene);
  kOddities[(at + 3) % kOddities.size()](scene);
}

void miss_nine_days(Scene& scene) {
  const law::Calendar& calendar = scene.calendar;
  const Month month = scene.month_back(1);
  const auto is_whole = [&](Date monday) {
    for (Date day = monday - 2; day <= monday + 6; day = day + 1)
      if (calendar.is_published_holiday(day)) return false;
    return calendar.is_working(monday - 3) && calendar.is_working(monday + 7);
  };
  for (Date monday = first_day(month) + 7; monday <= last_day(month) - 7; monday = monday + 1) {
    if (iso_weekday(monday) != 1 || !is_whole(monday)) continue;
    std::erase_if(scene.project.attendance, [&](const Attended& attended) {
      return attended.day >= monday - 2 && attended.day <= monday + 6;
    });
    for (PayrollLine& line : scene.project.payroll)
      if (line.month == month) line.shows_days = false;
    return;
  }
}

void match_fees_to_wages(Scene& scene) {
  Project& project = scene.project;
  const Date newest_due = last_lawful_pay_day(project, scene.last(), scene.calendar);
  if (project.fees.empty() || newest_due >= scene.season.told_on) return;
  std::erase_if(project.movements,
                [](const Movement& movement) { return movement.kind == "手续费"; });
  Money left;
  for (const Movement& movement : project.movements)
    left = movement.is_income ? left + movement.amount : left - movement.amount;
  const Money surplus = Money{} - money_short(scene);
  LabourFee& fee = project.fees.back();
  // Whoever got more than his wages would overdraw the account.
  if (left != surplus || surplus < Money{} || fee.received <= surplus) return;
  const auto paid_in = std::ranges::find_if(project.movements, [&](const Movement& movement) {
    return movement.kind == "人工费" && movement.day == fee.received_on &&
           movement.amount == fee.received;
  });
  check(paid_in != project.movements.end());
  fee.amount = fee.received = paid_in->amount = fee.received - surplus;
}

}  // namespace qingxin::sample
