// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "law/period.h"
#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

Date first_attended(const Scene& scene, std::uint32_t worker) {
  Date first = scene.season.told_on;
  for (const Attended& attended : scene.project.attendance)
    if (attended.worker == worker) first = std::min(first, attended.day);
  return first;
}

// ---- L01, L05: contract and registration ----

void register_late(Scene& scene) {
  const std::uint32_t number = scene.take();
  scene.worker(number).registered = first_attended(scene, number) + 1;
  scene.plant({.rule = "L01", .worker = number}, "进场第二天才登记");
}

void register_on_the_day(Scene& scene) {
  const std::uint32_t number = scene.take();
  Worker& worker = scene.worker(number);
  worker.contract = worker.registered = first_attended(scene, number);
  worker.entered = *worker.contract;
}

void sign_no_contract(Scene& scene) {
  const std::uint32_t number = scene.take();
  Worker& worker = scene.worker(number);
  if (scene.form(2) == 0) {
    worker.contract.reset();
    scene.plant({.rule = "L01", .worker = number}, "一直没有签合同");
  } else {
    worker.contract = law::same_day_after(worker.entered, 1) + 1;
  }
  scene.plant({.rule = "L05", .worker = number}, "进场满一个月的第二天还没有签合同");
}

void sign_on_the_last_day(Scene& scene) {
  Worker& worker = scene.worker(scene.take());
  worker.contract = law::same_day_after(worker.entered, 1);
}

// ---- L02: numbers ----

void mistype_number(Scene& scene) {
  const std::uint32_t number = scene.take();
  std::string& id = scene.worker(number).person.id;
  switch (scene.form(3)) {
    case 0: id = id.substr(0, 6) + id.substr(8, 9); break;  // of the old kind, 15 digits
    case 1: id = id.substr(0, 10) + "0231" + id.substr(14); break;
    default: id = with_wrong_check_digit(id);
  }
  scene.plant({.rule = "L02", .worker = number}, "身份证号只有十五位、没有这个生日或者校验位不对");
}

void show_other_papers(Scene& scene) {
  const int number = scene.project.number;
  const Date birthday = date(scene.season.youngest_year - 12, 3, 8) + number / 60;
  const std::array<Paper, 2> papers{residence_permit(number, 1, birthday), passport(number, 1)};
  const Paper& paper = papers[static_cast<std::size_t>(scene.form(2))];
  Person& person = scene.worker(scene.take()).person;
  person.id_kind = paper.kind;
  person.id = paper.number;
}

// ---- L03: one person twice ----

// The guest of the site before, on one day that he was there too.
std::uint32_t invite(Scene& scene, Date day, int hours, Shift shift) {
  const Guest& guest = *scene.neighbour.guest;
  Worker worker;
  worker.person = guest.person;
  worker.unit = 1;
  worker.trade = "普工";
  worker.daily = yuan(320);
  worker.contract = worker.registered = worker.entered = day;
  worker.card = guest.person.card;
  worker.card_holder = guest.person.name;
  scene.project.workers.push_back(std::move(worker));
  const auto number = static_cast<std::uint32_t>(scene.project.workers.size() - 1);
  scene.attend(number, day, hours, shift);
  scene.settle(number);
  return number;
}

std::optional<Date> day_of_both(const Scene& scene) {
  if (!scene.neighbour.guest) return std::nullopt;
  const std::vector<Date> open = scene.open_days(scene.last());
  for (const Date day : scene.neighbour.guest->days)
    if (std::ranges::find(open, day) != open.end()) return day;
  return std::nullopt;
}

void be_in_two_places(Scene& scene, std::string_view story) {
  const std::optional<Date> day = day_of_both(scene);
  if (!day) return;
  const std::uint32_t number = invite(scene, *day, 8, Shift::day);
  scene.plant({.rule = "L03", .worker = number}, story);
  scene.plant({.rule = "L03", .worker = number, .project_id = scene.neighbour.guest->project_id},
              story);
}

void be_two_people(Scene& scene) {
  constexpr std::string_view kStory = "一证两名、两个单位同时登记，或者同时在两个工地";
  if (scene.form(3) == 0) return be_in_two_places(scene, kStory);
  const std::uint32_t number = scene.take();
  Worker& worker = scene.worker(number);
  const Date change = scene.open_days(scene.last())[3];
  Stay first{worker.unit, worker.team, worker.person.name, worker.entered, change - 1, worker.card};
  Stay second = first;
  second.entered = change;
  second.left.reset();
  if (scene.form(3) == 1) {
    second.name = worker.person.name + "华";
  } else {
    second.unit = worker.unit == 1 ? 0 : 1;
    first.left = change;
  }
  worker.stays = {first, second};
  scene.plant({.rule = "L03", .worker = number}, kStory);
}

// A day here, the evening there; and from one employer to the other without a day of both.
void be_one_person(Scene& scene) {
  if (const std::optional<Date> day = day_of_both(scene)) invite(scene, *day, 4, Shift::evening);
  Worker& worker = scene.worker(scene.take());
  const Date change = scene.open_days(scene.last())[3];
  worker.stays = {
      {worker.unit, worker.team, worker.person.name, worker.entered, change - 1, worker.card},
      {worker.unit == 1 ? std::size_t{0} : std::size_t{1}, worker.team, worker.person.name, change,
       std::nullopt, worker.card}};
}

