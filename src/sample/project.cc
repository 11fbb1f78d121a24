// SPDX-License-Identifier: Apache-2.0
#include "sample/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "law/period.h"
#include "sample/crew.h"
#include "sample/random.h"
#include "sample/wages.h"

namespace qingxin::sample {

namespace {

constexpr int kStoryStep = 5;
constexpr int kStoppedPlace = 13;
constexpr int kCompletedPlace = 29;

// The sites that have a chapter of faults each, none of them next to one with a story.
constexpr std::array<int, kChapters> kChapterPlaces{2, 12, 23, 32, 43, 52, 37};

bool is_one_of(int place, std::initializer_list<int> places) {
  return std::ranges::find(places, place) != places.end();
}

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
  project.contract = *project.permit - random.between(20, 60);
  project.planned_end = last_day(season.last + random.between(3, 14));
  if (place == kStoppedPlace)
    project.stopped = day_in(months < 3 ? season.last : season.last - 1, 12);
  const bool is_completed =
      (place == kCompletedPlace && months >= 4) || project.chapter == kSettlingChapter;
  if (!is_completed) return;
  const Month last = months < 3 ? season.last : season.last - 1;
  project.completed = law::previous_working_day(day_in(last, 20), calendar).day;
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
  if (project.completed) project.pay_day = 15;
  if (is_one_of(place, {7, 24, 47})) {
    project.pay_day = place == 24 ? 31 : 28;
    project.pay_offset = 0;
    project.lead_days = 0;
  }
  if (project.story == Story::none && !project.chapter) return;
  project.pay_day = 15;
  project.lead_days = 0;
}

void set_account(Project& project, Random& random, const law::Calendar& calendar) {
  if (!project.is_site || project.story == Story::account_missing) return;
  Account account;
  account.number = firm_account(9, static_cast<std::uint64_t>(project.number + 1));
  account.name = project.contractor.name + project.name + "农民工工资专用账户";
  account.opened = project.contract + random.between(5, 25);
  if (project.story == Story::account_late)
    account.opened = law::add_calendar_days(project.contract, 30, calendar).day + 70;
  account.agreement = account.opened;
  account.filed = account.opened + 10;
  project.accounts.push_back(std::move(account));
}

void add_units(Project& project, Random& random) {
  const auto add = [&](Firm firm, UnitKind kind, std::string_view qualification, Date contract) {
    Unit unit{std::move(firm), kind, qualification, contract};
    const bool is_subcontractor = kind == UnitKind::labour || kind == UnitKind::specialist;
    if (is_subcontractor) unit.agency_agreement = contract + 1;
    if (!is_subcontractor && kind != UnitKind::general_contractor)
      unit.measure_cycle = unit.settle_method = "";
    project.units.push_back(std::move(unit));
  };
  add(project.contractor, UnitKind::general_contractor, project.is_site ? "施工总承包二级" : "",
      project.contract);
  if (!project.is_site) return;
  const Date signed_on = project.start - random.between(3, 15);
  const int subcontractors = random.between(1, 3);
  for (int i = 0; i < subcontractors; ++i) {
    Firm firm = subcontractor_of(project.number, i);
    const bool is_labour = firm.name.find("劳务") != std::string::npos;
    add(std::move(firm), is_labour ? UnitKind::labour : UnitKind::specialist,
        is_labour ? "施工劳务备案" : "专业承包二级", signed_on);
  }
  add(supervisor_of(project.number), UnitKind::supervisor, "工程监理乙级", project.contract);
  add(project.owner, UnitKind::owner, "", project.contract);
}

Project terms(const Season& season, int number, const law::Calendar& calendar) {
  Random random(season.seed, static_cast<std::uint64_t>(number) * 8 + 3);
  Project project;
  project.number = number;
  if (!season.is_clean) project.story = story_of(number);
  if (!season.is_clean) project.chapter = chapter_of(season, number);
  project.id = fmt::format("PC{:05}", number + 1);
  project.name = project_name(number);
  project.place = places()[static_cast<std::size_t>(number % kPlaces)];
  project.is_site = project.place.industry != "用人单位";
  project.is_monthly_sheet = number % 7 == 6 && !project.chapter;
  project.owner = owner_of(number);
  project.contractor = general_contractor_of(number);
  set_dates(project, season, random, calendar);
  set_pay(project, random);
  set_account(project, random, calendar);
  add_units(project, random);
  return project;
}

// ---- what secures the wages ----

void add_deposit(Project& project) {
  constexpr std::array<std::string_view, 4> kForms{"银行保函", "现金", "担保公司保函", "保险"};
  const auto form = static_cast<std::size_t>(project.number % 4);
  Deposit deposit{.form = kForms[form]};
  deposit.amount = rounded_up({project.contract_amount.fen / 1000 * 15}, yuan(10000));
  deposit.stored = *project.permit + (6 + project.number % 9);
  if (form != 1)
    deposit.expires =
        std::max(project.planned_end + 240, law::same_day_after(*deposit.stored, 12) + 60);
  deposit.clean_years = project.number % 2;
  deposit.parallel_projects = 1 + project.number % 3;
  project.deposits.push_back(std::move(deposit));
}

// Notice is given when all is paid, and the account closed when thirty days have passed.
void close_account(Project& project) {
  Account& account = project.accounts.front();
  account.notice_posted = day_in(month_of(*project.completed) + 1, 16);
  account.close_requested = *account.notice_posted + 31;
  account.closed = *account.close_requested + 2;
}

void secure(Project& project) {
  if (!project.is_site) return;
  if (project.completed && !project.chapter) close_account(project);
  add_deposit(project);
  const Money tenth{project.contract_amount.fen / 10};
  const Date end = project.planned_end + 90;
  if (project.number % 3 == 1) {
    const Date middle = project.start + 100;
    project.guarantees = {{tenth, project.contract, middle}, {tenth, middle + 1, end}};
  } else {
    project.guarantees = {{tenth, project.contract, end}};
  }
  if (project.stopped) {
    project.has_gate = false;  // neither is asked of a site that stands still
    return;
  }
  project.board = Board{.posted = project.start - 1,
                        .officer = project.officer,
                        .minimum_wage = "1900.00",
                        .pay_day = std::to_string(project.pay_day),
                        .hotline = "12348"};
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

std::optional<int> chapter_of(const Season& season, int number) {
  const auto* const found = std::ranges::find(kChapterPlaces, number % kPlaces);
  if (found == kChapterPlaces.end()) return std::nullopt;
  const auto rotation = static_cast<int>(season.seed % kChapters);
  return (static_cast<int>(found - kChapterPlaces.begin()) + rotation) % kChapters;
}

int turn_of(const Season& season, int number) {
  const auto* const found = std::ranges::find(kChapterPlaces, number % kPlaces);
  const auto round = static_cast<int>(season.seed / kChapters % 60);
  return round * 2 + number / kPlaces + static_cast<int>(found - kChapterPlaces.begin());
}

bool has_troubled_place(int number) {
  return story_of(number) != Story::none ||
         std::ranges::find(kChapterPlaces, number % kPlaces) != kChapterPlaces.end();
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

Season make_season(const Order& order, const law::Calendar& calendar) {
  const Month last = order.last_month;
  const Month first = last - (order.months - 1);
  Season season{.seed = order.seed, .first = first, .last = last};
  season.is_clean = order.faults == Faults::none;
  season.youngest_year = year_of(last) - 20;
  season.told_on = day_in(last + 1, 23);
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

std::optional<Guest> guest_of(const Project& project, const Season& season) {
  if (!project.is_site || project.is_monthly_sheet || project.last_day()) return std::nullopt;
  for (std::uint32_t number = 12; number < 20 && number < project.workers.size(); ++number) {
    const Worker& worker = project.workers[number];
    const bool is_plain = worker.role == Role::worker && !worker.left && worker.stays.empty() &&
                          worker.contract && worker.entered < first_day(season.first);
    if (!is_plain || worker.card_holder != worker.person.name) continue;
    Guest guest{project.id, worker.person, *worker.contract, {}};
    for (const Attended& attended : project.attendance)
      if (attended.worker == number && attended.hours == 8) guest.days.push_back(attended.day);
    return guest;
  }
  return std::nullopt;
}

Project make_project(const Season& season, int number, const Neighbour& neighbour,
                     const law::Calendar& calendar) {
  Project project = terms(season, number, calendar);
  add_crew(project, season, neighbour);
  attend(project, season);
  draw_up_payroll(project, season, calendar);
  pay(project, season, calendar);
  plan_fees(project, season, calendar);
  secure(project);
  if (is_one_of(number % kPlaces, {8, 26}))
    project.disputes.push_back({first_day(season.last) - 20, first_day(season.last) + 10,
                                number % kPlaces == 8 ? "土方量结算有分歧，约定第三方计量"
                                                      : "路面厚度检测结果有分歧，已复检"});
  return project;
}

}  // namespace qingxin::sample
