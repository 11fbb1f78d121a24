// SPDX-License-Identifier: Apache-2.0
#include "app/project_figures.h"

#include <set>
#include <span>

namespace qingxin::app {

namespace {

std::string_view in_chinese(book::ProjectStatus status) {
  switch (status) {
    case book::ProjectStatus::preparing: return "筹备";
    case book::ProjectStatus::running: return "在建";
    case book::ProjectStatus::stopped: return "停工";
    case book::ProjectStatus::finished: return "完工";
    case book::ProjectStatus::none: break;
  }
  return "";
}

template <typename Texts>
verify::ProjectFigures figures(const book::Project& row, const Texts& texts) {
  return {.region_code = std::string(texts[row.region_code]),
          .industry = std::string(texts[row.industry]),
          .programme = std::string(texts[row.programme]),
          .funding = std::string(texts[row.funding]),
          .status = std::string(in_chinese(row.status)),
          .contract_amount = row.contract_amount,
          .contract_date = row.contract_date,
          .start_date = row.start_date,
          .completed = row.completed,
          .people = {}};
}

// Those of the stays that `is_here` says are of the project.
template <typename IsHere>
int workers_in(std::span<const book::RosterEntry> roster, IsHere is_here) {
  std::set<book::WorkerIndex> workers;
  for (const book::RosterEntry& stay : roster)
    if (stay.role == book::Role::worker && is_here(stay)) workers.insert(stay.worker);
  return static_cast<int>(workers.size());
}

}  // namespace

verify::ProjectFigures figures_of(const book::Book& facts, book::ProjectIndex project,
                                  People people) {
  verify::ProjectFigures of_project = figures(facts.projects[project], facts.texts);
  book::ProjectRows rows;
  if (people == People::counted && facts.present_of(project).has(book::Table::roster) &&
      facts.read(project, rows))
    of_project.people = workers_in(rows.roster, [](const auto&) { return true; });
  return of_project;
}

verify::ProjectFigures figures_of(const book::Facts& facts, book::ProjectIndex project,
                                  People people) {
  verify::ProjectFigures of_project = figures(facts.projects[project], facts.texts);
  if (people == People::counted && facts.present.has(book::Table::roster))
    of_project.people =
        workers_in(facts.roster, [&](const auto& stay) { return stay.project == project; });
  return of_project;
}

}  // namespace qingxin::app
