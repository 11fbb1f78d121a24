// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

// ---- W08: a payroll of every employer, signed before the money comes ----

// Who was there in a month, and how many of them are on no payroll.
struct Listed {
  std::set<std::uint32_t> attended;
  std::size_t left_off = 0;
};

Listed listed_in(const Project& project, Month month) {
  Listed listed;
  std::set<std::uint32_t> lines;
  for (const PayrollLine& line : project.payroll)
    if (line.month == month) lines.insert(line.worker);
  for (const Attended& attended : project.attendance)
    if (month_of(attended.day) == month && project.workers[attended.worker].role == Role::worker)
      listed.attended.insert(attended.worker);
  for (const std::uint32_t worker : listed.attended) listed.left_off += !lines.contains(worker);
  return listed;
}

void leave_employer_out(Scene& scene) {
  constexpr std::string_view kStory = "总包自己的工人这个月没有编工资表";
  Project& project = scene.project;
  const auto is_contractors = [&](const auto& row) {
    return row.month == scene.last() && project.workers[row.worker].unit == 0;
  };
  std::erase_if(project.payroll, is_contractors);
  std::erase_if(project.payments, is_contractors);
  scene.plant({.rule = "W08", .month = scene.last(), .subject = project.contractor.name}, kStory);
}

void leave_unsigned(Scene& scene) {
  if (scene.form(3) == 0) return leave_employer_out(scene);
  const std::uint32_t worker = scene.take();
  PayrollLine& line = scene.line_of(worker, scene.last());
  if (scene.form(3) == 1)
    line.signed_on.reset();
  else
    line.signed_on = scene.payment_of(worker, scene.last()).day + 1;
  scene.plant({.rule = "W08", .worker = worker, .month = scene.last()},
              "本人没有签字，或者发了工资才签");
}

void sign_on_pay_day(Scene& scene) {
  const std::uint32_t worker = scene.take();
  scene.line_of(worker, scene.last()).signed_on = scene.payment_of(worker, scene.last()).day;
}

// ---- W09, W10: what a ledger holds, and the slip ----

void leave_ledger_blank(Scene& scene) {
  constexpr std::string_view kStory = "台账缺手机号，或者缺出勤天数和工时";
  const std::uint32_t worker = scene.take();
  if (scene.form(2) == 0) {
    scene.worker(worker).person.phone.clear();
    for (Month month = scene.season.first; month <= scene.last(); month = month + 1)
      scene.plant({.rule = "W09", .worker = worker, .month = month}, kStory);
    return;
  }
  PayrollLine& line = scene.line_of(worker, scene.last());
  line.shows_days = line.shows_hours = false;
  scene.plant({.rule = "W09", .worker = worker, .month = scene.last()}, kStory);
}

// Days or hours: one of them is enough.
void write_hours_only(Scene& scene) {
  scene.line_of(scene.take(), scene.last()).shows_days = false;
}

void give_no_slip(Scene& scene) {
  const std::uint32_t worker = scene.take();
  scene.line_of(worker, scene.last()).slip.reset();
  scene.plant({.rule = "W10", .worker = worker, .month = scene.last()}, "发了工资，没有给工资清单");
}

// ---- W16: what is left ----

void miscalculate(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const Money wrong = scene.form(2) == 0 ? Money{1} : yuan(100);
  scene.set_net(worker, scene.last(), scene.line_of(worker, scene.last()).net + wrong);
  scene.plant({.rule = "W16", .worker = worker, .month = scene.last(), .amount = wrong},
              "应发减代扣、扣款，与实发不等");
}

void withhold_exactly(Scene& scene) {
  const std::uint32_t worker = scene.take();
  scene.line_of(worker, scene.last()).withheld = Money{12345};
  scene.set_gross(worker, scene.last(), scene.line_of(worker, scene.last()).gross);
}

// ---- W17: days ----

void miscount_days(Scene& scene) {
  constexpr std::string_view kStory = "工资表天数与考勤不符，或者离场以后还有考勤";
  const std::uint32_t worker = scene.take();
  PayrollLine& line = scene.line_of(worker, scene.last());
  switch (scene.form(3)) {
    case 0: ++line.days; break;
    case 1: line.days = days_in(scene.last()) + 1; break;
    default: {
      const std::vector<Date> days = scene.open_days(scene.last());
      const Date left = days[days.size() - 3];
      scene.worker(worker).left = left;
      scene.stay_away(worker, left + 1, last_day(scene.last()));
      scene.attend(worker, days[days.size() - 2], 8);
      scene.settle(worker);
    }
  }
  scene.plant({.rule = "W17", .worker = worker, .month = scene.last()}, kStory);
}

void leave_on_the_day(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const std::vector<Date> days = scene.open_days(scene.last());
  const Date left = days[days.size() - 3];
  scene.worker(worker).left = left;
  scene.stay_away(worker, left + 1, last_day(scene.last()));
  scene.settle(worker);
  scene.worker(worker).settled = scene.payment_of(worker, scene.last()).day;
}

