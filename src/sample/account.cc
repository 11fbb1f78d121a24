// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sample/project.h"
#include "sample/random.h"

namespace qingxin::sample {

namespace {

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
    if (!project.accounts.empty() && project.accounts.front().close_requested) continue;
    project.movements.push_back({.day = day_in(month, 21),
                                 .is_income = true,
                                 .amount = {random.between(800, 6000)},
                                 .kind = "利息",
                                 .memo = "结息"});
  }
}

}  // namespace

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

}  // namespace qingxin::sample
