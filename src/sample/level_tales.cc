// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

// As 参数.toml of the county has them.
constexpr Money kMonthly = yuan(1900);
constexpr Money kHourly = yuan(19);

// ---- W11: the minimum wage ----

// The least that is lawful for so many days of 21.75.
Money least_for(int days) {
  const std::int64_t hundredths = std::min(2175, 100 * days);
  return {(kMonthly.fen * hundredths + 2174) / 2175};
}

void pay_the_minimum(Scene& scene, std::uint32_t number, int less_fen) {
  Worker& worker = scene.worker(number);
  const PayrollLine& line = scene.line_of(number, scene.last());
  Money least = least_for(line.days);
  if (scene.form(2) == 0) {
    worker.basis = Basis::hour;
    worker.daily = Money{kHourly.fen * 8};
    for (Month month = scene.season.first; month < scene.last(); month = month + 1)
      scene.set_gross(number, month, {kHourly.fen * scene.line_of(number, month).hours});
    least = {kHourly.fen * line.hours};
  }
  scene.set_gross(number, scene.last(), least - Money{less_fen});
}

void pay_a_fen_less(Scene& scene) {
  const std::uint32_t worker = scene.take();
  pay_the_minimum(scene, worker, 1);
  scene.plant({.rule = "W11", .worker = worker, .month = scene.last(), .amount = Money{1}},
              "扣除加班工资、津贴以后，比最低工资少一分");
}

void pay_just_the_minimum(Scene& scene) {
  pay_the_minimum(scene, scene.take(), 0);
}

// ---- W12: what may be taken off ----

void take_too_much_off(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = scene.last();
  Money over = {1};
  const Money fifth{scene.line_of(worker, month).gross.fen / 5};
  switch (scene.form(4)) {
    case 0: scene.deduct(worker, month, fifth + over, "赔偿"); break;
    case 1:
      scene.set_gross(worker, month, yuan(2300));
      scene.deduct(worker, month, yuan(400) + over, "赔偿");
      break;
    default: over = yuan(50); scene.deduct(worker, month, over, scene.form(4) == 2 ? "其他" : "");
  }
  scene.plant({.rule = "W12", .worker = worker, .month = month, .amount = over},
              "赔偿扣款过了两成或者剩下不到最低工资，或者扣款没有来由");
}

// A fifth exactly; and as much as leaves the minimum exactly.
void take_a_fifth_off(Scene& scene) {
  const std::uint32_t one = scene.take();
  scene.deduct(one, scene.last(), {scene.line_of(one, scene.last()).gross.fen / 5}, "赔偿");
  const std::uint32_t other = scene.take();
  scene.set_gross(other, scene.last(), yuan(2300));
  scene.deduct(other, scene.last(), yuan(400), "赔偿");
}

// ---- W13, W14: overtime ----

std::optional<Date> statutory_day(const Scene& scene) {
  for (Date day = last_day(scene.last()); day >= first_day(scene.season.first); day = day - 1)
    if (scene.calendar.is_statutory(day) && day > scene.project.start) return day;
  return std::nullopt;
}

std::optional<Date> free_saturday(const Scene& scene, Month month) {
  for (Date day = first_day(month) + 6; day <= last_day(month); day = day + 1)
    if (iso_weekday(day) == 6 && !scene.calendar.is_working(day) &&
        !scene.calendar.is_published_holiday(day) && !scene.calendar.is_working(day - 6) &&
        !scene.calendar.is_working(day + 1))
      return day;
  return std::nullopt;
}

// Three hours more on a working day, on a Saturday or on a statutory day, properly paid.
Date work_longer(Scene& scene, std::uint32_t worker) {
  std::optional<Date> day;
  if (scene.form(3) == 1) day = free_saturday(scene, scene.last());
  if (scene.form(3) == 2) day = statutory_day(scene);
  if (day)
    scene.attend(worker, *day, 3);
  else
    scene.attend(worker, *(day = scene.open_days(scene.last())[4]), 11);
  scene.settle(worker);
  return *day;
}

void pay_overtime_short(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = month_of(work_longer(scene, worker));
  PayrollLine& line = scene.line_of(worker, month);
  const Money less = scene.form(2) == 0 ? Money{1} : line.overtime;
  line.overtime -= less;
  scene.set_gross(worker, month, line.gross - less);
  scene.plant({.rule = "W13", .worker = worker, .month = month, .amount = less},
              "加班工资少付一分，或者没有付");
}

void pay_overtime(Scene& scene) {
  work_longer(scene, scene.take());
}

constexpr int kMostDays = 12;  // of three hours: thirty-six in the month

std::uint32_t work_longest_month(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const std::vector<Date> days = scene.open_days(scene.last());
  for (int i = 0; i < kMostDays && i < static_cast<int>(days.size()); ++i)
    scene.attend(worker, days[static_cast<std::size_t>(i)], 11);
  scene.settle(worker);
  return worker;
}

void overwork(Scene& scene) {
  const std::vector<Date> days = scene.open_days(scene.last());
  const std::optional<Date> saturday = free_saturday(scene, scene.last());
  std::uint32_t worker = 0;
  if (scene.form(3) == 1) {
    worker = work_longest_month(scene);
    scene.attend(worker, days[kMostDays], 9);
  } else if (scene.form(3) == 2 && saturday) {
    worker = scene.take();
    scene.attend(worker, *saturday, 3);
    scene.attend(worker, *saturday + 1, 3);
  } else {
    worker = scene.take();
    scene.attend(worker, days[4], 12);
  }
  scene.settle(worker);
  scene.plant({.rule = "W14", .worker = worker, .month = scene.last()},
              "一天加班四小时、一个月三十七小时，或者连续七天");
}

void work_the_most(Scene& scene) {
  if (scene.open_days(scene.last()).size() >= kMostDays) work_longest_month(scene);
  const std::optional<Date> saturday = free_saturday(scene, scene.last());
  if (!saturday) return;
  const std::uint32_t six_days = scene.take();
  scene.attend(six_days, *saturday, 3);
  scene.settle(six_days);
}

// ---- W05: money, nothing else ----

void pay_in_kind(Scene& scene) {
  constexpr std::string_view kStory = "用实物、白条抵工资";
  const std::uint32_t worker = scene.take();
  const Month month = scene.last();
  const Money all = scene.line_of(worker, month).net;
  Money owed = all;
  if (scene.form(2) == 0) {
    owed = Money{all.fen / 2 + 1};
    scene.pay_in_parts(worker, month, owed);
  }
  Payment& payment = scene.payment_of(worker, month);
  payment.form = scene.form(2) == 0 ? PayForm::in_kind : PayForm::promissory;
  scene.plant({.rule = "W05", .worker = worker, .month = month, .amount = owed}, kStory);
  scene.plant(
      {.rule = owed == all ? "W01" : "W02", .worker = worker, .month = month, .amount = owed},
      kStory);
  scene.leave_unpaid(worker, month, owed);
}

constexpr std::array kTales{
    Tale{"W11", pay_a_fen_less, pay_just_the_minimum},
    Tale{"W12", take_too_much_off, take_a_fifth_off},
    Tale{"W13", pay_overtime_short, pay_overtime},
    Tale{"W14", overwork, work_the_most},
    Tale{"W05", pay_in_kind, nullptr},
};

}  // namespace

std::span<const Tale> level_tales() {
  return kTales;
}

}  // namespace qingxin::sample
