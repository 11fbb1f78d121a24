// SPDX-License-Identifier: Apache-2.0
#include "sample/crew.h"

#include <algorithm>
#include <array>
#include <span>

#include "sample/random.h"

namespace qingxin::sample {

namespace {

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
  const bool tells = has_troubled_place(even) || has_troubled_place(even + 1);
  const int size = tells ? random.between(42, 58) : random.between(20, 80);
  return number % 2 == 0 ? size : 100 - size;
}

// The days of the season on which this site is open.
std::vector<Date> open_days(const Project& project, const Season& season) {
  std::vector<Date> days;
  for (const SiteDay& site : season.days)
    if (!site.is_overtime && site.day >= project.start &&
        (!project.last_day() || site.day <= *project.last_day()))
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
    worker.contract = worker.registered = worker.entered;
    worker.starts_at_noon = false;
    worker.stays.clear();
  }
  if (!neighbour.mover) return;
  const auto begin = std::ranges::lower_bound(days, neighbour.mover->left + 3);
  if (begin == days.end()) return;
  worker.person = neighbour.mover->person;
  worker.card = worker.person.card;
  worker.card_holder = worker.person.name;
  worker.contract = worker.registered = worker.entered = *begin;
  worker.left.reset();
  worker.stays.clear();
}

// The gang boss of a story collects for nine men who came with him in the month before the last.
void gather_gang(Project& project, const std::vector<Date>& days, const Season& season) {
  const Date arrival =
      *std::ranges::lower_bound(days, first_day(std::max(season.first, season.last - 1)));
  Worker& boss = project.workers[10];
  boss.entered = std::min(boss.entered, days.front());
  boss.contract = boss.registered = boss.entered;
  boss.left.reset();
  for (std::size_t i = 11; i < 20; ++i) {
    Worker& worker = project.workers[i];
    worker.contract = worker.registered = worker.entered = arrival;
    worker.left.reset();
    worker.stays.clear();
    worker.unit = boss.unit;
    worker.team = boss.team;
    worker.card = boss.card;
    worker.card_holder = boss.person.name;
  }
}

// From that day on in the next team.
void change_team(Worker& worker, Date from) {
  worker.stays = {
      {worker.unit, worker.team, worker.person.name, worker.entered, from - 1, worker.card},
      {worker.unit, worker.team + 1, worker.person.name, from, worker.left, worker.card}};
}

constexpr std::uint8_t kSaturdayHours = 3;  // 劳动法 第四十一条: not more than three a day

bool is_there(const Worker& worker, std::size_t number, const SiteDay& site, Random& random,
              int nth_of_month) {
  if (site.day < worker.entered || (worker.left && site.day > *worker.left)) return false;
  if (worker.role != Role::worker) return site.is_overtime || nth_of_month % 6 != 5;
  if (site.is_overtime)
    return worker.basis != Basis::piece && number % 3 != 1 && site.day - worker.entered > 31;
  return site.day == worker.entered || random.below(100) >= 2;
}

}  // namespace

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
      change_team(worker, days[days.size() / 2 + 5]);
    project.workers.push_back(std::move(worker));
  }
  if (project.is_site) add_managers(project, season, serial);
  set_movers(project, days, neighbour);
  if (project.story == Story::one_card) gather_gang(project, days, season);
}

void attend(Project& project, const Season& season) {
  Random random(season.seed, static_cast<std::uint64_t>(project.number) * 8 + 4);
  int nth_of_month = 0;
  Month month = {};
  for (const SiteDay& site : season.days) {
    if (site.day < project.start || (project.last_day() && site.day > *project.last_day()))
      continue;
    nth_of_month = month_of(site.day) == month ? nth_of_month + 1 : 1;
    month = month_of(site.day);
    for (std::size_t i = 0; i < project.workers.size(); ++i) {
      const Worker& worker = project.workers[i];
      if (!is_there(worker, i, site, random, nth_of_month)) continue;
      const bool is_half = worker.starts_at_noon && site.day == worker.entered;
      const std::uint8_t hours = site.is_overtime ? kSaturdayHours : is_half ? 4 : 8;
      project.attendance.push_back({static_cast<std::uint32_t>(i), site.day, hours});
    }
  }
}

}  // namespace qingxin::sample
