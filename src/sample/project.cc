// SPDX-License-Identifier: Apache-2.0
#include "sample/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "law/period.h"
#include "sample/random.h"

namespace qingxin::sample {

namespace {

constexpr int kStoryStep = 5;
constexpr int kManagers = 3;
constexpr int kTeamSize = 12;

constexpr std::array<std::string_view, 6> kBuildingTrades{"木工",     "钢筋工", "架子工",
                                                          "混凝土工", "砌筑工", "装饰装修工"};
constexpr std::array<std::string_view, 5> kCityTrades{"管道工", "混凝土工", "测量放线工", "普工",
                                                      "瓦工"};
constexpr std::array<std::string_view, 5> kRoadTrades{"挖掘铲运和桩工机械司机", "混凝土工",
                                                      "钢筋工", "普工", "测量放线工"};
constexpr std::array<std::string_view, 5> kWaterTrades{"石工", "混凝土工", "管道工", "普工",
                                                       "电焊工"};
constexpr std::array<std::string_view, 4> kOtherTrades{"服务员", "厨师", "挡车工", "保洁员"};

std::span<const std::string_view> trades_of(std::string_view industry) {
  if (industry == "房屋建筑") return kBuildingTrades;
  if (industry == "市政公用") return kCityTrades;
  if (industry == "公路") return kRoadTrades;
  if (industry == "水利水电") return kWaterTrades;
  return kOtherTrades;
}

bool is_one_of(int place, std::initializer_list<int> places) {
  return std::ranges::find(places, place) != places.end();
}

// Two neighbours have a hundred people together, so that a county of sixty has three thousand.
int crew_size(const Season& season, int number) {
  switch (number % kPlaces) {
    case 0: return 98;
    case 1: return 22;
    case 12: return 110;
    case 13: return 30;
    case 16: return 20;
    case 17: return 20;
    default: break;
  }
  const int even = number - number % 2;
  Random random(season.seed, static_cast<std::uint64_t>(even) * 8 + 2);
  const bool tells = story_of(even) != Story::none || story_of(even + 1) != Story::none;
  const int size = tells ? random.between(42, 58) : random.between(20, 80);
  return number % 2 == 0 ? size : 100 - size;
}

// ---- terms ----

void set_dates(Project& project, const Season& season, Random& random,
               const law::Calendar& calendar) {
  const int place = project.number % kPlaces;
  const int months = season.last - season.first + 1;
  Date start = first_day(season.first) - random.between(60, 420);
  if (project.story == Story::account_late) start = first_day(season.first) - 150;
  if (project.story == Story::account_idle)
    start = first_day(std::max(season.first, season.last - 2)) + 3;
  if (months >= 3 && is_one_of(place, {9, 22, 33, 46}))
    start = first_day(season.first + 1) + random.between(5, 15);
  project.start = working_day_from(start, calendar);
  project.permit = project.start - random.between(5, 25);
  project.contract = project.permit - random.between(20, 60);
  project.planned_end = last_day(season.last + random.between(3, 14));
  if (months < 4 || place != 29) return;
  project.completed = law::previous_working_day(day_in(season.last - 1, 20), calendar).day;
  project.planned_end = *project.completed + 10;
}

void set_pay(Project& project, Random& random) {
  constexpr std::array<int, 10> kPayDays{10, 12, 15, 15, 15, 18, 20, 20, 22, 25};
  constexpr std::array<int, 6> kLeads{0, 0, 0, 1, 2, 3};
  const int place = project.number % kPlaces;
  project.pay_day = random.pick<int>(kPayDays);
  project.lead_days = random.pick<int>(kLeads);
  if (place % 10 == 4 && project.pay_day >= 15) project.lead_days = 5;
  if (!project.is_site) project.pay_day = 10;
  if (is_one_of(place, {7, 24, 47})) {
    project.pay_day = place == 24 ? 31 : 28;
    project.pay_offset = 0;
    project.lead_days = 0;
  }
  if (project.story == Story::none) return;
  project.pay_day = 15;
  project.lead_days = 0;
}

void set_account(Project& project, Random& random, const law::Calendar& calendar) {
  if (!project.is_site || project.story == Story::account_missing) return;
  project.account = firm_account(9, static_cast<std::uint64_t>(project.number + 1));
  project.opened = project.contract + random.between(5, 25);
  if (project.story == Story::account_late)
    project.opened = law::add_calendar_days(project.contract, 30, calendar).day + 70;
}

void add_units(Project& project, Random& random) {
  if (!project.is_site) {
    project.units.push_back({project.contractor, UnitKind::general_contractor, "", project.start});
    return;
  }
  const Date signed_on = project.start - random.between(3, 15);
  project.units.push_back(
      {project.contractor, UnitKind::general_contractor, "施工总承包二级", project.contract});
  const int subcontractors = random.between(1, 3);
  for (int i = 0; i < subcontractors; ++i) {
    Firm firm = subcontractor_of(project.number, i);
    const bool is_labour = firm.name.find("劳务") != std::string::npos;
    project.units.push_back({std::move(firm), is_labour ? UnitKind::labour : UnitKind::specialist,
                             is_labour ? "施工劳务备案" : "专业承包二级", signed_on});
  }
  project.units.push_back(
      {supervisor_of(project.number), UnitKind::supervisor, "工程监理乙级", project.contract});
  project.units.push_back({project.owner, UnitKind::owner, "", project.contract});
}

Project terms(const Season& season, int number, const law::Calendar& calendar) {
  Random random(season.seed, static_cast<std::uint64_t>(number) * 8 + 3);
  Project project;
  project.number = number;
  project.story = story_of(number);
  project.id = fmt::format("PC{:05}", number + 1);
  project.name = project_name(number);
  project.place = places()[static_cast<std::size_t>(number % kPlaces)];
  project.is_site = project.place.industry != "用人单位";
  project.is_monthly_sheet = number % 7 == 6;
  project.owner = owner_of(number);
  project.contractor = general_contractor_of(number);
  set_dates(project, season, random, calendar);
  set_pay(project, random);
  set_account(project, random, calendar);
  add_units(project, random);
  return project;
}

// ---- crew ----

// The days of the season on which this site is open.
std::vector<Date> open_days(const Project& project, const Season& season) {
  std::vector<Date> days;
  for (const SiteDay& site : season.days)
    if (!site.is_overtime && site.day >= project.start &&
        (!project.completed || site.day <= *project.completed))
      days.push_back(site.day);
  return days;
}

std::size_t unit_for(const Project& project, int number, int size) {
  const auto employers =
      static_cast<int>(std::ranges::count_if(project.units, [](const Unit& unit) {
        return unit.kind != UnitKind::owner && unit.kind != UnitKind::supervisor;
      }));
  if (employers == 1 || number < size / 10) return 0;
  return static_cast<std::size_t>(1 + (number - size / 10) * (employers - 1) /
                                          std::max(1, size - size / 10));
}

Basis basis_for(const Project& project, int team, Random& random) {
  if (!project.is_site) return Basis::month;
  const int draw = (team * 7 + project.number + random.below(2)) % 10;
  if (draw < 6) return Basis::day;
  if (draw < 8) return Basis::piece;
  return draw == 8 ? Basis::month : Basis::hour;
}

// When the worker came and, if so, went.
void set_stay(Worker& worker, const Project& project, const std::vector<Date>& days,
              const Season& season, Random& random) {
  const int before = std::max(0, first_day(season.first) - project.start);
  worker.entered = project.start + (before > 0 ? random.below(before) : 0);
  const auto count = static_cast<int>(days.size());
  const bool joins = random.below(100) < 6;
  const bool leaves = random.below(100) < 5;
  int from = 0;
  if (joins && count > 30) {
    from = random.between(5, count - 20);
    worker.entered = days[static_cast<std::size_t>(from)];
    worker.starts_at_noon = random.below(3) == 0;
  }
  if (leaves && count - from > 30)
    worker.left = days[static_cast<std::size_t>(random.between(from + 15, count - 5))];
  if (!worker.left && project.completed) worker.left = project.completed;
  worker.contract = worker.entered - random.below(4);
  worker.registered = worker.entered - random.below(3);
}

Worker make_worker(const Project& project, int number, int size, const Person& person,
                   Random& random) {
  Worker worker;
  worker.person = person;
  worker.unit = unit_for(project, number, size);
  worker.team = number / kTeamSize + 1;
  const auto trades = trades_of(project.place.industry);
  worker.trade = trades[static_cast<std::size_t>(worker.team + project.number) % trades.size()];
  worker.basis = basis_for(project, worker.team, random);
  worker.daily = yuan(random.between(13, 21) * 20);
  if (worker.basis == Basis::hour) worker.daily = yuan(random.between(34, 46) * 8);
  if (!project.is_site) worker.daily = yuan(random.between(8, 13) * 20);
  worker.card = person.card;
  worker.card_holder = person.name;
  return worker;
}

void add_managers(Project& project, const Season& season, std::uint64_t serial) {
  constexpr std::array<Role, kManagers> kRoles{Role::project_manager, Role::staff,
                                               Role::supervisor};
  for (const Role role : kRoles) {
    Random random(season.seed, serial * 8 + 5);
    Worker manager;
    manager.person = make_person(season.seed, serial++, season.youngest_year);
    if (role == Role::supervisor) manager.unit = project.units.size() - 2;
    manager.team = 0;
    manager.trade = role == Role::staff ? "劳资专管员" : "";
    manager.role = role;
    manager.basis = Basis::month;
    manager.daily = yuan(random.between(18, 26) * 20);
    manager.entered = project.start;
    manager.contract = project.start - 2;
    manager.registered = project.start - 1;
    manager.left = project.completed;
    manager.card = manager.person.card;
    manager.card_holder = manager.person.name;
    if (role == Role::staff) project.officer = manager.person.name;
    project.workers.push_back(std::move(manager));
  }
}

// The worker who goes to the neighbour, and the neighbour's newcomer.
void set_movers(Project& project, const std::vector<Date>& days, const Neighbour& neighbour) {
  std::size_t last = project.workers.size();
  while (last > 0 && project.workers[last - 1].role != Role::worker) --last;
  Worker& worker = project.workers[last - 1];
  if (project.number % 20 == 7 && days.size() > 30) {
    worker.left = days[days.size() / 2];
    worker.entered = std::min(worker.entered, days.front());
    worker.contract = std::min(worker.contract, worker.entered);
    worker.registered = std::min(worker.registered, worker.entered);
    worker.starts_at_noon = false;
    worker.changed_team.reset();
  }
  if (!neighbour.mover) return;
  const auto begin = std::ranges::lower_bound(days, neighbour.mover->left + 3);
  if (begin == days.end()) return;
  worker.person = neighbour.mover->person;
  worker.card = worker.person.card;
  worker.card_holder = worker.person.name;
  worker.entered = worker.contract = worker.registered = *begin;
  worker.left.reset();
  worker.changed_team.reset();
}

// The gang boss of a story collects for nine men who came with him in the month before the last.
void gather_gang(Project& project, const std::vector<Date>& days, const Season& season) {
  const Date arrival =
      *std::ranges::lower_bound(days, first_day(std::max(season.first, season.last - 1)));
  Worker& boss = project.workers[10];
  boss.entered = std::min(boss.entered, days.front());
  boss.contract = std::min(boss.contract, boss.entered);
  boss.registered = std::min(boss.registered, boss.entered);
  boss.left.reset();
  for (std::size_t i = 11; i < 20; ++i) {
    Worker& worker = project.workers[i];
    worker.entered = worker.contract = worker.registered = arrival;
    worker.left.reset();
    worker.changed_team.reset();
    worker.unit = boss.unit;
    worker.team = boss.team;
    worker.card = boss.card;
    worker.card_holder = boss.person.name;
  }
}

void add_crew(Project& project, const Season& season, const Neighbour& neighbour) {
  const std::vector<Date> days = open_days(project, season);
  const int size = crew_size(season, project.number);
  std::uint64_t serial = neighbour.first_person;
  for (int number = 0; number < size; ++number, ++serial) {
    Random random(season.seed, serial * 8 + 5);
    Worker worker = make_worker(project, number, size,
                                make_person(season.seed, serial, season.youngest_year), random);
    set_stay(worker, project, days, season, random);
    if (!worker.left && random.below(60) == 0 && days.size() > 60 && worker.entered < days[20])
      worker.changed_team = days[days.size() / 2 + 5];
    project.workers.push_back(std::move(worker));
  }
  if (project.is_site) add_managers(project, season, serial);
  set_movers(project, days, neighbour);
  if (project.story == Story::one_card) gather_gang(project, days, season);
}

// ---- attendance and pay ----

bool is_there(const Worker& worker, std::size_t number, const SiteDay& site, Random& random,
              int nth_day) {
  if (site.day < worker.entered || (worker.left && site.day > *worker.left)) return false;
  if (worker.role != Role::worker)
    return !site.is_overtime && (nth_day + static_cast<int>(number)) % 6 != 5;
  if (site.is_overtime)
    return worker.basis != Basis::piece && number % 3 != 1 && site.day - worker.entered > 31;
  return site.day == worker.entered || random.below(100) >= 2;
}

void attend(Project& project, const Season& season) {
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 4);
  int nth_day = 0;
  for (const SiteDay& site : season.days) {
    if (site.day < project.start || (project.completed && site.day > *project.completed)) continue;
    for (std::size_t i = 0; i < project.workers.size(); ++i) {
      const Worker& worker = project.workers[i];
      if (!is_there(worker, i, site, random, nth_day)) continue;
      const bool is_half = worker.starts_at_noon && site.day == worker.entered;
      project.attendance.push_back(
          {static_cast<std::uint32_t>(i), site.day, static_cast<std::uint8_t>(is_half ? 4 : 8)});
    }
    ++nth_day;
  }
}

struct Tally {
  int days = 0;
  int halves = 0;
  int overtime_days = 0;
};

// What each worker of the project did in a month; `at` moves to the next month's first row.
std::vector<Tally> tally(const Project& project, Month month, std::size_t& at,
                         const law::Calendar& calendar) {
  std::vector<Tally> tallies(project.workers.size());
  Date day = first_day(month) - 1;
  bool is_overtime = false;
  for (; at < project.attendance.size() && project.attendance[at].day <= last_day(month); ++at) {
    const Attended& attended = project.attendance[at];
    if (attended.day != day) is_overtime = !calendar.is_working(attended.day);
    day = attended.day;
    Tally& own = tallies[attended.worker];
    ++own.days;
    if (attended.hours == 4) ++own.halves;
    if (is_overtime) ++own.overtime_days;
  }
  return tallies;
}

PayrollLine line_for(const Project& project, std::uint32_t number, Month month, const Tally& tally,
                     Random& random) {
  const Worker& worker = project.workers[number];
  PayrollLine line{.worker = number, .month = month, .days = tally.days};
  line.hours = tally.days * 8 - tally.halves * 4;
  const int regular_halves = (tally.days - tally.overtime_days) * 2 - tally.halves;
  line.gross = {worker.daily.fen / 2 * regular_halves};
  if (worker.basis == Basis::piece) {
    line.quantity = tally.days * static_cast<int>(worker.daily.fen / 2000) + random.below(9);
    line.gross = yuan(line.quantity * 20);
  }
  line.overtime = {worker.daily.fen * 2 * tally.overtime_days};
  const unsigned season_month = month_of_year(month);
  if (tally.days >= 10 && season_month >= 6 && season_month <= 9) line.allowances = yuan(200);
  line.gross += line.overtime + line.allowances;
  if (!project.is_site && tally.days >= 10) line.withheld = yuan(300);
  if (tally.days >= 15 && random.below(200) == 0) line.deducted = yuan(100);
  line.net = line.gross - line.withheld - line.deducted;
  return line;
}

void draw_up_payroll(Project& project, const Season& season, const law::Calendar& calendar) {
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 6);
  std::size_t at = 0;
  for (Month month = season.first; month <= season.last; month = month + 1) {
    const std::vector<Tally> tallies = tally(project, month, at, calendar);
    const Date due = last_lawful_pay_day(project, month, calendar);
    const Date paid =
        std::min(law::previous_working_day(due - project.lead_days, calendar).day, season.last_pay);
    for (std::uint32_t i = 0; i < tallies.size(); ++i) {
      if (tallies[i].days == 0 || project.workers[i].role != Role::worker) continue;
      PayrollLine line = line_for(project, i, month, tallies[i], random);
      line.prepared = paid - 4;
      line.signed_on = paid - random.between(1, 3);
      line.slip = paid;
      project.payroll.push_back(std::move(line));
    }
  }
}

