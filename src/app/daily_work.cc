// SPDX-License-Identifier: Apache-2.0
#include "app/daily_work.h"

#include <utility>

#include "access/sign_in_pace.h"
#include "app/exposures.h"
#include "app/proposals.h"
#include "app/return_board.h"
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

}  // namespace

Result<WorkDone> follow_facts(StoredData& data, const WorkOrder& order, const law::Law& law,
                              const verify::Pack& pack, const Progress& progress) {
  const Warned warned = order.has_all_warnings ? Warned::all_projects : Warned::judged_projects;
  return work(data, checks_of(order), warned, order.moment, {data.store.get(), &law, &pack},
              progress);
}

Result<WorkDone> nightly(StoredData& data, const WorkOrder& order, const law::Law& law,
                         const verify::Pack& pack, const Progress& progress) {
  RecheckOrder checks = checks_of(order);
  checks.is_everything = true;
  if (const auto forgotten =
          data.store->accounts().forget_failures({order.moment.now.utc_ms - access::kUsualForMs});
      !forgotten)
    return tl::unexpected(forgotten.error());
  Result<WorkDone> done = work(data, checks, Warned::all_projects, order.moment,
                               {data.store.get(), &law, &pack}, progress);
  if (!done) return done;
  const CaseDesk desk{data.store.get(), &law, data.ids.get()};
  Result<CasesTicked> cases = tick_cases(access::the_machine(), order.moment, desk, std::nullopt);
  if (!cases) return tl::unexpected(cases.error());
  done->cases = *std::move(cases);
  Result<std::vector<RecordId>> bulletins =
      draft_due_bulletins(order.moment, desk, order.bulletins);
  if (!bulletins) return tl::unexpected(bulletins.error());
  done->bulletins = *std::move(bulletins);
  Result<std::vector<RecordId>> taken_down = take_down_exposures(order.moment, desk);
  if (!taken_down) return tl::unexpected(taken_down.error());
  done->taken_down = *std::move(taken_down);
  Result<std::vector<RecordId>> returns = open_due_returns(order.moment, desk);
  if (!returns) return tl::unexpected(returns.error());
  done->returns = *std::move(returns);
  const Result<OrdersProposed> proposed = propose_orders(access::the_machine(), order.moment, desk);
  if (!proposed) return tl::unexpected(proposed.error());
  for (const OrdersProposed::One& one : proposed->made) done->proposals.push_back(one.id);
  return done;
}

}  // namespace qingxin::app
