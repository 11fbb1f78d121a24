// SPDX-License-Identifier: Apache-2.0
#include "app/show_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/escalate.h"
#include "app/permit.h"
#include "app/reveal_field.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

void mask(std::string& text) {
  if (!text.empty()) text = masked(text);
}

void mask(WholeDossier& whole) {
  for (store::CaseWorker& worker : whole.facts.workers) {
    mask(worker.name);
    mask(worker.id_number);
    mask(worker.phone);
  }
}

// Names of the bodies and officials that its steps speak of, each looked up once.
class Names {
 public:
  Names(const CaseDesk& desk, DossierShown& shown) : desk_(&desk), shown_(&shown) {}

  void add(casework::BodyId body) {
    const auto id = static_cast<std::int64_t>(body);
    if (id == 0 || shown_->units.contains(id)) return;
    const Result<store::Unit> unit = desk_->store->unit(unit_of(body));
    shown_->units[id] = unit ? unit->name : fmt::format("单位 {}", id);
  }
  void add(casework::PersonId person) {
    const auto id = static_cast<std::int64_t>(person);
    if (id == 0 || shown_->users.contains(id)) return;
    const Result<store::User> user = desk_->store->accounts().user(access::UserId{id});
    shown_->users[id] = user ? user->name : fmt::format("用户 {}", id);
  }
  template <typename T>
  void add(const std::optional<T>& maybe) {
    if (maybe) add(*maybe);
  }

 private:
  const CaseDesk* desk_;
  DossierShown* shown_;
};

void name_all(const CaseDesk& desk, DossierShown& shown) {
  Names names(desk, shown);
  const Dossier& dossier = shown.whole.dossier;
  names.add(dossier.owner);
  names.add(dossier.first_asked);
  names.add(dossier.offered_to);
  names.add(dossier.assignee);
  for (const casework::BodyId body : dossier.co_handlers) names.add(body);
  for (const casework::PersonId person : dossier.handlers) names.add(person);
  for (const Event& event : dossier.events) {
    names.add(event.person);
    names.add(event.for_body);
    names.add(event.body);
    names.add(event.assignee);
    for (const casework::PersonId person : event.team) names.add(person);
  }
  for (const casework::DelayAccepted& delay : shown.whole.facts.delays)
    names.add(delay.accepted_by);
  for (const store::CaseWorker& worker : shown.whole.facts.workers)
    for (const casework::Settlement& settlement : worker.arrears.settlements)
      for (const casework::CallBack& call : settlement.calls) names.add(call.person);
}

void read_ends(const EndFacts& facts, const casework::World& world, DossierShown& shown) {
  const Dossier& dossier = shown.whole.dossier;
  const auto ground = casework::ground_of(dossier);
  shown.sums = casework::sums_of(facts, dossier);
  for (const casework::Arrears& arrears : facts.workers)
    shown.standings.push_back(casework::standing_of(arrears, dossier));
  shown.defects = casework::counted_defects(dossier, ground, facts, world);
  if (dossier.subject == Subject::clue) {
    shown.answer = casework::missing_for_answer(dossier, facts, world);
    return;
  }
  shown.conclusion = casework::missing_for_conclusion(dossier, facts, world);
  shown.clearing = casework::missing_for_clearing(dossier, facts);
}

// What was noted beside its steps.
Result<void> read_notes(store::DossierStore& held, DossierShown& shown) {
  const DossierId id = shown.whole.id;
  Result<std::vector<store::ReminderNote>> reminders = held.reminders_of(id);
  if (!reminders) return tl::unexpected(reminders.error());
  shown.reminders = *std::move(reminders);
  Result<std::vector<store::EscalationNote>> escalations = held.escalations_of(id);
  if (!escalations) return tl::unexpected(escalations.error());
  shown.escalations = *std::move(escalations);
  Result<std::vector<store::RedatingNote>> redatings = held.redatings_of(id);
  if (!redatings) return tl::unexpected(redatings.error());
  shown.redatings = *std::move(redatings);
  if (shown.whole.dossier.subject == Subject::clue) return {};
  Result<std::vector<store::KeptDossier>> joined = held.joined_to(id);
  if (!joined) return tl::unexpected(joined.error());
  shown.joined = *std::move(joined);
  return {};
}

Result<DossierShown> shown_in_full(const access::Principal& who, Moment moment,
                                   const CaseDesk& desk, DossierId id) {
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(id); !taken) return tl::unexpected(taken.error());
  DossierShown shown;
  shown.whole = work.read();
  shown.is_masked = false;
  const casework::World world = work.world();
  const Result<EndFacts> facts = work.end_facts();
  if (!facts) return tl::unexpected(facts.error());
  read_ends(*facts, world, shown);
  for (const casework::Reading& reading : casework::read_clocks(work.now(), world))
    shown.clocks.push_back(
        {reading, casework::explain(reading, work.now(), world, desk.law->instruments)});
  const Result<StepWriter> writer = work.writer();
  if (!writer) return tl::unexpected(writer.error());
  shown.possible = possible_steps(*writer, work.now());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (const Result<void> read = read_notes(held->dossiers(), shown); !read)
    return tl::unexpected(read.error());
  if (work.now().subject == Subject::case_file) {
    const Result<std::vector<casework::EscalationRule>> rules = rules_in_force(*held);
    if (!rules) return tl::unexpected(rules.error());
    shown.undecided = escalations_of(work, *facts, *rules, shown.escalations).undecided;
  }
  if (shown.whole.face.project) {
    const Result<std::string> code = held->code_of(*shown.whole.face.project);
    if (code) shown.project_code = *code;  // else it lies beyond his scope
  }
  name_all(desk, shown);
  return shown;
}

}  // namespace

Result<DossierShown> show_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  DossierId id) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  Result<DossierShown> shown = shown_in_full(who, moment, desk, id);
  if (!shown) return shown;
  mask(shown->whole);
  shown->is_masked = true;
  return shown;
}

Result<DossierShown> reveal_dossier(const access::Principal& who, Moment moment,
                                    const CaseDesk& desk, const DossierReveal& asked) {
  for (const access::Action action : {access::Action::see_cases, access::Action::reveal_field})
    if (const Result<void> may = permit(who, action); !may) return tl::unexpected(may.error());
  const Result<std::string> reason = checked_reason(asked.reason);
  if (!reason) return tl::unexpected(reason.error());
  Result<DossierShown> shown = shown_in_full(who, moment, desk, asked.id);
  if (!shown) return shown;
  const Result<void> noted =
      desk.store->acting_for(who, moment.now)
          ->dossiers()
          .note_dossier_reveal(asked.id, desk.ids->next(moment.now), asked.purpose, *reason);
  if (!noted) return tl::unexpected(noted.error());
  return shown;
}

}  // namespace qingxin::app
