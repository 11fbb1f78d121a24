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

// ---- what is noted ----

void plant(Project& project, std::string_view rule, std::string_view story) {
  project.planted.push_back({project.id, std::string(rule), "", "", std::string(story)});
}

void plant(Project& project, std::string_view rule, Month month, std::string_view story) {
  project.planted.push_back(
      {project.id, std::string(rule), "", to_string(month), std::string(story)});
}

void plant(Project& project, std::string_view rule, std::uint32_t worker,
           std::optional<Month> month, std::string_view story) {
  project.planted.push_back({project.id, std::string(rule), project.workers[worker].person.id,
                             month ? to_string(*month) : std::string(), std::string(story)});
}

Month month_before_last(const Season& season, int back) {
  return std::max(season.first, season.last - back);
}

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

// ---- the owner's money ----

LabourFee* fee_of(Project& project, Month month) {
  const auto found = std::ranges::find(project.fees, month, &LabourFee::month);
  return found == project.fees.end() ? nullptr : &*found;
}

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

void plant_short_fees(Project& project, std::string_view story) {
  Money agreed;
  Money received;
  for (std::size_t i = 0; i < project.fees.size(); ++i) {
    agreed += project.fees[i].amount;
    received += project.fees[i].received;
    if (received < agreed) plant(project, "F05", project.fees[i].month, story);
  }
  plant(project, "F06", story);
}

void owner_short(Project& project, const Season& season) {
  constexpr std::string_view kStory =
      "建设单位人工费自倒数第二个月起拨付不足，末月 31 人未发、5 人发一部分";
  constexpr std::size_t kUnpaid = 31;
  constexpr std::size_t kPartly = 5;
  const std::vector<std::uint32_t> listed = listed_in(project, season.last);
  check(listed.size() > kUnpaid + kPartly);
  const std::set<std::uint32_t> unpaid(listed.begin(), listed.begin() + kUnpaid);
  const std::set<std::uint32_t> partly(listed.begin() + kUnpaid,
                                       listed.begin() + kUnpaid + kPartly);
  std::erase_if(project.payments, [&](const Payment& payment) {
    return payment.month == season.last && unpaid.contains(payment.worker);
  });
  for (Payment& payment : project.payments)
    if (payment.month == season.last && partly.contains(payment.worker))
      payment.amount = yuan(payment.amount.fen / 100 * 55 / 100);
  for (const std::uint32_t worker : unpaid) plant(project, "W01", worker, season.last, kStory);
  for (const std::uint32_t worker : partly) plant(project, "W02", worker, season.last, kStory);
  for (Month month = month_before_last(season, 1); month <= season.last; month = month + 1)
    receive(project, month, paid_from_account(project, month) + yuan(320));
  plant_short_fees(project, kStory);
}

void fee_below_wages(Project& project, const Season& season) {
  constexpr std::string_view kStory = "人工费少于应发工资，总包从公司账户补发差额";
  for (Month month = month_before_last(season, 1); month <= season.last; month = month + 1) {
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
      plant(project, "W06", payment.worker, month, kStory);
    }
  }
  plant_short_fees(project, kStory);
}

// ---- how it was paid ----

void one_card(Project& project) {
  constexpr std::string_view kStory = "带班一人的银行卡代领九名工人的工资";
  constexpr std::uint32_t kBoss = 10;
  for (std::uint32_t worker = kBoss; worker < kBoss + 10; ++worker)
    plant(project, "L09", worker, std::nullopt, kStory);
  for (std::size_t i = 0; i < project.payments.size(); ++i) {
    Payment& payment = project.payments[i];
    if (payment.worker <= kBoss || payment.worker >= kBoss + 10) continue;
    payment.payee = kBoss;
    plant(project, "W07", payment.worker, payment.month, kStory);
    plant(project, "W01", payment.worker, payment.month, kStory);
  }
}

void cash(Project& project, const Season& season) {
  const Month month = month_before_last(season, 2);
  for (Payment& payment : project.payments) {
    if (payment.month != month || project.workers[payment.worker].team > 2) continue;
    payment.form = PayForm::cash;
    plant(project, "W06", payment.worker, month, "两个班组这个月发现金");
  }
}

void failed_transfer(Project& project, const Season& season) {
  constexpr std::string_view kStory = "代发失败以后没有再发";
  const Month month = month_before_last(season, 1);
  int nth = 0;
  for (Payment& payment : project.payments) {
    if (payment.month != month || ++nth < 5 || nth > 10) continue;
    payment.status = PayStatus::failed;
    payment.reason = "账号与户名不符";
    plant(project, "W18", payment.worker, month, kStory);
    plant(project, "W01", payment.worker, month, kStory);
  }
}

void account_idle(Project& project) {
  constexpr std::string_view kStory = "专户设而不用，工资从总包一般户发放";
  std::set<Month> months;
  for (const Payment& payment : project.payments) {
    plant(project, "W06", payment.worker, payment.month, kStory);
    months.insert(payment.month);
  }
  for (const Month month : months) plant(project, "A08", month, kStory);
}

