// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "law/period.h"
#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

// ---- D01, D02: in time and enough ----

// What each history makes of the rate of 1.5 %, and of the cap of five million yuan.
constexpr int kHistories = 6;

void set_history(Scene& scene, Deposit& deposit, int history) {
  deposit = {.form = deposit.form, .stored = deposit.stored, .expires = deposit.expires};
  std::int64_t hundredths_of_percent = 150;
  switch (history) {
    case 0: break;
    case 1:
      deposit.parallel_projects = 2;
      hundredths_of_percent = 100;
      break;
    case 2:
      deposit.clean_years = 2;
      hundredths_of_percent = 75;
      break;
    case 3:
      deposit.has_arrears = true;
      hundredths_of_percent = 225;
      break;
    case 4:
      deposit.is_listed = true;
      hundredths_of_percent = 300;
      break;
    default: scene.project.contract_amount = yuan(400000000); break;
  }
  deposit.amount = Money{scene.project.contract_amount.fen / 10000 * hundredths_of_percent};
  if (history == kHistories - 1) deposit.amount = yuan(5000000);
}

void store_too_little(Scene& scene) {
  Project& project = scene.project;
  Deposit& deposit = project.deposits.front();
  set_history(scene, deposit, scene.turn / 3 % kHistories);
  if (scene.form(3) == 2) {
    // How much there should be is not asked: the history that decides it stands in no row.
    project.deposits.clear();
    return scene.plant({.rule = "D01"}, "没有存储工资保证金");
  }
  deposit.stored = law::add_working_days(*project.permit, 20, scene.calendar).day + 1;
  scene.plant({.rule = "D01"}, "工资保证金晚存一天");
  if (scene.form(3) == 1) return;
  deposit.amount = *deposit.amount - Money{1};
  scene.plant({.rule = "D02", .amount = Money{1}}, "工资保证金少一分");
}

void store_exactly(Scene& scene) {
  Project& project = scene.project;
  Deposit& deposit = project.deposits.front();
  const int history = scene.form(kHistories + 2);
  set_history(scene, deposit, history % kHistories);
  deposit.stored = law::add_working_days(*project.permit, 20, scene.calendar).day;
  if (history < kHistories) return;
  // Small, or three years without arrears: nothing to be stored, by a number.
  deposit = {.form = "免存", .exemption_number = "平人社免〔2025〕12号"};
  deposit.clean_years = 3;
  if (history == kHistories) project.contract_amount = yuan(2999999);
  if (history == kHistories) deposit.clean_years = 1;
}

// ---- D03: a year, and to the end of the contract; a month's notice ----

Date shortest(const Project& project, const Deposit& deposit) {
  return std::max(project.planned_end, law::same_day_after(*deposit.stored, 12));
}

void shorten_guarantee(Scene& scene) {
  Project& project = scene.project;
  if (project.deposits.empty()) return;
  Deposit& deposit = project.deposits.front();
  deposit.form = "银行保函";
  const Date warned = scene.season.told_on + 30;
  deposit.expires = scene.form(2) == 0 ? shortest(project, deposit) - 1
                                       : std::min(shortest(project, deposit), warned);
  if (scene.form(2) == 1 && project.planned_end > warned) project.planned_end = warned;
  scene.plant({.rule = "D03"}, "保函短于合同期、一年，或者三十日内到期");
}

void guarantee_just_long_enough(Scene& scene) {
  Project& project = scene.project;
  Deposit& deposit = project.deposits.front();
  if (!deposit.stored) return;
  deposit.form = "银行保函";
  const Date unwarned = scene.season.told_on + 31;
  project.planned_end = std::min(project.planned_end, unwarned);
  deposit.expires = std::max(shortest(project, deposit), unwarned);
}

// ---- D04: used, and filled up again within ten working days ----

void use_deposit(Scene& scene, std::optional<Date> topped_up) {
  Deposit& deposit = scene.project.deposits.front();
  deposit.used = scene.season.told_on - 60;
  deposit.used_amount = yuan(30000);
  deposit.topped_up = topped_up;
}

void leave_used_up(Scene& scene) {
  if (scene.form(3) != 1) return;
  // There is enough all the same, so that nothing is missed but the topping up.
  Deposit& deposit = scene.project.deposits.front();
  deposit.amount = *deposit.amount + yuan(30000);
  const Date due = law::add_working_days(scene.season.told_on - 60, 10, scene.calendar).day;
  use_deposit(scene, scene.turn % 2 == 0 ? std::nullopt : std::optional(due + 1));
  scene.plant({.rule = "D04", .amount = yuan(30000)}, "保证金动用以后没有按期补足");
}

void top_up_on_the_last_day(Scene& scene) {
  if (scene.project.deposits.front().form == "免存") return;
  use_deposit(scene, law::add_working_days(scene.season.told_on - 60, 10, scene.calendar).day);
}

// ---- L07, L08, X02: who runs it, and who works for whom ----

void send_officer_away(Scene& scene) {
  scene.project.officer.clear();
  scene.plant({.rule = "L07"}, "没有劳资专管员");
}

Unit& add_subcontractor(Scene& scene) {
  Project& project = scene.project;
  Unit unit{subcontractor_of(project.number, 3), UnitKind::labour, "施工劳务备案",
            project.start - 5};
  unit.agency_agreement = unit.contract;
  return *project.units.insert(project.units.end(), std::move(unit));
}

void give_work_to_anybody(Scene& scene) {
  Unit& unit = add_subcontractor(scene);
  std::string_view severity = "red";
  switch (scene.form(4)) {
    case 0:
      unit.kind = UnitKind::individual;
      unit.firm = {"庞大奎", "", ""};
      unit.qualification = "";
      break;
    case 1: unit.licence = "吊销"; break;
    case 2: unit.qualification = ""; break;
    default:
      unit.firm.credit_code = with_wrong_check_digit(unit.firm.credit_code);
      severity = "yellow";
  }
  scene.plant({.rule = "L08", .subject = unit.firm.name, .severity = severity},
              "分包给个人、被吊销或者没有资质的单位，或者信用代码抄错");
}

void sign_nothing(Scene& scene) {
  Unit& unit = scene.project.units[1];
  unit.agency_agreement.reset();
  scene.plant({.rule = "X02", .subject = unit.firm.name}, "分包没有与总包签代发协议");
}

// A subcontractor without a single worker has nobody to be paid for; a late agreement is one.
void sign_late(Scene& scene) {
  scene.project.units[1].agency_agreement = scene.project.start + 60;
  add_subcontractor(scene).agency_agreement.reset();
}

constexpr std::array kTales{
    Tale{"D01 D02", store_too_little, store_exactly},
    Tale{"D03", shorten_guarantee, guarantee_just_long_enough},
    Tale{"D04", leave_used_up, top_up_on_the_last_day},
    Tale{"L07", send_officer_away, nullptr},     // its twins are the plain employers
    Tale{"L08", give_work_to_anybody, nullptr},  // an owner or a supervisor needs no qualification
    Tale{"X02", sign_nothing, sign_late},
};

}  // namespace

std::span<const Tale> deposit_tales() {
  return kTales;
}

}  // namespace qingxin::sample