// Two transfers of the month stumble and arrive in time all the same, where the site pays early.
void stumble(Project& project, Payment payment, int nth, Date due, Date latest,
             const law::Calendar& calendar, int& serial) {
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
  again.serial = ++serial;
  project.payments.push_back(std::move(payment));
  project.payments.push_back(std::move(again));
}

void pay(Project& project, const Season& season, const law::Calendar& calendar) {
  const bool has_account = project.is_site && project.story != Story::account_missing &&
                           project.story != Story::account_idle;
  int serial = 0;
  int nth = 0;
  Month month = season.first - 1;
  for (const PayrollLine& line : project.payroll) {
    nth = line.month == month ? nth + 1 : 0;
    month = line.month;
    Payment payment{.worker = line.worker, .month = month, .payee = line.worker};
    payment.amount = line.net;
    payment.day = line.slip;
    payment.form = has_account ? PayForm::account : PayForm::bank;
    payment.serial = ++serial;
    stumble(project, std::move(payment), nth, last_lawful_pay_day(project, month, calendar),
            season.last_pay, calendar, serial);
  }
}

void plan_fees(Project& project, const Season& season, const law::Calendar& calendar) {
  if (!project.is_site) return;
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 7);
  std::map<Month, Money> net;
  for (const PayrollLine& line : project.payroll) net[line.month] += line.net;
  Money total;
  for (const auto& [month, wages] : net) {
    LabourFee fee{.month = month, .due = day_in(month, project.pay_offset == 0 ? 20 : 25)};
    fee.amount = rounded_up({wages.fen / 100 * 103 + 500000}, yuan(10000));
    fee.received = fee.amount;
    fee.received_on = law::previous_working_day(fee.due - random.below(3), calendar).day;
    total += fee.amount;
    project.fees.push_back(fee);
  }
  const auto months = static_cast<std::int64_t>(std::max<std::size_t>(1, net.size()));
  project.labour_amount = rounded_up({total.fen / months * 18}, yuan(10000));
  project.contract_amount = {project.labour_amount.fen * 5};
}

