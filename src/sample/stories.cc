// SPDX-License-Identifier: Apache-2.0
#include "sample/stories.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/check.h"
#include "law/period.h"

namespace qingxin::sample {

namespace {

// Whose wages a month's payroll holds, in its order.
std::vector<std::uint32_t> listed_in(const Project& project, Month month) {
  std::vector<std::uint32_t> workers;
  for (const PayrollLine& line : project.payroll)
    if (line.month == month) workers.push_back(line.worker);
  return workers;
}

Money net_of(const Project& project, Month month) {
  Money sum;
  for (const PayrollLine& line : project.payroll)
    if (line.month == month) sum += line.net;
  return sum;
}

Money paid_from_account(const Project& project, Month month) {
  Money sum;
  for (const Payment& payment : project.payments)
    if (payment.month == month && payment.form == PayForm::account) sum += payment.amount;
  return sum;
}

void plant_payment(Scene& scene, std::string_view rule, const Payment& payment,
                   std::string_view story) {
  scene.plant(
      {.rule = rule, .worker = payment.worker, .month = payment.month, .amount = payment.amount},
      story);
}

// ---- the owner's money ----

// What came in before a month and was not paid out for the months before it.
Money carried_into(const Project& project, Month month) {
  Money carried;
  for (const LabourFee& fee : project.fees) {
    if (fee.month >= month) continue;
    carried += fee.received;
    carried -= paid_from_account(project, fee.month);
  }
  return carried;
}

// From `month` on the account gets no more than makes `available` there.
void receive(Project& project, Month month, Money available) {
  LabourFee* fee = fee_of(project, month);
  if (fee == nullptr) return;
  const Money missing = available - carried_into(project, month);
  fee->received = std::clamp(missing, Money{}, fee->amount);
}

void plant_short_fees(Scene& scene, std::string_view story) {
  Money agreed;
  Money received;
  for (const LabourFee& fee : scene.project.fees) {
    agreed += fee.amount;
    received += fee.received;
    if (received < agreed)
      scene.plant({.rule = "F05",
                   .month = month_of(fee.due),
                   .subject = to_string(fee.month),
                   .amount = agreed - received},
                  story);
  }
  scene.plant({.rule = "F06"}, story);  // its amount is known when the movements are drawn
}

void owner_short(Scene& scene) {
  constexpr std::string_view kStory =
      "建设单位人工费自倒数第二个月起拨付不足，末月 31 人未发、5 人发一部分";
  constexpr std::size_t kUnpaid = 31;
  constexpr std::size_t kPartly = 5;
  Project& project = scene.project;
  const std::vector<std::uint32_t> listed = listed_in(project, scene.last());
  check(listed.size() > kUnpaid + kPartly);
  const std::set<std::uint32_t> unpaid(listed.begin(), listed.begin() + kUnpaid);
  const std::set<std::uint32_t> partly(listed.begin() + kUnpaid,
                                       listed.begin() + kUnpaid + kPartly);
  for (Payment& payment : project.payments) {
    if (payment.month != scene.last()) continue;
    const Money net = payment.amount;
    if (unpaid.contains(payment.worker)) payment.amount = Money{};
    if (partly.contains(payment.worker)) payment.amount = yuan(net.fen / 100 * 55 / 100);
    const Money owed = net - payment.amount;
    if (owed == Money{}) continue;
    scene.plant({.rule = owed == net ? "W01" : "W02",
                 .worker = payment.worker,
                 .month = payment.month,
                 .amount = owed},
                kStory);
    scene.leave_unpaid(payment.worker, payment.month, owed);
  }
  std::erase_if(project.payments, [](const Payment& payment) { return payment.amount == Money{}; });
  for (Month month = scene.month_back(1); month <= scene.last(); month = month + 1)
    receive(project, month, paid_from_account(project, month) + yuan(320));
  plant_short_fees(scene, kStory);
}

void fee_below_wages(Scene& scene) {
  constexpr std::string_view kStory = "人工费少于应发工资，总包从公司账户补发差额";
  Project& project = scene.project;
  for (Month month = scene.month_back(1); month <= scene.last(); month = month + 1) {
    receive(project, month, {net_of(project, month).fen / 10 * 9});
    LabourFee* fee = fee_of(project, month);
    if (fee == nullptr) continue;
    Money left = carried_into(project, month) + fee->received - yuan(200);
    for (Payment& payment : project.payments) {
      if (payment.month != month) continue;
      if (payment.amount <= left) {
        left -= payment.amount;
        continue;
      }
      payment.form = PayForm::bank;
      plant_payment(scene, "W06", payment, kStory);
    }
  }
  plant_short_fees(scene, kStory);
}

// ---- how it was paid ----

void one_card(Scene& scene) {
  constexpr std::string_view kStory = "带班一人的银行卡代领九名工人的工资";
  constexpr std::uint32_t kBoss = 10;
  for (std::uint32_t worker = kBoss; worker < kBoss + 10; ++worker)
    scene.plant({.rule = "L09", .worker = worker}, kStory);
  for (Payment& payment : scene.project.payments) {
    if (payment.worker <= kBoss || payment.worker >= kBoss + 10) continue;
    payment.payee = kBoss;
    plant_payment(scene, "W07", payment, kStory);
    plant_payment(scene, "W01", payment, kStory);
    scene.leave_unpaid(payment.worker, payment.month, payment.amount);
  }
}

void cash(Scene& scene) {
  const Month month = scene.month_back(2);
  for (Payment& payment : scene.project.payments) {
    if (payment.month != month || scene.worker(payment.worker).team > 2) continue;
    payment.form = PayForm::cash;
    plant_payment(scene, "W06", payment, "两个班组这个月发现金");
  }
}

void failed_transfer(Scene& scene) {
  constexpr std::string_view kStory = "代发失败以后没有再发";
  const Month month = scene.month_back(1);
  int nth = 0;
  for (Payment& payment : scene.project.payments) {
    if (payment.month != month || ++nth < 5 || nth > 10) continue;
    payment.status = PayStatus::failed;
    payment.reason = "账号与户名不符";
    plant_payment(scene, "W18", payment, kStory);
    plant_payment(scene, "W01", payment, kStory);
    scene.leave_unpaid(payment.worker, payment.month, payment.amount);
  }
}

void account_idle(Scene& scene) {
  constexpr std::string_view kStory = "专户设而不用，工资从总包一般户发放";
  std::set<Month> months;
  for (const Payment& payment : scene.project.payments) {
    plant_payment(scene, "W06", payment, kStory);
    months.insert(payment.month);
  }
  for (const Month month : months) scene.plant({.rule = "A08", .month = month}, kStory);
}

void paid_late(Scene& scene) {
  const Month month = scene.month_back(1);
  const Date late = last_lawful_pay_day(scene.project, month, scene.calendar) + 4;
  for (Payment& payment : scene.project.payments) {
    if (payment.month != month) continue;
    payment.day = late;
    scene.plant({.rule = "W01",
                 .worker = payment.worker,
                 .month = month,
                 .amount = payment.amount,
                 .severity = "orange"},
                "全体晚发四日");
  }
}

// ---- who was there ----

void leave_off(Scene& scene, const std::set<std::uint32_t>& workers, std::string_view story) {
  const auto is_left_off = [&](const auto& row) {
    return row.month == scene.last() && workers.contains(row.worker);
  };
  std::erase_if(scene.project.payroll, is_left_off);
  std::erase_if(scene.project.payments, is_left_off);
  for (const std::uint32_t worker : workers)
    scene.plant({.rule = "W17", .worker = worker, .month = scene.last()}, story);
}

void left_off_payroll(Scene& scene) {
  const std::vector<std::uint32_t> listed = listed_in(scene.project, scene.last());
  const auto middle = listed.begin() + static_cast<std::ptrdiff_t>(listed.size() / 2);
  leave_off(scene, {middle, middle + 3}, "闸机有考勤，工资表没有这三人");
}

void fifth_left_off(Scene& scene) {
  constexpr std::string_view kStory = "五分之一的工人有考勤，没有编进工资表";
  const std::vector<std::uint32_t> listed = listed_in(scene.project, scene.last());
  std::set<std::uint32_t> workers;
  for (std::size_t i = 0; i < listed.size(); i += 5) workers.insert(listed[i]);
  leave_off(scene, workers, kStory);
  scene.plant({.rule = "X03", .month = scene.last()}, kStory);
}

void before_contract(Scene& scene) {
  constexpr int kDays = 12;
  Project& project = scene.project;
  for (std::uint32_t number = 5; number <= 21; number += 4) {
    Worker& worker = scene.worker(number);
    const auto first = std::ranges::find(project.attendance, number, &Attended::worker);
    if (first == project.attendance.end()) continue;
    worker.entered = first->day;
    worker.contract = first->day + kDays;
    worker.registered = number % 8 == 5 ? *worker.contract : worker.entered;
    worker.stays.clear();
    scene.plant({.rule = "L01", .worker = number}, "先进场，十二天后才签合同");
  }
  Worker& mistyped = scene.worker(25);
  mistyped.person.id = with_wrong_check_digit(mistyped.person.id);
  scene.plant({.rule = "L02", .worker = 25}, "身份证号末位抄错");
}

// The payroll of that month counts hours from the foreman's book, so that it contradicts no gate.
void gate_off(Scene& scene) {
  constexpr std::string_view kStory = "闸机断网两周，没有补传";
  Project& project = scene.project;
  const Month month = scene.month_back(3);
  const Date from = day_in(month, 6);
  std::erase_if(project.attendance, [&](const Attended& attended) {
    return attended.day >= from && attended.day < from + 14;
  });
  std::set<std::uint32_t> seen;
  for (const Attended& attended : project.attendance)
    if (month_of(attended.day) == month) seen.insert(attended.worker);
  for (PayrollLine& line : project.payroll) {
    if (line.month != month) continue;
    line.shows_days = false;
    if (!seen.contains(line.worker))
      scene.plant({.rule = "X04", .worker = line.worker, .month = month}, kStory);
  }
  scene.plant({.rule = "X05", .month = month}, kStory);
}

void reject(Scene& scene, std::uint32_t worker, Month month, std::string_view story) {
  scene.project.planted.push_back({.project_id = scene.project.id,
                                   .rule = "拒收",
                                   .worker = scene.worker(worker).person.id,
                                   .month = to_string(month),
                                   .story = std::string(story)});
}

}  // namespace

void tell(Scene& scene) {
  switch (scene.project.story) {
    case Story::none: return;
    case Story::owner_short: return owner_short(scene);
    case Story::one_card: return one_card(scene);
    case Story::cash: return cash(scene);
    case Story::left_off_payroll: return left_off_payroll(scene);
    case Story::fifth_left_off: return fifth_left_off(scene);
    case Story::failed_transfer: return failed_transfer(scene);
    case Story::before_contract: return before_contract(scene);
    case Story::account_late: return scene.plant({.rule = "A01"}, "专户在期限以后七十日才开立");
    case Story::account_missing:
      return scene.plant({.rule = "A01"}, "没有开立专户，工资从总包一般户发放");
    case Story::account_idle: return account_idle(scene);
    case Story::gate_off: return gate_off(scene);
    case Story::paid_late: return paid_late(scene);
    case Story::fee_below_wages: return fee_below_wages(scene);
  }
}

void slip(Scene& scene) {
  Project& project = scene.project;
  const auto first = std::ranges::find(project.payroll, scene.last(), &PayrollLine::month);
  check(project.payroll.end() - first > 7);
  PayrollLine& number_lost = *(first + 2);
  const std::string& id = scene.worker(number_lost.worker).person.id;
  number_lost.id_as_written = fmt::format("{}.{}E+17", id.substr(0, 1), id.substr(1, 5));
  reject(scene, number_lost.worker, scene.last(), "工资表里的身份证号成了科学计数");
  PayrollLine& amount_in_words = *(first + 4);
  amount_in_words.net_as_written = "叁仟元";
  reject(scene, amount_in_words.worker, scene.last(), "实发工资写成汉字");
  const PayrollLine twice = *(first + 6);
  reject(scene, twice.worker, scene.last(), "同一人同一月重复一行");
  project.payroll.insert(first + 7, twice);
  for (Payment& payment : project.payments) {
    if (payment.month < scene.month_back(2) || days_in(month_of(payment.day)) == 31) continue;
    payment.day_as_written = to_string(month_of(payment.day)) + "-31";
    return reject(scene, payment.worker, payment.month, "没有这一天");
  }
}

}  // namespace qingxin::sample
