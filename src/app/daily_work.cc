// SPDX-License-Identifier: Apache-2.0
#include "app/daily_work.h"

#include <fmt/format.h>

#include <utility>

#include "access/sign_in_pace.h"
#include "app/exposures.h"
#include "app/proposals.h"
#include "app/tick_warnings.h"

namespace qingxin::app {

namespace {

enum class Warned : unsigned char { judged_projects, all_projects };

Result<WorkDone> work(StoredData& data, const RecheckOrder& checks, Warned warned, Moment moment,
                      const WarningDesk& desk, const Progress& progress) {
  const access::Principal machine = access::the_machine();
  Result<Rechecked> rechecked = recheck(machine, moment.now, data, checks, *desk.law, progress);
  if (!rechecked) return tl::unexpected(rechecked.error());
  Result<std::vector<WarningChange>> warnings =
      warned == Warned::all_projects
          ? tick_warnings(machine, moment, desk)
          : raise_warnings(machine, moment, desk, rechecked->judged_projects);
  if (!warnings) return tl::unexpected(warnings.error());
  return WorkDone{*std::move(rechecked), *std::move(warnings), {}, {}, {}, {}, {}};
}

RecheckOrder checks_of(const WorkOrder& order) {
  return {.as_of = order.moment.today,
          .program = order.program,
          .threads = order.threads,
          .leaves_off = order.leaves_off};
}

// What of the night did not get done.
struct Failures {
  std::vector<std::string> all;

  template <typename T>
  Result<T> take(std::string_view what, Result<T> done) {
    if (!done) all.push_back(fmt::format("{}：{}", what, done.error().message));
    return done;
  }
};

}  // namespace

Result<WorkDone> follow_facts(StoredData& data, const WorkOrder& order, const law::Law& law,
                              const verify::Pack& pack, const Progress& progress) {
  const Warned warned = order.has_all_warnings ? Warned::all_projects : Warned::judged_projects;
  return work(data, checks_of(order), warned, order.moment, {data.store.get(), &law, &pack},
              progress);
}

Result<WorkDone> nightly(StoredData& data, const WorkOrder& order, const law::Law& law,
                         const verify::Pack& pack, const Progress& progress) {
  const CaseDesk desk{data.store.get(), &law, data.ids.get()};
  const access::Principal machine = access::the_machine();
  Failures failures;
  // First, and whatever becomes of the rest: nobody stays exposed past his day.
  const auto taken_down = failures.take("撤下曝光", take_down_exposures(order.moment, desk));
  failures.take("清理登录失败记录", data.store->accounts().forget_failures(
                                        {order.moment.now.utc_ms - access::kUsualForMs}));
  RecheckOrder checks = checks_of(order);
  checks.is_everything = true;
  Result<WorkDone> done = work(data, checks, Warned::all_projects, order.moment,
                               {data.store.get(), &law, &pack}, progress);
  // Broken off because the service stops: it is all taken up again when it runs.
  if (!done && order.leaves_off && order.leaves_off()) return done;
  const auto cases =
      failures.take("巡检案件", tick_cases(machine, order.moment, desk, std::nullopt));
  const auto bulletins =
      failures.take("起草简报", draft_due_bulletins(order.moment, desk, order.bulletins));
  const auto proposed = failures.take("建议督办", propose_orders(machine, order.moment, desk));
  if (!done) {
    std::string message = done.error().message;
    for (const std::string& one : failures.all) message += "；" + one;
    return fail(done.error().code, std::move(message));
  }
  if (taken_down) done->taken_down = *taken_down;
  if (cases) done->cases = *cases;
  if (bulletins) done->bulletins = *bulletins;
  if (proposed)
    for (const OrdersProposed::One& one : proposed->made) done->proposals.push_back(one.id);
  done->failed = std::move(failures.all);
  return done;
}

}  // namespace qingxin::app
