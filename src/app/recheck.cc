// SPDX-License-Identifier: Apache-2.0
#include "app/recheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "app/permit.h"
#include "app/read_stored.h"
#include "app/rule_book.h"
#include "app/tell_within.h"
#include "base/hash.h"
#include "book/build_book.h"
#include "book/row_days.h"
#include "oversight/figures_of_project.h"
#include "store/records.h"
#include "verify/check_projects.h"
#include "verify/settings.h"
#include "verify/wake.h"

namespace qingxin::app {

namespace {

using store::BatchId;
using store::ProjectId;

// So many projects are read at once, with those around them.
constexpr std::size_t kProjectsAtOnce = 32;

store::FindingState state_of(const verify::Finding& finding) {
  return {.id = finding.id,
          .rule = std::string(finding.rule->id),
          .employer = finding.employer,
          .worker = finding.worker,
          .subject = finding.subject,
          .verdict = static_cast<int>(finding.verdict),
          .severity = static_cast<int>(finding.severity),
          .month = finding.month,
          .amount = finding.amount,
          .since = finding.since,
          .days = finding.days,
          .is_provisional = finding.is_provisional,
          .because = finding.because};
}

// The first day after as_of on which anything told here begins to exist.
Date next_beginning(const book::Facts& facts, Date as_of) {
  Date next = verify::kNeverDue;
  const auto note = [&](std::optional<Date> day) {
    if (day && *day > as_of) next = std::min(next, *day);
  };
  book::each_dated_table(facts, [&](const auto& rows) {
    for (const auto& row : rows) note(book::day_of(row));
  });
  for (const book::RejectedRow& row : facts.rejected) note(row.date);
  return next;
}

// One run over some of the stored projects.
class Run {
 public:
  // Verdicts rest on all that `data` has; they are recorded by whoever holds `held`.
  Run(StoredData& data, StoredData& held, const RecheckOrder& order, law::Law law,
      store::World world, store::FindingRun run)
      : data_(&data),
        held_(&held),
        order_(&order),
        law_(std::move(law)),
        world_(std::move(world)),
        run_(std::move(run)) {
    done_.run = run_.id;
    done_.as_of = order.as_of;
  }

  Result<void> judge(std::span<const ProjectId> projects);
  Rechecked done() && { return std::move(done_); }

 private:
  Result<void> record(ProjectId id, const verify::CheckedProject& checked, Date beginning);
  Result<void> record_figures(ProjectId id, const book::Book& book, book::ProjectIndex place,
                              std::vector<oversight::Figure> figures);

