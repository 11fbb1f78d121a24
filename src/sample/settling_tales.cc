// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "law/period.h"
#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

Month last_worked(const Scene& scene) {
  return scene.project.completed ? month_of(*scene.project.completed) : scene.last();
}

Date due_of(const Scene& scene, Month month) {
  return last_lawful_pay_day(scene.project, month, scene.calendar);
}

// ---- W01, W15, W19: paid, and by the day ----

void forget(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = last_worked(scene);
  const Money owed = scene.payment_of(worker, month).amount;
  std::erase_if(scene.project.payments, [&](const Payment& payment) {
    return payment.worker == worker && payment.month == month;
  });
  scene.plant({.rule = "W01", .worker = worker, .month = month, .amount = owed},
              "完工离场，最后一个月没有发");
  scene.leave_unpaid(worker, month, owed);
  // A dispute that is over before the wages fall due stops nothing.
  const Date due = due_of(scene, month);
  scene.project.disputes.push_back({due - 40, due - 1, "竣工资料移交有分歧，已经谈妥"});
}

void pay_a_day_late(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = last_worked(scene);
  const Money first = scene.form(2) == 0 ? Money{} : yuan(1000);
  if (first > Money{}) scene.pay_in_parts(worker, month, first);
  Payment* late = nullptr;
  for (Payment& payment : scene.project.payments)
    if (payment.worker == worker && payment.month == month) late = &payment;
  late->day = due_of(scene, month) + 1;
  scene.plant({.rule = "W01",
               .worker = worker,
               .month = month,
               .amount = late->amount,
               .severity = "orange"},
              "晚发一天，或者余款晚发一天");
}

// Two transfers that make up the wage, the second one on the last lawful day.
void pay_on_the_last_day(Scene& scene) {
  const Month month = scene.month_back(1);
  const Date due = due_of(scene, month);
  if (due > scene.season.told_on) return;
  const std::uint32_t worker = scene.take();
  scene.pay_in_parts(worker, month, yuan(1000));
  scene.project.payments.back().day = due;
}

// ---- W18: sent again ----

// The last day on which a failed transfer can be sent again; late for the wage all the same.
void send_again_too_late(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = last_worked(scene);
  Payment again = scene.payment_of(worker, month);
  Payment& failed = scene.payment_of(worker, month);
  failed.status = PayStatus::failed;
  failed.reason = "账户已销户";
  again.serial = ++scene.project.last_serial;
  again.day = law::add_working_days(failed.day, 5, scene.calendar).day;
  const Money amount = again.amount;
  scene.project.payments.push_back(std::move(again));
  scene.plant(
      {.rule = "W01", .worker = worker, .month = month, .amount = amount, .severity = "orange"},
      "退票以后第五个工作日才重发到账");
}

void never_send_again(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Month month = last_worked(scene);
  Payment& failed = scene.payment_of(worker, month);
  failed.status = PayStatus::failed;
  failed.reason = "账号与户名不符";
  for (const std::string_view rule : {"W18", "W01"})
    scene.plant({.rule = rule, .worker = worker, .month = month, .amount = failed.amount},
                "退票以后没有再发");
  scene.leave_unpaid(worker, month, failed.amount);
}

void send_again_in_time(Scene& scene) {
  const Month month = scene.month_back(1);
  const Date due = due_of(scene, month);
  if (due > scene.season.told_on) return;
  const std::uint32_t worker = scene.take();
  Payment& failed = scene.payment_of(worker, month);
  Payment again = failed;
  failed.status = PayStatus::failed;
  failed.reason = "账户状态异常";
  again.serial = ++scene.project.last_serial;
  again.day = due;
  scene.project.payments.push_back(std::move(again));
}

// ---- W02, W04: part of it, again and again ----

Money pay_part(Scene& scene, std::uint32_t worker, Month month, Money paid) {
  const Money owed = scene.line_of(worker, month).net - paid;
  scene.payment_of(worker, month).amount = paid;
  scene.plant({.rule = "W02", .worker = worker, .month = month, .amount = owed},
              "每月只发一部分，其余拖着");
  scene.leave_unpaid(worker, month, owed);
  return owed;
}

Money percent_of(Scene& scene, std::uint32_t worker, Month month, int percent) {
  return {scene.line_of(worker, month).net.fen * percent / 100};
}

void pay_living_allowance(Scene& scene) {
  const Month newest = last_worked(scene);
  if (newest == scene.season.first) return;
  const std::uint32_t worker = scene.take();
  Money owed;
  for (const Month month : {newest - 1, newest}) {
    const Money paid = scene.form(2) == 0 ? percent_of(scene, worker, month, 70)
                                          : yuan(month == newest ? 2000 : 2500);
    owed += pay_part(scene, worker, month, paid);
  }
  scene.plant({.rule = "W04", .worker = worker, .month = newest, .amount = owed},
              "连续两个月按同一比例或者整数发生活费");
  // Seventy per cent, then sixty and a yuan: short twice, but by no pattern.
  const std::uint32_t other = scene.take();
  pay_part(scene, other, newest - 1, percent_of(scene, other, newest - 1, 70));
  pay_part(scene, other, newest, percent_of(scene, other, newest, 60) + yuan(1));
}

// ---- A07: the account ----

// The notice is long enough; what is owed is not settled.
void ask_to_close(Scene& scene) {
  Account& account = scene.project.accounts.front();
  account.notice_posted = *scene.project.completed + 1;
  account.close_requested = *account.notice_posted + 31;
}

constexpr std::array kTales{
    Tale{"W01 W15 W19", forget, pay_on_the_last_day},
    Tale{"W01", pay_a_day_late, nullptr},
    Tale{"W01", send_again_too_late, send_again_in_time},
    Tale{"W18 W01", never_send_again, nullptr},
    Tale{"W02 W04", pay_living_allowance, nullptr},
    Tale{"A07", ask_to_close, nullptr},
};

}  // namespace

std::span<const Tale> settling_tales() {
  return kTales;
}

}  // namespace qingxin::sample
