// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/result.h"
#include "casework/clocks.h"
#include "casework/dossier.h"
#include "casework/ends.h"
#include "casework/escalation.h"
#include "casework/figures.h"
#include "store/clues.h"
#include "store/ids.h"
#include "store/store.h"
#include "store/warnings.h"

namespace qingxin::store {

// A clue's dossier has the clue's number; that of a case is made by the caller.
enum class DossierId : std::int64_t {};
constexpr std::int64_t number(DossierId id) {
  return static_cast<std::int64_t>(id);
}
constexpr DossierId dossier_of(ClueId clue) {
  return DossierId{number(clue)};
}

// How far a dossier has come: what was read at a stamp is written back against it, and whoever
// comes second is told. {0, 0}: there is none yet.
struct DossierStamp {
  int events = 0;  // their count, the version of the dossier
  int facts = 0;   // how often its facts were changed

  friend bool operator==(const DossierStamp&, const DossierStamp&) = default;
};

// Of what a case was made; nothing of both: somebody came with it. Said once, at the beginning.
struct DossierOrigin {
  std::optional<ClueId> clue;
  std::optional<WarningKey> warning;

  friend bool operator==(const DossierOrigin&, const DossierOrigin&) = default;
};

// What is known of it beside its events, as far as it is; a person may correct it.
struct DossierFace {
  std::string region_code;  // where it happened; it decides whose district it is
  std::string industry;
  std::optional<ProjectId> project;
  std::string project_name, employer, employer_code;
  std::optional<casework::Funding> funding;
  casework::Incident incident = casework::Incident::none;

  friend bool operator==(const DossierFace&, const DossierFace&) = default;
};

// From where it is known who is owed what.
enum class ArrearsFrom : unsigned char { entered = 1, facts = 2 };

// Somebody who is owed something, or may be. Nobody has to have a number.
struct CaseWorker {
  std::string name, id_number, phone;  // in full: whoever shows them masks them; empty: not known
  ArrearsFrom from = ArrearsFrom::entered;
  std::optional<Date> as_of;  // of the facts: the day until which payments are taken off already
  casework::Arrears arrears;  // arrears.worker: his number in this dossier, the caller's

  friend bool operator==(const CaseWorker&, const CaseWorker&) = default;
};

// casework::EndFacts, but for what is counted each time it is read.
struct DossierFacts {
  std::vector<CaseWorker> workers;  // by number, each once
  std::optional<int> claimed_people;
  std::optional<Money> claimed_amount;
  std::string why_not_as_claimed;
  std::optional<int> told_people;
  std::optional<Money> told_amount;
  casework::CrimeAmount crime = casework::CrimeAmount::not_known;
  std::string why_no_police;
  std::vector<casework::DelayAccepted> delays;
  // Who said who is owed, how it was paid and why: they handle it as much as who made a step.
  std::vector<casework::PersonId> entered_by;