  StoredData *data_, *held_;
  const RecheckOrder* order_;
  law::Law law_;
  store::World world_;
  store::FindingRun run_;
  Rechecked done_;
};

Result<void> Run::judge(std::span<const ProjectId> projects) {
  Result<std::vector<ProjectId>> around = data_->store->neighbours_of(projects);
  if (!around) return tl::unexpected(around.error());
  Result<book::Facts> facts = stored_facts(*data_, {.projects = *std::move(around)});
  if (!facts) return tl::unexpected(facts.error());
  const Date beginning = next_beginning(*facts, order_->as_of);
  book::Book book = book::build(*std::move(facts), order_->as_of, order_->threads);
  book.months = world_.months;
  book.reported = world_.reported;
  std::map<std::string_view, book::ProjectIndex> places;
  for (std::size_t p = 0; p < book.projects.size(); ++p)
    places[book.texts[book.projects[p].project_id]] = static_cast<book::ProjectIndex>(p);
  std::vector<book::ProjectIndex> judged;
  for (const ProjectId project : projects) {
    const Result<std::string> code = data_->store->code_of(project);
    if (!code) return tl::unexpected(code.error());
    judged.push_back(places.at(*code));
  }
  const verify::Settings settings{.as_of = order_->as_of,
                                  .first_month = {},
                                  .last_month = {},
                                  .region = {},
                                  .rules = {},
                                  .threads = order_->threads,
                                  .finding_key = finding_key_of(*data_)};
  std::vector<std::vector<oversight::Figure>> figures(judged.size());
  const auto look = [&](const verify::ProjectBook& project, std::size_t i,
                        std::span<const verify::Finding> findings) {
    figures[i] = oversight::figures_of_project(project, findings);
  };
  const Result<std::vector<verify::CheckedProject>> checked =
      verify::check_projects(book, law_, settings, judged, look);
  if (!checked) return tl::unexpected(checked.error());
  for (std::size_t i = 0; i < projects.size(); ++i) {
    // First the figures: whose findings are not recorded is judged again, and they are harmless.
    if (const Result<void> kept =
            record_figures(projects[i], book, judged[i], std::move(figures[i]));
        !kept)
      return kept;
    if (const Result<void> kept = record(projects[i], (*checked)[i], beginning); !kept) return kept;
  }
  return {};
}

Result<void> Run::record_figures(ProjectId id, const book::Book& book, book::ProjectIndex place,
                                 std::vector<oversight::Figure> figures) {
  const book::Project& project = book.projects[place];
  const Result<store::Kept> kept = held_->store->records().record_figures(
      {.project = id,
       .region_code = std::string(book.texts[project.region_code]),
       .industry = std::string(book.texts[project.industry]),
       .as_of = order_->as_of,
       .recorded = run_.at,
       .figures = std::move(figures)});
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

Result<void> Run::record(ProjectId id, const verify::CheckedProject& checked, Date beginning) {
  std::vector<store::FindingState> states;
  for (const verify::Finding& finding : checked.findings) states.push_back(state_of(finding));
  store::FindingRun run = run_;
  const Date due = std::min(checked.due, beginning);
  if (due < verify::kNeverDue) run.due = due;
  const Result<std::vector<store::FindingChange>> changes =
      held_->store->record_findings(id, run, states);
  if (!changes) return tl::unexpected(changes.error());
  ++done_.judged;
  done_.judged_projects.push_back(id);
  for (const store::FindingChange& change : *changes) {
    switch (change.kind) {
      case store::FindingEventKind::opened: ++done_.opened; break;
      case store::FindingEventKind::changed: ++done_.changed; break;
      case store::FindingEventKind::cleared: ++done_.cleared; break;
      case store::FindingEventKind::reopened: ++done_.reopened; break;
    }
  }
  if (changes->empty()) return {};
  const Result<std::string> code = data_->store->code_of(id);
  if (!code) return tl::unexpected(code.error());
  done_.projects.push_back({*code, *changes});
  return {};
}

// Whom the batches reach: those of whom they speak, and those around these.
Result<std::set<ProjectId>> reached_by(StoredData& data, const std::vector<BatchId>& batches) {
  std::set<ProjectId> reached;
  for (const BatchId batch : batches) {
    const Result<std::vector<ProjectId>> spoken_of = data.store->projects_of(batch);
    if (!spoken_of) return tl::unexpected(spoken_of.error());
    const Result<std::vector<ProjectId>> around = data.store->neighbours_of(*spoken_of);
    if (!around) return tl::unexpected(around.error());
    reached.insert(around->begin(), around->end());
  }
  return reached;
}

// Months that have not begun are not judged yet.
void drop_later_months(store::World& world, Date as_of) {
  const auto is_later = [&](Month month) { return month > month_of(as_of); };
  std::erase_if(world.months, is_later);
  std::erase_if(world.reported, is_later);
}

std::string name_of(const store::World& world, const law::Law& law, const RecheckOrder& order) {
  std::string text = law.version + '\n' + order.program + '\n' + world.parameters;
  for (const std::vector<Month>* months : {&world.months, &world.reported}) {
    text += '\n';
    for (const Month month : *months) text += to_string(month) + ' ';
  }
  return hex(sm3(text));
}

// Projects that have to be judged, of those in the scope. Those that no batch in force speaks of
// have no facts.
Result<std::vector<ProjectId>> to_be_judged(StoredData& data, StoredData& held,
                                            const RecheckOrder& order,
                                            const std::vector<BatchId>& batches,
                                            const std::string& world) {
  // In no world everybody is due.
  const Result<std::vector<ProjectId>> all = held.store->projects_due(order.as_of, "");
  if (!all || order.is_everything) return all;
  Result<std::vector<ProjectId>> due = held.store->projects_due(order.as_of, world);
  if (!due) return due;
  Result<std::set<ProjectId>> reached = reached_by(data, batches);
  if (!reached) return tl::unexpected(reached.error());
  reached->insert(due->begin(), due->end());
  std::vector<ProjectId> judged;
  std::ranges::set_intersection(*reached, *all, std::back_inserter(judged));
  return judged;
}

Result<void> refuse_earlier_day(StoredData& data, Date as_of) {
  const Result<std::optional<Date>> until = data.store->judged_until();
  if (!until) return tl::unexpected(until.error());
  if (!*until || **until <= as_of) return {};
  return fail(ErrorCode::conflict,
              fmt::format("已经核查到 {}，不能再记截至 {} 的结果：疑点的经过只往前走。只想看看，"
                          "请用 qingxin verify --data",
                          to_string(**until), to_string(as_of)));
}

}  // namespace

Result<Rechecked> recheck(const access::Principal& who, Instant now, StoredData& data,
                          const RecheckOrder& order, const law::Law& law,
                          const Progress& progress) {
  if (const Result<void> may = permit(who, access::Action::run_checks); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> held = held_by(who, now, data);
  if (const Result<void> later = refuse_earlier_day(data, order.as_of); !later)
    return tl::unexpected(later.error());
  const Result<std::vector<BatchId>> batches = data.store->unchecked_batches();
  if (!batches) return tl::unexpected(batches.error());
  Result<store::World> world = data.store->world(order.as_of, std::nullopt);
  if (!world) return tl::unexpected(world.error());
  drop_later_months(*world, order.as_of);
  Result<law::Law> local_law = law_with(law, world->parameters);
  if (!local_law) return tl::unexpected(local_law.error());
  const std::string name = name_of(*world, law, order);
  const Result<std::vector<ProjectId>> judged = to_be_judged(data, *held, order, *batches, name);
  if (!judged) return tl::unexpected(judged.error());

  Run run(data, *held, order, *std::move(local_law), *std::move(world),
          {.id = store::RunId{data.ids->next(now)},
           .as_of = order.as_of,
           .at = now,
           .due = {},
           .world = name});
  for (std::size_t first = 0; first < judged->size(); first += kProjectsAtOnce) {
    if (order.leaves_off && order.leaves_off())
      return fail(
          ErrorCode::unavailable,
          fmt::format("核查停在第 {} 个项目，共 {} 个；下次接着核查其余的", first, judged->size()));
    const std::size_t count = std::min(kProjectsAtOnce, judged->size() - first);
    if (const Result<void> done = run.judge(std::span{*judged}.subspan(first, count)); !done)
      return tl::unexpected(done.error());
    if (progress) progress("核查", static_cast<std::int64_t>(first + count), std::ssize(*judged));
  }
  Rechecked done = std::move(run).done();
  // Who reaches only some of the projects has not checked all of which a batch speaks.
  if (reaches_everything(who))
    for (const BatchId batch : *batches)
      if (const Result<store::Kept> marked = held->store->mark_checked(batch, done.run, now);
          !marked)
        return tl::unexpected(marked.error());
  return done;
}

}  // namespace qingxin::app