// ---- L04: age on the first day ----

std::uint32_t take_born(Scene& scene, int nth, int years, int days_later) {
  const std::uint32_t number = scene.take();
  const Date birthday =
      law::same_day_after(first_attended(scene, number), -12 * years) + days_later;
  scene.worker(number).person.id = identity_born(scene.project.number, nth, birthday);
  return number;
}

void employ_too_young(Scene& scene) {
  constexpr std::string_view kStory = "进场那天还不满十六、十八周岁";
  const std::uint32_t child = take_born(scene, 1, 16, 1);
  scene.plant({.rule = "L04", .worker = child, .severity = "red"}, kStory);
  const int form = scene.form(2);  // sixteen on the day, or eighteen the day after
  const std::uint32_t minor = take_born(scene, 2, form == 0 ? 16 : 18, form);
  scene.plant({.rule = "L04", .worker = minor, .severity = "orange"}, kStory);
  const std::uint32_t old = take_born(scene, 3, 60, 0);
  scene.plant({.rule = "L04", .worker = old, .severity = "blue"}, "进场那天满六十周岁，只是提示");
}

void employ_just_old_enough(Scene& scene) {
  take_born(scene, 1, 18, 0);
  take_born(scene, 2, 60, 1);
}

// ---- L06: what was agreed ----

void agree_on_nothing(Scene& scene) {
  const std::uint32_t number = scene.take();
  if (scene.form(2) == 0)
    scene.worker(number).shows_rate = false;
  else
    scene.worker(number).pay_method = "";
  scene.plant({.rule = "L06", .worker = number}, "没有约定工资标准或者支付方式");
}

// The project's pay day is his.
void leave_the_day_to_the_project(Scene& scene) {
  scene.worker(scene.take()).shows_pay_day = false;
}

// ---- L09: whose card ----

void use_a_wrong_card(Scene& scene) {
  constexpr std::string_view kStory = "工资卡是别人的、两人共用，或者卡号抄错";
  const std::uint32_t number = scene.take();
  Worker& worker = scene.worker(number);
  switch (scene.form(3)) {
    case 0: worker.card_holder = "庞秀英"; break;
    case 1: {
      const std::uint32_t other = scene.take();
      scene.worker(other).card = worker.card;
      scene.plant({.rule = "L09", .worker = other}, kStory);
      break;
    }
    default:
      worker.card = with_wrong_check_digit(worker.card);
      return scene.plant({.rule = "L09", .worker = number, .severity = "yellow"}, kStory);
  }
  scene.plant({.rule = "L09", .worker = number}, kStory);
}

// A passbook of twelve digits follows no check; and a new card in the middle of a stay.
void change_cards(Scene& scene) {
  Worker& saver = scene.worker(scene.take());
  saver.card = saver.card.substr(7);
  Worker& mover = scene.worker(scene.take());
  const Date change = scene.open_days(scene.last()).front();
  mover.stays = {{mover.unit, mover.team, mover.person.name, mover.entered, change - 1,
                  "99" + mover.card.substr(9)},
                 {mover.unit, mover.team, mover.person.name, change, std::nullopt, mover.card}};
}

// ---- X06: who runs the site is there ----

// The manager's days of the last month, cut to so many of ten of the site's.
void thin_out_manager(Scene& scene, int less) {
  std::vector<Attended>& attendance = scene.project.attendance;
  const auto is_manager = [&](const Attended& attended) {
    return scene.worker(attended.worker).role == Role::project_manager;
  };
  std::set<Date> days;
  for (const Attended& attended : attendance)
    if (month_of(attended.day) == scene.last()) days.insert(attended.day);
  const auto enough = (static_cast<int>(days.size()) * 6 + 9) / 10;
  int kept = 0;
  std::erase_if(attendance, [&](const Attended& attended) {
    if (!is_manager(attended) || month_of(attended.day) != scene.last()) return false;
    return ++kept > enough - less;
  });
}

std::uint32_t manager_of(const Project& project) {
  const auto found = std::ranges::find(project.workers, Role::project_manager, &Worker::role);
  return static_cast<std::uint32_t>(found - project.workers.begin());
}

void keep_manager_away(Scene& scene) {
  thin_out_manager(scene, 1);
  scene.plant({.rule = "X06", .worker = manager_of(scene.project), .month = scene.last()},
              "项目经理到岗不足六成");
}

void let_manager_come(Scene& scene) {
  thin_out_manager(scene, 0);
}

constexpr std::array kTales{
    Tale{"L01", register_late, register_on_the_day},
    Tale{"L05", sign_no_contract, sign_on_the_last_day},
    Tale{"L02", mistype_number, show_other_papers},
    Tale{"L03", be_two_people, be_one_person},
    Tale{"L04", employ_too_young, employ_just_old_enough},
    Tale{"L06", agree_on_nothing, leave_the_day_to_the_project},
    Tale{"L09", use_a_wrong_card, change_cards},
    Tale{"X06", keep_manager_away, let_manager_come},
};

}  // namespace

std::span<const Tale> people_tales() {
  return kTales;
}

}  // namespace qingxin::sample