// ---- the account ----

void add_fees(Project& project) {
  for (const LabourFee& fee : project.fees) {
    if (fee.received == Money{}) continue;
    project.movements.push_back({.day = fee.received_on,
                                 .is_income = true,
                                 .amount = fee.received,
                                 .kind = "人工费",
                                 .counterparty = project.owner.name,
                                 .counterparty_account = project.owner.account,
                                 .memo = to_string(fee.month) + " 人工费"});
  }
}

// One order a day takes the wages of all; what comes back is entered one by one.
void add_batches(Project& project, PayForm form) {
  std::map<std::pair<Date, Month>, Money> batches;
  for (const Payment& payment : project.payments) {
    if (payment.form != form) continue;
    if (payment.status == PayStatus::success)
      batches[{payment.day, payment.month}] += payment.amount;
    if (payment.status == PayStatus::returned)
      project.movements.push_back({.day = payment.day,
                                   .is_income = true,
                                   .amount = payment.amount,
                                   .kind = "工资",
                                   .memo = "代发退汇"});
  }
  for (const auto& [when, amount] : batches) {
    const std::string memo = to_string(when.second) + " 工资代发";
    project.movements.push_back(
        {.day = when.first, .is_income = false, .amount = amount, .kind = "工资", .memo = memo});
    project.movements.push_back({.day = when.first,
                                 .is_income = false,
                                 .amount = yuan(10),
                                 .kind = "手续费",
                                 .memo = "代发手续费"});
  }
}

