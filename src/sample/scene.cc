// SPDX-License-Identifier: Apache-2.0
#include "sample/scene.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.h"

namespace qingxin::sample {

namespace {

using Severity = std::pair<std::string_view, std::string_view>;

constexpr Severity kSeverities[] = {
    {"A01", "orange"}, {"A02", "yellow"}, {"A03", "orange"}, {"A04", "orange"}, {"A05", "red"},
    {"A06", "red"},    {"A07", "orange"}, {"A08", "orange"}, {"B01", "orange"}, {"D01", "orange"},
    {"D02", "orange"}, {"D03", "orange"}, {"D04", "orange"}, {"F01", "orange"}, {"F02", "orange"},
    {"F03", "orange"}, {"F04", "red"},    {"F05", "red"},    {"F06", "orange"}, {"F07", "red"},
    {"L01", "red"},    {"L02", "yellow"}, {"L03", "orange"}, {"L04", "red"},    {"L05", "orange"},
    {"L06", "orange"}, {"L07", "orange"}, {"L08", "red"},    {"L09", "red"},    {"W01", "red"},
    {"W02", "red"},    {"W03", "orange"}, {"W04", "red"},    {"W05", "red"},    {"W06", "orange"},
    {"W07", "red"},    {"W08", "orange"}, {"W09", "orange"}, {"W10", "orange"}, {"W11", "red"},
    {"W12", "orange"}, {"W13", "orange"}, {"W14", "yellow"}, {"W15", "red"},    {"W16", "yellow"},
    {"W17", "orange"}, {"W18", "red"},    {"W19", "red"},    {"X01", "yellow"}, {"X02", "orange"},
    {"X03", "red"},    {"X04", "orange"}, {"X05", "yellow"}, {"X06", "yellow"}};

constexpr int kBefore = 45;                // days before the first month
constexpr std::uint32_t kFirstTaken = 21;  // the ones before belong to stories

bool is_free(const Scene& scene, std::uint32_t number) {
  const Worker& candidate = scene.project.workers[number];
  const bool stays = !candidate.left || candidate.left == scene.project.completed;
  return candidate.role == Role::worker && !scene.taken.contains(number) && stays &&
         candidate.stays.empty() && candidate.entered < first_day(scene.season.first);
}

}  // namespace

std::string_view severity_of(std::string_view rule) {
  const auto* const found = std::ranges::find(kSeverities, rule, &Severity::first);
  check(found != std::end(kSeverities));
  return found->second;
}

void Scene::plant(const Mark& mark, std::string_view story) {
  Planted planted{.project_id = mark.project_id.empty() ? project.id : mark.project_id,
                  .rule = std::string(mark.rule),
                  .subject = mark.subject,
                  .amount = mark.amount,
                  .story = std::string(story)};
  if (mark.worker) planted.worker = worker(*mark.worker).person.id;
  if (mark.month) planted.month = to_string(*mark.month);
  planted.severity = mark.severity.empty() ? severity_of(mark.rule) : mark.severity;
  project.planted.push_back(std::move(planted));
}

void Scene::leave_unpaid(std::uint32_t worker, Month month, Money amount) {
  project.unpaid[{worker, month}] += amount;
}

std::uint32_t Scene::take() {
  const auto count = static_cast<std::uint32_t>(project.workers.size());
  for (std::uint32_t step = 0; step < count; ++step) {
    const std::uint32_t number = (kFirstTaken + step) % count;
    if (!is_free(*this, number)) continue;
    taken.insert(number);
    Worker& chosen = worker(number);
    chosen.basis = Basis::day;
    chosen.entered = std::min(chosen.entered, first_day(season.first) - kBefore);
    chosen.contract = chosen.registered = chosen.entered;
    stay_away(number, first_day(season.first), last_day(season.last));
    for (Month month = season.first; month <= season.last; month = month + 1)
      for (const Date day : open_days(month)) project.attendance.push_back({number, day, 8});
    settle(number);
    return number;
  }
  check(false);
  return 0;
}

std::vector<Date> Scene::open_days(Month month) const {
  std::vector<Date> days;
  for (const SiteDay& site : season.days)
    if (!site.is_overtime && month_of(site.day) == month && site.day >= project.start &&
        (!project.last_day() || site.day <= *project.last_day()))
      days.push_back(site.day);
  return days;
}

void Scene::attend(std::uint32_t worker, Date day, int hours, Shift shift) {
  stay_away(worker, day, day);
  project.attendance.push_back({worker, day, static_cast<std::uint8_t>(hours), shift});
}

void Scene::stay_away(std::uint32_t worker, Date from, Date to) {
  std::erase_if(project.attendance, [&](const Attended& attended) {
    return attended.worker == worker && attended.day >= from && attended.day <= to;
  });
}

PayrollLine& Scene::line_of(std::uint32_t worker, Month month) {
  const auto found = std::ranges::find_if(project.payroll, [&](const PayrollLine& line) {
    return line.worker == worker && line.month == month;
  });
  check(found != project.payroll.end());
  return *found;
}

Payment& Scene::payment_of(std::uint32_t worker, Month month) {
  const auto found = std::ranges::find_if(project.payments, [&](const Payment& payment) {
    return payment.worker == worker && payment.month == month;
  });
  check(found != project.payments.end());
  return *found;
}

void Scene::set_net(std::uint32_t worker, Month month, Money net) {
  PayrollLine& line = line_of(worker, month);
  if (net > line.net) raise_fee(project, month, net - line.net);
  line.net = net;
  payment_of(worker, month).amount = net;
}

void Scene::set_gross(std::uint32_t worker, Month month, Money gross) {
  PayrollLine& line = line_of(worker, month);
  line.gross = gross;
  set_net(worker, month, gross - line.withheld - line.deducted);
}

void Scene::deduct(std::uint32_t worker, Month month, Money amount, std::string_view kind) {
  PayrollLine& line = line_of(worker, month);
  line.deducted = amount;
  line.deduction_kind = kind;
  set_net(worker, month, line.gross - line.withheld - amount);
}

void Scene::pay_in_parts(std::uint32_t worker, Month month, Money first) {
  Payment second = payment_of(worker, month);
  payment_of(worker, month).amount = first;
  second.amount = second.amount - first;
  second.serial = ++project.last_serial;
  project.payments.push_back(std::move(second));
}

void Scene::set_pay_day(int day) {
  project.pay_day = day;
  if (project.board) project.board->pay_day = std::to_string(day);
}

Money money_short(const Scene& scene) {
  const Project& project = scene.project;
  Money missing;
  std::set<std::pair<std::uint32_t, Month>> ordinary;
  for (const PayrollLine& line : project.payroll)
    if (!line.is_back_pay) ordinary.insert({line.worker, line.month});
  for (const PayrollLine& line : project.payroll) {
    const bool is_extra = line.is_back_pay && ordinary.contains({line.worker, line.month});
    if (!is_extra &&
        last_lawful_pay_day(project, line.month, scene.calendar) < scene.season.told_on)
      missing += line.net;
  }
  for (const Movement& movement : project.movements)
    if (movement.is_income && movement.kind != "冻结" && movement.names_project)
      missing -= movement.amount;
  return missing;
}

void roll_up(Scene& scene) {
  Project& project = scene.project;
  std::map<std::uint32_t, Money> by_worker;
  Money all;
  for (const auto& [whose, amount] : project.unpaid) {
    by_worker[whose.first] += amount;
    all += amount;
  }
  if (all == Money{}) return;
  for (const auto& [worker, amount] : by_worker)
    if (project.workers[worker].left && *project.workers[worker].left < scene.season.told_on)
      scene.plant({.rule = "W15", .worker = worker, .amount = amount}, "离场以后还有工资未付");
  if (!project.completed) return;
  scene.plant({.rule = "W19", .amount = all}, "完工时还有工资未付");
  for (const Account& account : project.accounts)
    if (account.close_requested)
      scene.plant({.rule = "A07", .subject = account.number}, "还有欠薪就申请销户");
}

}  // namespace qingxin::sample
