// SPDX-License-Identifier: Apache-2.0
#include "app/raise_warnings.h"

#include <map>

#include "app/permit.h"
#include "app/project_figures.h"
#include "rules/catalogue.h"

namespace qingxin::app {

namespace {

using casework::WarningEvent;
using store::FindingState;
using store::ProjectId;

constexpr int kProjectsAtOnce = 512;

// What the store says about a project.
struct Subject {
  std::string code, name;
  verify::ProjectFigures figures;
};

Result<Subject> subject_of(const WarningDesk& desk, store::Store& held, ProjectId project) {
  const Result<book::Facts> facts = held.facts_of(std::span{&project, 1}, std::nullopt);
  if (!facts) return tl::unexpected(facts.error());
  if (facts->projects.empty()) return Subject{};
  const book::Project& row = facts->projects.front();
  return Subject{
      std::string(facts->texts[row.project_id]), std::string(facts->texts[row.name]),
      figures_of(*facts, 0, desk.pack->asks_for_people() ? People::counted : People::not_counted)};
}

// The violations among them, as a pack looks at them. They refer to `states`.
std::vector<verify::PackFinding> for_pack(std::span<const FindingState> states) {
  std::map<std::string_view, std::int64_t> workers;
  std::vector<verify::PackFinding> findings;
  for (const FindingState& state : states) {
    if (state.verdict != static_cast<int>(rules::Verdict::violates)) continue;
    const std::size_t rule = rules::position_of(state.rule);
    if (rule == rules::kCatalogue.size()) continue;  // of a program that knew another rule
    verify::PackFinding& one = findings.emplace_back();
    one.id = state.id;
    one.rule = static_cast<std::uint8_t>(rule);
    one.severity = static_cast<rules::Severity>(state.severity);
    if (!state.worker.empty())
      one.worker = workers.emplace(state.worker, static_cast<std::int64_t>(workers.size()) + 1)
                       .first->second;
    one.month = state.month;
    one.amount = state.amount;
    one.since = state.since;
    one.days = state.days;
  }
  return findings;
}

// One project's warnings, brought up to date.
class Raising {
 public:
  Raising(const access::Principal& who, Moment moment, const WarningDesk& desk, ProjectId project)
      : who_(&who),
        moment_(moment),
        desk_(&desk),
        held_(desk.store->acting_for(who, moment.now)),
        project_(project) {}

  Result<std::vector<WarningChange>> raise() {
    Result<std::vector<FindingState>> states = held_->open_findings(project_);
    if (!states) return tl::unexpected(states.error());
    Result<std::vector<KeptWarning>> known = held_->warnings().warnings_of(project_);
    if (!known) return tl::unexpected(known.error());
    if (states->empty() && known->empty()) return std::vector<WarningChange>{};
    const Result<std::optional<Date>> judged = held_->warnings().judged_on(project_);
    if (!judged) return tl::unexpected(judged.error());
    Result<Subject> subject = subject_of(*desk_, *held_, project_);
    if (!subject) return tl::unexpected(subject.error());
    const std::vector<verify::PackFinding> findings = for_pack(*states);
    const std::vector<verify::DrawnWarning> drawn =
        verify::draw_warnings(*desk_->pack, subject->figures, desk_->law->parameters,
                              {moment_.today, judged->value_or(moment_.today)}, findings);

    std::map<std::string, const verify::DrawnWarning*> by_matter;
    for (const KeptWarning& one : *known) by_matter[one.key.matter] = nullptr;
    for (const verify::DrawnWarning& one : drawn)
      by_matter[desk_->pack->matters[one.matter].id] = &one;
    std::vector<WarningChange> changes;
    for (const auto& [matter, warning] : by_matter) {
      std::optional<KeptWarning> before;
      for (KeptWarning& one : *known)
        if (one.key.matter == matter) before = std::move(one);
      const Result<std::vector<casework::WarningStep>> steps =
          bring_up(matter, std::move(before), warning, *subject);
      if (!steps) return tl::unexpected(steps.error());
      if (!steps->empty()) changes.push_back({{project_, matter}, *steps});
    }
    return changes;
  }