void add_interest(Project& project, const Season& season) {
  if (project.fees.empty()) return;
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8);
  for (Month month = project.fees.front().month + 1; month <= season.last; month = month + 1) {
    if (month_of_year(month) % 3 != 0) continue;
    project.movements.push_back({.day = day_in(month, 21),
                                 .is_income = true,
                                 .amount = {random.between(800, 6000)},
                                 .kind = "利息",
                                 .memo = "结息"});
  }
}

bool is_overtime_saturday(Date day, const law::Calendar& calendar) {
  return iso_weekday(day) == 6 && day_of_month(day) >= 15 && day_of_month(day) <= 21 &&
         !calendar.is_working(day) && !calendar.is_published_holiday(day) &&
         !calendar.is_working(day - 6) && !calendar.is_working(day + 1);
}

}  // namespace

Story story_of(int number) {
  constexpr auto kLast = static_cast<int>(Story::fee_below_wages);
  const int place = number % kPlaces;
  if (place == kPlaces - 2) return Story::fee_below_wages;
  const int told = place / kStoryStep + 1;
  return place % kStoryStep == 0 && told < kLast ? static_cast<Story>(told) : Story::none;
}

Date working_day_from(Date day, const law::Calendar& calendar) {
  while (!calendar.is_working(day)) day = day + 1;
  return day;
}