  friend bool operator==(const DossierFacts&, const DossierFacts&) = default;
};
casework::EndFacts end_facts(const DossierFacts& facts, int open_findings, int unanswered_clues);

// What lists and figures are narrowed by: worked out when a dossier is written, by read_now(), and
// anew when a calendar was corrected. Never what a person is told: that is read from the events.
struct DossierReadings {
  std::optional<casework::CaseSums> sums;  // nothing: nobody has said who is owed
  bool is_open = true;                     // an end is not reached, or a clock may still run
  std::optional<Date> due;                 // the first deadline of an authority that is not met
  casework::Timeliness timeliness = casework::Timeliness::not_known;  // so far
};
DossierReadings read_now(const casework::Dossier& dossier, const DossierFacts& facts,
                         const casework::World& world);

// All that is kept of a dossier.
struct WholeDossier {
  DossierId id{};
  DossierStamp stamp;
  DossierOrigin origin;
  DossierFace face;
  // Folded from its events, which are in it as they came; its handlers are also facts.entered_by.
  casework::Dossier dossier;
  DossierFacts facts;
  // Of a case: clues whose dossiers were joined to it, and those of their matters that are in no
  // other case, wherever they are.
  int joined_clues = 0;
  int unanswered_clues = 0;  // of those
  // Matters that do not say how many people, or how much, there are: what is claimed is the least.
  int people_unsaid = 0, amounts_unsaid = 0;
};

// What one dossier becomes. `before` and all else is what the caller read, or read and changed.
struct DossierChange {
  DossierId id{};
  DossierStamp before;
  DossierOrigin origin;     // of a new one
  casework::Dossier after;  // as casework::apply() left it: events before.events … are new
  DossierFace face;
  DossierFacts facts;
  DossierReadings readings;
};
// `read`: as it was read, or a new one with neither stamp nor event; of face and facts what the
// caller has changed since.
DossierChange change_of(const WholeDossier& read, casework::Dossier after,
                        const casework::World& world);

// A dossier as lists tell it, without a name of a person.
struct KeptDossier {
  DossierId id{};
  casework::Subject subject = casework::Subject::clue;
  DossierStamp stamp;
  DossierOrigin origin;
  DossierFace face;
  Instant opened, changed;  // when somebody was asked first; when the last step was written down
  UnitId first_asked{}, owner{};
  std::optional<UnitId> offered_to;
  std::optional<access::UserId> assignee;
  std::optional<casework::MatterClass> matter_class;
  std::optional<casework::Channel> channel;
  // Where it stands in the strands of which there is one; nothing: not begun.
  std::optional<casework::State> responsibility, clue, handling, conclusion, clearing;
  std::optional<Date> answered, filed, concluded, cleared;  // the last ones that still hold
  std::optional<int> claimed_people;
  std::optional<Money> claimed_amount;
  DossierReadings readings;
};

// Which dossiers are asked for. What is empty does not narrow; nothing here asks for a person who
// complained.
struct DossierFilter {
  std::optional<casework::Subject> subject;
  std::optional<casework::State> state;      // a strand that stands there
  std::optional<casework::State> not_state;  // no strand that stands there
  bool lacks_plan = false;                   // not cleared, and no plan of it runs
  std::optional<int> is_open;                // 1 or 0
  std::optional<UnitId> owner, offered_to, first_asked;
  std::optional<access::UserId> assignee;
  std::string region;  // a prefix
  std::string industry;
  std::optional<casework::MatterClass> matter_class;
  std::optional<casework::Channel> channel;
  std::optional<casework::Funding> funding;
  std::optional<casework::Incident> incident;
  std::optional<ProjectId> project;
  std::string employer_code;
  std::string words;  // that the project's or the employer's name contains
  std::optional<Instant> opened_from, opened_before;
  std::optional<Date> due_before;  // of readings.due
};

// A step that figures are made of, without its words and without a person.
struct DossierMark {
  DossierId dossier{};
  casework::Step step{};
  int number = 1;  // of the strand
  Instant at, entered;
  std::optional<int> satisfaction;
  std::optional<casework::Channel> channel;

  friend bool operator==(const DossierMark&, const DossierMark&) = default;
};

// How many were asked and answered, and their stars, 1 to 5 each, added up.
struct Satisfaction {
  std::int64_t answers = 0, stars = 0;
};

// Of a reminder that went out or was passed over.
struct ReminderNote {
  casework::Reminder reminder;
  Instant noted;
};

struct EscalationNote {
  std::string rule;
  casework::Rung rung{};
  Instant fired;

  friend bool operator==(const EscalationNote&, const EscalationNote&) = default;
};

struct RedatingNote {
  casework::Redating redating;
  std::string calendar_before, calendar;  // versions of the law data
  Instant noted;
};

// Where a paper that proves a payment was entered.
struct ProofUse {
  DossierId dossier{};
  std::int64_t worker = 0;

  friend auto operator<=>(const ProofUse&, const ProofUse&) = default;
};

// What happened to a dossier, without the words of it: what clocks are read from.
struct FoldedDossier {
  DossierId id{};
  casework::Dossier dossier;
  std::string fault;  // why it cannot be read; empty: it can
};

// Dossiers as the product remembers them: a part of Store (Store::dossiers), with its promises.
// Nothing half-written, a repeat is harmless, each write in the audit trail with ids and steps and
// no word of anybody. What may happen is casework::apply()'s to say: here it is kept. Seen is a
// dossier by those in whose districts and industries it lies, and by a body that has to do with
// it: it was asked first, is responsible, was offered it, handles it with another, or had it
// referred to it. Nobody who is bound to units (an enterprise, a bank) sees any, or anything of
// one. For any number of threads.
//
// What it counts itself, over all that there is and not only what the caller sees: what the clues
// of a case claim, each time that one of them joins, leaves, is corrected or becomes one matter
// with another; that none joins a case that was ended meanwhile; that a clue is in one case, that
// of a warning there is one case, and that a paper proves one payment. Whoever comes second is
// refused (conflict), and told where it stands if he may see it.
class DossierStore {
 public:
  virtual ~DossierStore() = default;

