// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "law/period.h"
#include "sample/chapters.h"

namespace qingxin::sample {

namespace {

Account& account_of(Scene& scene) {
  return scene.project.accounts.front();
}

// ---- A01: within thirty days of the contract ----

void open_a_day_late(Scene& scene) {
  Account& account = account_of(scene);
  account.opened = law::add_calendar_days(scene.project.contract, 30, scene.calendar).day + 1;
  account.filed = account.opened + 10;
  scene.plant({.rule = "A01"}, "专户晚开一天");
}

void open_on_the_last_day(Scene& scene) {
  Account& account = account_of(scene);
  account.opened = law::add_calendar_days(scene.project.contract, 30, scene.calendar).day;
  account.agreement = account.opened;
  account.filed = account.opened + 10;
}

// ---- A02: its name and kind ----

void misname(Scene& scene) {
  Account& account = account_of(scene);
  if (scene.form(2) == 0)
    account.name = scene.project.contractor.name + "农民工工资专用账户";
  else
    account.kind = "一般存款账户";
  scene.plant({.rule = "A02", .subject = account.number}, "户名没有项目名称，或者不是专用存款账户");
}

// Width, spaces and brackets are no difference.
void space_the_name(Scene& scene) {
  account_of(scene).name =
      scene.project.contractor.name + " （" + scene.project.name + "） 农民工工资专用账户";
}

// ---- A03: agreement and filing ----

void file_late(Scene& scene) {
  Account& account = account_of(scene);
  switch (scene.form(3)) {
    case 0: account.agreement.reset(); break;
    case 1: account.filed.reset(); break;
    default: account.filed = law::add_calendar_days(account.opened, 30, scene.calendar).day + 1;
  }
  scene.plant({.rule = "A03", .subject = account.number}, "没有三方协议，或者没有按期备案");
}

void file_on_the_last_day(Scene& scene) {
  Account& account = account_of(scene);
  account.filed = law::add_calendar_days(account.opened, 30, scene.calendar).day;
}

// ---- A04: one account, two projects ----

// The neighbour's account takes this project's small money too.
void share_account(Scene& scene, Money in, Money out) {
  Account shared = account_of(scene);
  shared.number = scene.neighbour.account;
  scene.project.accounts.push_back(shared);
  const Date day = day_in(scene.last(), 14);
  const std::string memo = "按项目分账";
  if (in > Money{})
    scene.project.movements.push_back({.day = day,
                                       .is_income = true,
                                       .amount = in,
                                       .kind = "利息",
                                       .memo = memo,
                                       .account = shared.number});
  scene.project.movements.push_back(
      {.day = day + 1, .amount = out, .kind = "手续费", .memo = memo, .account = shared.number});
}

void mix_accounts(Scene& scene) {
  constexpr std::string_view kStory = "两个项目共用一个专户，没有分账";
  const std::string& shared = scene.neighbour.account;
  if (shared.empty()) return;
  scene.plant({.rule = "A04", .subject = shared}, kStory);
  if (scene.form(2) == 0) return share_account(scene, yuan(5), yuan(8));
  share_account(scene, yuan(8), yuan(5));
  scene.project.movements.push_back({.day = day_in(scene.last(), 21),
                                     .is_income = true,
                                     .amount = yuan(3),
                                     .kind = "利息",
                                     .memo = "结息",
                                     .account = shared,
                                     .names_project = false});
  scene.plant({.rule = "A04", .subject = shared, .project_id = scene.neighbour.project_id}, kStory);
}

void keep_accounts_apart(Scene& scene) {
  if (!scene.neighbour.account.empty()) share_account(scene, yuan(8), yuan(8));
}

// ---- A05, A06: what may leave it ----

Movement outflow(Scene& scene, std::string_view kind, Money amount, std::string memo) {
  return {.day = day_in(scene.last(), 22), .amount = amount, .kind = kind, .memo = std::move(memo)};
}

void divert(Scene& scene) {
  constexpr std::array<std::string_view, 4> kKinds{"提现", "工资", "其他", "保证金"};
  const auto form = static_cast<std::size_t>(scene.form(4));
  Movement movement = outflow(scene, kKinds[form], yuan(3000), "往来");
  if (form > 0) {
    movement.counterparty = "平川县顺通建材经营部";
    movement.counterparty_account = firm_account(7, 1);
  }
  scene.project.movements.push_back(movement);
  movement.amount = {1};
  scene.project.movements.push_back(movement);
  scene.plant({.rule = "A05",
               .month = scene.last(),
               .subject = account_of(scene).number,
               .amount = yuan(3000) + Money{1}},
              "专户资金提现，或者转到工人以外的账户");
}

void pay_one_by_one(Scene& scene) {
  const Worker& worker = scene.worker(scene.take());
  Movement movement = outflow(scene, "工资", yuan(100), "误工补助");
  movement.counterparty = worker.person.name;
  movement.counterparty_account = worker.card;
  scene.project.movements.push_back(std::move(movement));
}

void freeze(Scene& scene) {
  const std::string_view kind = scene.form(2) == 0 ? "冻结" : "扣划";
  scene.project.movements.push_back(outflow(scene, kind, yuan(2000), "法院协助执行 货款纠纷"));
  scene.plant({.rule = "A06",
               .month = scene.last(),
               .subject = account_of(scene).number,
               .amount = yuan(2000)},
              "专户因货款纠纷被冻结或者扣划");
}

void freeze_for_wages(Scene& scene) {
  scene.project.movements.push_back(
      outflow(scene, "冻结", yuan(2000), "法院协助执行 本项目农民工工资"));
}

// ---- A07: thirty days of notice first; the twin is the completed site of project.cc ----

void close_too_soon(Scene& scene) {
  Account& account = account_of(scene);
  account.notice_posted = scene.season.told_on - 40;
  account.close_requested = *account.notice_posted + (scene.form(3) == 0 ? 30 : 31);
  account.open_cases = scene.form(3) == 1 ? 1 : 0;
  account.open_suits = scene.form(3) == 2 ? 1 : 0;
  scene.plant({.rule = "A07", .subject = account.number},
              "公示未满三十日，或者还有案件、仲裁诉讼，就申请销户");
}

constexpr std::array kTales{
    Tale{"A01", open_a_day_late, open_on_the_last_day},
    Tale{"A04", mix_accounts, keep_accounts_apart},  // before the account itself is spoilt
    Tale{"A02", misname, space_the_name},
    Tale{"A03", file_late, file_on_the_last_day},
    Tale{"A05", divert, pay_one_by_one},
    Tale{"A06", freeze, freeze_for_wages},
    Tale{"A07", close_too_soon, nullptr},
};

}  // namespace

std::span<const Tale> account_tales() {
  return kTales;
}

}  // namespace qingxin::sample