Money rounded_up(Money amount, Money step) {
  return {(amount.fen + step.fen - 1) / step.fen * step.fen};
}

Date last_lawful_pay_day(const Project& project, Month month, const law::Calendar& calendar) {
  return law::previous_working_day(day_in(month + project.pay_offset, project.pay_day), calendar)
      .day;
}

Season make_season(std::uint64_t seed, Month first, Month last, const law::Calendar& calendar) {
  Season season{.seed = seed, .first = first, .last = last};
  season.youngest_year = year_of(last) - 20;
  season.last_pay = law::previous_working_day(day_in(last + 1, 20), calendar).day;
  for (Date day = first_day(first); day <= last_day(last); day = day + 1) {
    const bool is_overtime = is_overtime_saturday(day, calendar);
    if (is_overtime || calendar.is_working(day)) season.days.push_back({day, is_overtime});
  }
  return season;
}

std::optional<Mover> mover_of(const Project& project) {
  if (project.number % 20 != 7) return std::nullopt;
  for (std::size_t i = project.workers.size(); i-- > 0;) {
    const Worker& worker = project.workers[i];
    if (worker.role != Role::worker) continue;
    if (!worker.left) return std::nullopt;
    return Mover{worker.person, *worker.left};
  }
  return std::nullopt;
}

void draw_movements(Project& project, const Season& season) {
  const bool is_past_account = project.story == Story::account_missing;
  if (!project.is_site) return;
  add_fees(project);
  add_batches(project, is_past_account ? PayForm::bank : PayForm::account);
  add_interest(project, season);
  std::ranges::stable_sort(project.movements, {}, &Movement::day);
  for (std::size_t i = 0; i < project.movements.size(); ++i)
    project.movements[i].serial = fmt::format("LS{:05}{:05}", project.number + 1, i + 1);
}

Project make_project(const Season& season, int number, const Neighbour& neighbour,
                     const law::Calendar& calendar) {
  Project project = terms(season, number, calendar);
  add_crew(project, season, neighbour);
  attend(project, season);
  draw_up_payroll(project, season, calendar);
  pay(project, season, calendar);
  plan_fees(project, season, calendar);
  return project;
}

}  // namespace qingxin::sample