// ---- X03: a tenth of those who were there ----

// Left off the payroll: as many as make a tenth exactly, or one more.
void leave_tenth_off(Scene& scene, std::size_t more) {
  constexpr std::string_view kStory = "有考勤，没有编进工资表";
  Project& project = scene.project;
  const Listed listed = listed_in(project, scene.last());
  if (listed.left_off > 0) {  // a whole employer's already
    if (listed.left_off * 10 > listed.attended.size())
      scene.plant({.rule = "X03", .month = scene.last()}, kStory);
    return;
  }
  std::size_t wanted = listed.attended.size() / 10 + more;
  for (const std::uint32_t worker : listed.attended) {
    if (wanted == 0) break;
    if (project.workers[worker].unit == 0 || scene.taken.contains(worker)) continue;
    const auto is_his = [&](const auto& row) {
      return row.worker == worker && row.month == scene.last();
    };
    std::erase_if(project.payroll, is_his);
    std::erase_if(project.payments, is_his);
    scene.plant({.rule = "W17", .worker = worker, .month = scene.last()}, kStory);
    --wanted;
  }
  if (more > 0) scene.plant({.rule = "X03", .month = scene.last()}, kStory);
}

// ---- X04: wages of nobody ----

constexpr Money kMostAMonth = yuan(50000);
constexpr Money kMostAYear = yuan(300000);

void never_be_there(Scene& scene) {
  const std::uint32_t worker = scene.take();
  scene.stay_away(worker, first_day(scene.last()), last_day(scene.last()));
  scene.plant({.rule = "X04", .worker = worker, .month = scene.last()}, "一天没有考勤，有工资");
}

void earn_too_much(Scene& scene) {
  const std::uint32_t worker = scene.take();
  scene.set_gross(worker, scene.last(), kMostAMonth + Money{1});
  scene.plant({.rule = "X04", .worker = worker, .month = scene.last()}, "一个月工资五万元零一分");
}

void share_a_phone(Scene& scene) {
  std::string phone;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t worker = scene.take();
    std::string& own = scene.worker(worker).person.phone;
    if (phone.empty()) phone = own;
    own = phone;
    scene.plant({.rule = "X04", .worker = worker}, "四个人登记同一个手机号");
  }
}

// A year's limit broken by a fen; with few months, each month's too.
void earn_too_much_a_year(Scene& scene) {
  constexpr std::string_view kStory = "一年工资三十万元零一分";
  const std::uint32_t worker = scene.take();
  std::map<int, int> months_of_year;
  for (Month month = scene.season.first; month <= scene.last(); month = month + 1)
    ++months_of_year[year_of(month)];
  const int year = year_of(scene.last());
  const int months = months_of_year[year];
  Money left = kMostAYear + Money{1};
  for (int i = 0; i < months; ++i) {
    const Month month = scene.last() - i;
    const Money gross = i + 1 == months ? left : Money{kMostAYear.fen / months};
    left -= gross;
    scene.set_gross(worker, month, gross);
    if (gross > kMostAMonth) scene.plant({.rule = "X04", .worker = worker, .month = month}, kStory);
  }
  scene.plant({.rule = "X04", .worker = worker}, kStory);
}

void invent_wages(Scene& scene) {
  switch (scene.form(4)) {
    case 0: return never_be_there(scene);
    case 1: return earn_too_much(scene);
    case 2: return share_a_phone(scene);
    default: return earn_too_much_a_year(scene);
  }
}

void earn_just_enough(Scene& scene) {
  const std::uint32_t worker = scene.take();
  const int months = scene.season.last - scene.season.first + 1;
  const Money gross = std::min(kMostAMonth, Money{kMostAYear.fen / months});
  for (Month month = scene.season.first; month <= scene.last(); month = month + 1)
    scene.set_gross(worker, month, gross);
  const std::string phone = scene.worker(worker).person.phone;
  for (int i = 0; i < 2; ++i) scene.worker(scene.take()).person.phone = phone;
}

void leave_some_off(Scene& scene) {
  leave_tenth_off(scene, scene.form(2) == 0 ? 0 : 1);
}

constexpr std::array kTales{
    Tale{"W08", leave_unsigned, sign_on_pay_day}, Tale{"W09", leave_ledger_blank, write_hours_only},
    Tale{"W10", give_no_slip, nullptr},           Tale{"W16", miscalculate, withhold_exactly},
    Tale{"W17", miscount_days, leave_on_the_day}, Tale{"X04", invent_wages, earn_just_enough},
    Tale{"X03 W17", leave_some_off, nullptr},  // and its twin, a tenth: only W17
};

}  // namespace

std::span<const Tale> paper_tales() {
  return kTales;
}

}  // namespace qingxin::sample