  // Keeps what these become, each dossier once, all of them or none, in one transaction: a case
  // that is opened together with the clue that is joined to it. Kept::already: all of it was kept
  // before. Refused: conflict, somebody else wrote meanwhile (read again and apply again), or the
  // key of an event stands for another one; not_found, not seen; invalid_input, an event without
  // a key.
  virtual Result<Kept> keep_dossiers(std::span<const DossierChange> changes) = 0;

  virtual Result<WholeDossier> whole_dossier(DossierId id) = 0;  // not_found
  // The same, or nothing.
  virtual Result<std::optional<WholeDossier>> find_dossier(DossierId id) = 0;
  // The lives of these, as far as they are seen, in the order of their ids, in a few statements.
  virtual Result<std::vector<FoldedDossier>> folded(std::span<const DossierId> ids) = 0;
  // Clues that have none, which were kept before there were any or whose receipt broke off: at most
  // `limit`, the oldest first, after that one.
  virtual Result<std::vector<ClueId>> clues_without_dossier(ClueId after, int limit) = 0;

  // At most `limit`, the newest first, before that one (DossierId{}: from the newest on).
  virtual Result<std::vector<KeptDossier>> dossiers_before(const DossierFilter& filter,
                                                           DossierId before, int limit) = 0;
  // The same, the oldest first, after that one: to walk through all, as the nightly work does.
  virtual Result<std::vector<KeptDossier>> dossiers_after(const DossierFilter& filter,
                                                          DossierId after, int limit) = 0;
  virtual Result<std::int64_t> count_dossiers(const DossierFilter& filter) = 0;
  // What those who reported said of the answer to theirs.
  virtual Result<Satisfaction> satisfaction(const DossierFilter& filter) = 0;
  // Of a case its clues, with those of their matters that are in no other case; of a clue those
  // that were merged into it. The oldest first.
  virtual Result<std::vector<KeptDossier>> joined_to(DossierId id) = 0;
  // The case that a clue, or another one of its matter, is in; nothing: none.
  virtual Result<std::optional<WholeDossier>> case_of(DossierId clue) = 0;

  // Rows for casework/figures.h, as of a day: what is due before it and not done counts as late.
  virtual Result<std::vector<casework::CaseRow>> case_rows(const DossierFilter& filter,
                                                           Date as_of) = 0;
  virtual Result<std::vector<casework::ClueRow>> clue_rows(const DossierFilter& filter) = 0;
  // When somebody was asked first, and all steps of a clue's own life, of withdrawals, of clearing
  // and of looking back: by dossier, in their order.
  virtual Result<std::vector<DossierMark>> dossier_marks(const DossierFilter& filter) = 0;

  // How many findings are open on a project, of rules whose ids begin so and with that verdict,
  // wherever it lies: whether a case may end does not depend on who asks. The number alone.
  virtual Result<int> count_open_findings(ProjectId project, std::string_view rules,
                                          int verdict) = 0;

  // Where that number or scan proves a payment now: one paper pays once. Of a dossier that he does
  // not see he is told ProofUse{}.
  virtual Result<std::vector<ProofUse>> uses_of_proof(std::string_view proof) = 0;

  // Writes down that somebody sees it in full, before he does. Refused: not seen.
  virtual Result<void> note_dossier_reveal(DossierId id, std::int64_t reveal_id,
                                           RevealPurpose purpose, std::string_view reason) = 0;

  // What went out, fired, moved: once each. Kept::already: it is noted.
  virtual Result<std::vector<ReminderNote>> reminders_of(DossierId id) = 0;
  virtual Result<Kept> note_reminder(DossierId id, const casework::Reminder& reminder) = 0;
  virtual Result<std::vector<EscalationNote>> escalations_of(DossierId id) = 0;
  virtual Result<Kept> note_escalation(DossierId id, std::string_view rule,
                                       casework::Rung rung) = 0;
  virtual Result<std::vector<RedatingNote>> redatings_of(DossierId id) = 0;
  virtual Result<Kept> note_redatings(DossierId id, std::span<const casework::Redating> redatings,
                                      std::string_view calendar_before,
                                      std::string_view calendar) = 0;

  // The rules by which cases go up that the place has set; empty: it has set none.
  virtual Result<std::vector<casework::EscalationRule>> escalation_rules() = 0;
  // All of them anew.
  virtual Result<Kept> set_escalation_rules(std::span<const casework::EscalationRule> rules) = 0;
  // The version of the law data by which all open dossiers were read last; empty: never.
  virtual Result<std::string> calendar_counted_by() = 0;
  virtual Result<void> note_calendar(std::string_view version) = 0;
};

}  // namespace qingxin::store
