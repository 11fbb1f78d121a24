// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "law/period.h"
#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

constexpr std::string_view kDispute = "建设单位以工程量有争议为由停拨";

// ---- F01: what the contracts must say ----

void leave_terms_out(Scene& scene) {
  Project& project = scene.project;
  constexpr std::string_view kStory = "施工或分包合同没有约定计量、结算或人工费";
  switch (scene.form(3)) {
    case 0: project.settle_method = ""; break;
    case 1: project.shows_labour_amount = project.shows_labour_share = false; break;
    default:
      project.units[1].measure_cycle = "";
      return scene.plant({.rule = "F01", .subject = project.units[1].firm.name}, kStory);
  }
  scene.plant({.rule = "F01"}, kStory);
}

// An amount or a share: one of them is enough.
void agree_on_one_figure(Scene& scene) {
  if (scene.form(2) == 0)
    scene.project.shows_labour_amount = false;
  else
    scene.project.shows_labour_share = false;
}

// ---- F02: a month is the longest cycle; twenty-fifth to twenty-fifth is one ----

void stretch_cycle(Scene& scene) {
  std::vector<LabourFee>& fees = scene.project.fees;
  if (scene.form(2) == 0 || fees.size() < 3)
    scene.project.labour_cycle_months = 2;
  else
    fees.back().due = law::same_day_after(fees[fees.size() - 2].due, 1) + 1;
  scene.plant({.rule = "F02"}, "人工费约定两个月一拨，或者两次拨付相隔一个月零一天");
}

// ---- F03: a guarantee from the start to the planned end, without a gap ----

void break_guarantee(Scene& scene) {
  Project& project = scene.project;
  const Money amount = project.guarantees.front().amount;
  const Date end = project.planned_end;
  switch (scene.form(4)) {
    case 0: project.guarantees.clear(); break;
    case 1: project.guarantees = {{amount, project.start + 1, end}}; break;
    case 2: project.guarantees = {{amount, project.contract, scene.season.told_on - 1}}; break;
    default:
      project.guarantees = {{amount, project.contract, project.start + 30},
                            {amount, project.start + 32, end}};
  }
  scene.plant({.rule = "F03"}, "没有工程款支付担保，或者有一天不在担保期内");
}

void guarantee_to_the_day(Scene& scene) {
  Project& project = scene.project;
  const Money amount = project.guarantees.front().amount;
  switch (scene.form(3)) {
    case 0: project.guarantees = {{amount, project.start, project.planned_end}}; return;
    case 1: project.guarantees = {{amount, project.start, scene.season.told_on}}; return;
    default:
      project.guarantees = {{amount, project.start, project.start + 30},
                            {amount, project.start + 31, project.planned_end}};
  }
}

// ---- F04: permit and funds before the start ----

void start_too_early(Scene& scene) {
  Project& project = scene.project;
  project.deposits.front().stored = project.contract + 3;
  switch (scene.form(4)) {
    case 0: project.permit.reset(); break;
    case 1: project.permit = project.start + 1; break;
    case 2: project.has_funds = false; break;
    default: project.place.funding = "政府投资"; project.contractor_advances = true;
  }
  scene.plant({.rule = "F04"}, "没有施工许可、资金没有落实或者垫资就开工");
}

void start_on_the_day(Scene& scene) {
  Project& project = scene.project;
  Deposit& deposit = project.deposits.front();
  switch (scene.form(3)) {
    case 0:
      project.permit = project.start;
      deposit.stored = law::add_working_days(project.start, 20, scene.calendar).day;
      break;
    case 1:
      project.needs_permit = false;
      project.permit.reset();
      deposit.stored = law::add_working_days(project.contract, 20, scene.calendar).day;
      break;
    default: project.place.funding = "社会投资"; project.contractor_advances = true;
  }
}

// ---- F05, F07: the owner's money ----

void pay_in_late(Scene& scene) {
  LabourFee& fee = scene.project.fees.front();
  const Date due = law::next_working_day(fee.due, scene.calendar).day;
  fee.received_on = due + 1;
  scene.project.disputes.push_back({due - 10, due + 20, kDispute});
  scene.plant({.rule = "F05",
               .month = month_of(fee.due),
               .subject = to_string(fee.month),
               .amount = fee.amount},
              "人工费晚到一天");
  scene.plant({.rule = "F07"}, kDispute);
}

void pay_in_on_the_day(Scene& scene) {
  for (LabourFee& fee : scene.project.fees)
    fee.received_on = law::next_working_day(fee.due, scene.calendar).day;
  scene.project.disputes.push_back(
      {scene.project.fees.front().due - 10, std::nullopt, "变更签证有分歧，人工费照拨"});
}

// ---- W03: wages fall due in the next month at the latest ----

void agree_on_late_pay(Scene& scene) {
  scene.project.pay_offset = 2;
  scene.plant({.rule = "W03"}, "约定工资隔月支付");
}

void agree_on_last_day(Scene& scene) {
  scene.project.pay_offset = 1;
  scene.set_pay_day(31);
}

// ---- B01, X01: the board and the gate ----

void spoil_board(Scene& scene) {
  std::optional<Board>& board = scene.project.board;
  switch (scene.form(5)) {
    case 0: board.reset(); break;
    case 1: board->hotline = ""; break;
    case 2: board->officer = "已调离"; break;
    case 3: board->minimum_wage = "1700.00"; break;
    default: board->pay_day = "28";
  }
  scene.plant({.rule = "B01"}, "没有维权告示牌，或者缺项、写的与实际不符");
}

void open_the_site(Scene& scene) {
  scene.project.has_gate = false;
  scene.plant({.rule = "X01"}, "在建工地没有门禁");
}

// The twins of the last two are the sites that stand still: see project.cc.
constexpr std::array kTales{
    Tale{"F01", leave_terms_out, agree_on_one_figure},
    Tale{"F02", stretch_cycle, nullptr},
    Tale{"F03", break_guarantee, guarantee_to_the_day},
    Tale{"F04", start_too_early, start_on_the_day},
    Tale{"F05 F07", pay_in_late, pay_in_on_the_day},
    Tale{"W03", agree_on_late_pay, agree_on_last_day},
    Tale{"B01", spoil_board, nullptr},
    Tale{"X01", open_the_site, nullptr},
};

}  // namespace

std::span<const Tale> contract_tales() {
  return kTales;
}

}  // namespace qingxin::sample
