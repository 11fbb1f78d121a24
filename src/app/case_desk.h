// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/clue_desk.h"
#include "app/moment.h"
#include "app/step_permission.h"
#include "casework/ends.h"
#include "casework/escalation.h"
#include "law/law.h"
#include "store/dossiers.h"
#include "store/store.h"

// What the use cases about cases, and about the lives of clues, share.
namespace qingxin::app {

using casework::Dossier;
using casework::EndFacts;
using casework::Event;
using casework::Step;
using casework::Subject;
using store::DossierId;
using store::WholeDossier;

// Where one works on dossiers: what is stored, the law, who makes ids. All outlive it.
struct CaseDesk {
  store::Store* store;
  const law::Law* law;
  store::IdMaker* ids;
};

// Of a case or a clue. Error: usage.
Result<DossierId> dossier_id_in(std::string_view text);

// Error: not_found, for a login that nobody has.
Result<store::User> user_of_login(const CaseDesk& desk, std::string_view login);
// Whoever types commands for all writes down what this user did, with his role and scope. Errors:
// not_found, not_permitted (he was disabled).
Result<access::Principal> principal_of_login(const CaseDesk& desk, std::string_view login);

// As whom the tables of casework know who acts.
casework::PersonId person_of(const access::Principal& who);
casework::BodyId body_of(const access::Principal& who);
access::UnitId unit_of(casework::BodyId body);

casework::World world_of(const CaseDesk& desk, Moment moment, std::string_view region);

// One dossier on which steps are made: first all of them, then they are kept together.
class DossierWork {
 public:
  DossierWork(const CaseDesk& desk, const access::Principal& who, Moment moment);

  // Takes up one that is there. Error: not_found.
  Result<void> take_up(DossierId id);
  // Or a new one: the first step has to say who was asked first.
  void begin(DossierId id, Subject subject, store::DossierOrigin origin, store::DossierFace face);

  const WholeDossier& read() const { return read_; }
  const Dossier& now() const { return now_; }
  // What a person says beside the steps; kept with them.
  store::DossierFace& face() { return read_.face; }
  store::DossierFacts& facts() { return read_.facts; }

  // What its ends are held against at this moment, with what is counted each time. Of a clue that
  // or another one of its matter was joined to a case: who is owed stands there, what judges said,
  // and the project where it has none.
  Result<EndFacts> end_facts() const;
  // Who says what is owed, how it was paid and why belongs to the body that is responsible or to
  // one that handles it with that. Error: not_permitted, also for whoever has no name.
  Result<void> may_enter() const;
  // He handles it from then on: he neither calls back nor accepts a delay.
  void note_entering();
  Result<StepWriter> writer() const;
  casework::World world() const;

  // One step of whoever works on it, and what the program does by itself after it. Without a key
  // it has one of its own; without a moment it is now. A step that was recorded before under its
  // key changes nothing.
  Result<void> step(Event event);
  // The same by the program.
  Result<void> step_of_machine(Event event);
  // What the program has to do by itself by now.
  Result<void> follow();
  const std::vector<Step>& followed() const { return followed_; }

  bool has_changed() const;
  store::DossierChange change() const;
  Result<store::Kept> keep() const;

 private:
  Result<void> apply_all(const Event& event);

  const CaseDesk* desk_;
  access::Principal who_;
  Moment moment_;
  std::shared_ptr<store::Store> held_;
  Subject subject_ = Subject::case_file;
  WholeDossier read_;
  store::DossierFace known_face_;  // as they were read
  store::DossierFacts known_facts_;
  Dossier now_;
  std::vector<Step> followed_;
};

// All of them or none, in one transaction.
Result<store::Kept> keep_together(const CaseDesk& desk, const access::Principal& who, Moment moment,
                                  std::span<const DossierWork* const> works);

// What clues claim together, at least: of one matter the most that any says, and no fewer than it
// names; of several their sum, as far as they say it.
void claim_as_said(std::span<const store::WholeClue> clues, store::DossierFacts& facts);

// Error: invalid_input, for words that are longer than can be kept.
Result<void> check_text(std::string_view what, std::string_view words);

// As commands and the interface write them; and back, from that or the Chinese words. Steps,
// states, strands, actors and clocks have their names in casework; channels and classes in
// clue_desk.h. Errors: usage, with all that there are.
std::string_view name_of(casework::Venue venue);
std::string_view name_of(casework::Outcome outcome);
std::string_view name_of(casework::ConclusionGround ground);
std::string_view name_of(casework::Measure measure);
std::string_view name_of(casework::PolicePaper paper);
std::string_view name_of(casework::SettlementKind kind);
std::string_view name_of(casework::MoneySource source);
std::string_view name_of(casework::BankState state);
std::string_view name_of(casework::CallAnswer answer);
std::string_view name_of(casework::Defect defect);
std::string_view name_of(casework::GapCode code);
std::string_view name_of(casework::Funding funding);
std::string_view name_of(casework::Incident incident);
std::string_view name_of(casework::Rung rung);
std::string_view name_of(casework::ClockStatus status);
std::string_view name_of(casework::CrimeAmount amount);

std::string_view in_chinese(casework::Venue venue);
std::string_view in_chinese(casework::Outcome outcome);
std::string_view in_chinese(casework::ConclusionGround ground);
std::string_view in_chinese(casework::Measure measure);
std::string_view in_chinese(casework::PolicePaper paper);
std::string_view in_chinese(casework::SettlementKind kind);
std::string_view in_chinese(casework::MoneySource source);
std::string_view in_chinese(casework::BankState state);
std::string_view in_chinese(casework::CallAnswer answer);
std::string_view in_chinese(casework::Defect defect);
std::string_view in_chinese(casework::Funding funding);
std::string_view in_chinese(casework::Incident incident);
std::string_view in_chinese(casework::Rung rung);
std::string_view in_chinese(casework::ClockStatus status);

Result<casework::Venue> venue_named(std::string_view name);
Result<casework::Outcome> outcome_named(std::string_view name);
Result<casework::ConclusionGround> ground_named(std::string_view name);
Result<casework::Measure> measure_named(std::string_view name);
Result<casework::PolicePaper> police_paper_named(std::string_view name);
Result<casework::MoneySource> money_source_named(std::string_view name);
Result<casework::CallAnswer> call_answer_named(std::string_view name);
Result<casework::Defect> defect_named(std::string_view name);
Result<casework::ClockId> clock_in(std::string_view name);
Result<casework::Funding> funding_named(std::string_view name);
Result<casework::Incident> incident_named(std::string_view name);
Result<casework::Actor> actor_named(std::string_view name);

}  // namespace qingxin::app