void paid_late(Project& project, const Season& season, const law::Calendar& calendar) {
  const Month month = month_before_last(season, 1);
  const Date late = last_lawful_pay_day(project, month, calendar) + 4;
  for (Payment& payment : project.payments) {
    if (payment.month != month) continue;
    payment.day = late;
    plant(project, "W01", payment.worker, month, "全体晚发四日");
  }
}

// ---- who was there ----

void leave_off(Project& project, Month month, const std::set<std::uint32_t>& workers,
               std::string_view story) {
  const auto is_left_off = [&](const auto& row) {
    return row.month == month && workers.contains(row.worker);
  };
  std::erase_if(project.payroll, is_left_off);
  std::erase_if(project.payments, is_left_off);
  for (const std::uint32_t worker : workers) plant(project, "W17", worker, month, story);
}

void left_off_payroll(Project& project, const Season& season) {
  const std::vector<std::uint32_t> listed = listed_in(project, season.last);
  const auto middle = listed.begin() + static_cast<std::ptrdiff_t>(listed.size() / 2);
  leave_off(project, season.last, {middle, middle + 3}, "闸机有考勤，工资表没有这三人");
}

void fifth_left_off(Project& project, const Season& season) {
  constexpr std::string_view kStory = "五分之一的工人有考勤，没有编进工资表";
  const std::vector<std::uint32_t> listed = listed_in(project, season.last);
  std::set<std::uint32_t> workers;
  for (std::size_t i = 0; i < listed.size(); i += 5) workers.insert(listed[i]);
  leave_off(project, season.last, workers, kStory);
  plant(project, "X03", season.last, kStory);
}

void before_contract(Project& project) {
  constexpr int kDays = 12;
  for (std::uint32_t number = 5; number <= 21; number += 4) {
    Worker& worker = project.workers[number];
    const auto first = std::ranges::find(project.attendance, number, &Attended::worker);
    if (first == project.attendance.end()) continue;
    worker.entered = first->day;
    worker.contract = first->day + kDays;
    worker.registered = number % 8 == 5 ? worker.contract : worker.entered;
    worker.changed_team.reset();
    plant(project, "L01", number, std::nullopt, "先进场，十二天后才签合同");
  }
  Worker& mistyped = project.workers[25];
  mistyped.person.id = with_wrong_check_digit(mistyped.person.id);
  plant(project, "L02", 25, std::nullopt, "身份证号末位抄错");
}

// The payroll of that month counts hours from the foreman's book, so that it contradicts no gate.
void gate_off(Project& project, const Season& season) {
  const Month month = month_before_last(season, 3);
  const Date from = day_in(month, 6);
  std::erase_if(project.attendance, [&](const Attended& attended) {
    return attended.day >= from && attended.day < from + 14;
  });
  for (PayrollLine& line : project.payroll)
    if (line.month == month) line.shows_days = false;
  plant(project, "X05", month, "闸机断网两周，没有补传");
}

}  // namespace

void tell(Project& project, const Season& season, const law::Calendar& calendar) {
  switch (project.story) {
    case Story::none: return;
    case Story::owner_short: return owner_short(project, season);
    case Story::one_card: return one_card(project);
    case Story::cash: return cash(project, season);
    case Story::left_off_payroll: return left_off_payroll(project, season);
    case Story::fifth_left_off: return fifth_left_off(project, season);
    case Story::failed_transfer: return failed_transfer(project, season);
    case Story::before_contract: return before_contract(project);
    case Story::account_late: return plant(project, "A01", "专户在期限以后七十日才开立");
    case Story::account_missing: return plant(project, "A01", "没有开立专户，工资从总包一般户发放");
    case Story::account_idle: return account_idle(project);
    case Story::gate_off: return gate_off(project, season);
    case Story::paid_late: return paid_late(project, season, calendar);
    case Story::fee_below_wages: return fee_below_wages(project, season);
  }
}

void slip(Project& project, const Season& season) {
  const auto first = std::ranges::find(project.payroll, season.last, &PayrollLine::month);
  check(project.payroll.end() - first > 7);
  PayrollLine& number_lost = *(first + 2);
  const std::string& id = project.workers[number_lost.worker].person.id;
  number_lost.id_as_written = fmt::format("{}.{}E+17", id.substr(0, 1), id.substr(1, 5));
  plant(project, "拒收", number_lost.worker, season.last, "工资表里的身份证号成了科学计数");
  PayrollLine& amount_in_words = *(first + 4);
  amount_in_words.net_as_written = "叁仟元";
  plant(project, "拒收", amount_in_words.worker, season.last, "实发工资写成汉字");
  const PayrollLine twice = *(first + 6);
  plant(project, "拒收", twice.worker, season.last, "同一人同一月重复一行");
  project.payroll.insert(first + 7, twice);
  for (Payment& payment : project.payments) {
    if (payment.month < month_before_last(season, 2) || days_in(month_of(payment.day)) == 31)
      continue;
    payment.day_as_written = to_string(month_of(payment.day)) + "-31";
    plant(project, "拒收", payment.worker, payment.month, "没有这一天");
    return;
  }
}

}  // namespace qingxin::sample