 private:
  casework::Drawn as_drawn(const std::string& matter, const verify::DrawnWarning* drawn) const {
    const verify::Matter* known = desk_->pack->matter(matter);
    casework::Drawn now{.bulk = {}, .first = {}};
    now.needs_person = known != nullptr && known->cleared_by == verify::ClearedBy::person;
    if (drawn == nullptr) return now;
    now.bulk = casework::WarningBulk{.level = static_cast<int>(drawn->level),
                                     .people = drawn->people,
                                     .months = drawn->months,
                                     .amount = drawn->amount,
                                     .findings = drawn->findings};
    now.first = desk_->pack->rungs[known->first[static_cast<std::size_t>(drawn->level)]].id;
    return now;
  }

  // First what the calendar asks for, then what the facts say.
  Result<std::vector<casework::WarningStep>> bring_up(const std::string& matter,
                                                      std::optional<KeptWarning> before,
                                                      const verify::DrawnWarning* drawn,
                                                      const Subject& subject) {
    WarningSteps steps(*desk_, *who_, moment_);
    steps.take_up({project_, matter}, std::move(before));
    if (const Result<void> climbed = steps.climb(); !climbed)
      return tl::unexpected(climbed.error());
    const casework::Drawn now = as_drawn(matter, drawn);
    const std::vector<casework::LadderRung> ladder = ladder_of(*desk_->pack);
    while (true) {
      const std::optional<casework::Warning> standing =
          steps.now() ? std::optional{steps.now()->warning} : std::nullopt;
      const std::optional<WarningEvent> event =
          casework::next_step(standing, now, moment_.today, ladder);
      if (!event) break;
      if (const Result<void> done = steps.step(*event, {}); !done)
        return tl::unexpected(done.error());
    }
    steps.set_words(drawn, &subject.figures, subject.code, subject.name);
    if (const Result<store::Kept> kept = steps.keep(); !kept) return tl::unexpected(kept.error());
    std::vector<casework::WarningStep> made;
    for (const WarningRecord& record : steps.steps()) made.push_back(record.step);
    return made;
  }

  const access::Principal* who_;
  Moment moment_;
  const WarningDesk* desk_;
  std::unique_ptr<store::Store> held_;
  ProjectId project_;
};

}  // namespace

Result<std::vector<WarningChange>> raise_warnings(const access::Principal& who, Moment moment,
                                                  const WarningDesk& desk,
                                                  std::span<const ProjectId> projects) {
  if (const Result<void> may = permit(who, access::Action::climb_warning); !may)
    return tl::unexpected(may.error());
  std::vector<WarningChange> changes;
  for (const ProjectId project : projects) {
    Result<std::vector<WarningChange>> some = Raising(who, moment, desk, project).raise();
    if (!some) return some;
    for (WarningChange& change : *some) changes.push_back(std::move(change));
  }
  return changes;
}

Result<std::vector<WarningChange>> raise_all_warnings(const access::Principal& who, Moment moment,
                                                      const WarningDesk& desk) {
  if (const Result<void> may = permit(who, access::Action::climb_warning); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  std::vector<WarningChange> changes;
  ProjectId after{0};
  while (true) {
    const Result<std::vector<ProjectId>> projects =
        held->warnings().projects_to_warn(after, kProjectsAtOnce);
    if (!projects) return tl::unexpected(projects.error());
    if (projects->empty()) return changes;
    after = projects->back();
    Result<std::vector<WarningChange>> some = raise_warnings(who, moment, desk, *projects);
    if (!some) return some;
    for (WarningChange& change : *some) changes.push_back(std::move(change));
  }
}

}  // namespace qingxin::app
