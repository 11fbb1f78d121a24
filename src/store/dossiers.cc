// SPDX-License-Identifier: Apache-2.0
#include "store/dossiers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "store/dossier_claims.h"
#include "store/dossier_rows.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;
using casework::Event;

Error unknown(DossierId id) {
  return {ErrorCode::not_found, fmt::format("没有卷 {}；请核对编号", number(id))};
}

std::size_t new_from(const DossierChange& change) {
  return static_cast<std::size_t>(change.before.events);
}

std::optional<Error> fault_of(const DossierChange& change) {
  check(change.after.events.size() >= new_from(change) && !change.after.events.empty());
  for (std::size_t i = new_from(change); i < change.after.events.size(); ++i)
    if (change.after.events[i].key.empty())
      return Error{ErrorCode::invalid_input, "每一步要有编号，重复交才认得出；请给它一个编号"};
  return std::nullopt;
}

bool is_same_event(Event sent, const Event& kept) {
  sent.entered_at = kept.entered_at;
  sent.frozen = kept.frozen;
  return sent == kept;
}

// What lists know of a dossier, and what stands there.
bool has_same_index(const KeptDossier& kept, const DossierChange& change) {
  const DossierReadings& a = kept.readings;
  const DossierReadings& b = change.readings;
  const auto told = [](const std::optional<casework::CaseSums>& sums) {
    const casework::CaseSums all = sums.value_or(casework::CaseSums{});
    return std::tuple{sums.has_value(), all.people,  all.people_paid, all.people_unknown,
                      all.established,  all.settled, all.owed};
  };
  return kept.face == change.face && a.is_open == b.is_open && a.due == b.due &&
         a.timeliness == b.timeliness && told(a.sums) == told(b.sums);
}

std::optional<KeptDossier> kept_of(Statements& statements, DossierId id) {
  std::optional<KeptDossier> kept;
  statements.run(select_dossiers() + " WHERE d.dossier_id = $1", {number(id)},
                 [&](const SqlRow& row) { kept = kept_dossier(row); });
  return kept;
}

// Keeping what one dossier becomes, within a transaction.
class KeepingDossier {
 public:
  KeepingDossier(Statements& statements, const Vault& vault, const access::Principal& who,
                 Instant now, const DossierChange& change)
      : statements_(&statements),
        vault_(&vault),
        who_(&who),
        now_(now),
        change_(&change),
        events_(statements, vault, change.id),
        facts_(statements, vault, change.id) {}

  // Kept::already: nothing of it is new. Else says in `subjects`, in ids and steps, what is.
  Kept keep(const std::optional<KeptDossier>& kept, std::string& subjects) {
    const DossierStamp stamp = kept ? kept->stamp : DossierStamp{};
    if (stamp != change_->before) {
      if (!kept || !was_kept()) refuse_second();
      return Kept::already;
    }
    const bool has_facts = facts_.differ(change_->facts);
    const bool has_events = change_->after.events.size() > new_from(*change_);
    if (!has_facts && !has_events && kept && has_same_index(*kept, *change_)) return Kept::already;
    // First the row, which one writer has at a time.
    const int facts_no = stamp.facts + (has_facts ? 1 : 0);
    if (!put_dossier(*statements_, *change_, facts_no)) refuse_second();
    if (!kept && change_->origin.warning)
      keep_one_case_of_warning(*statements_, *who_, change_->id, *change_->origin.warning);
    if (has_facts) facts_.put(change_->facts, facts_no, *who_, now_);
    put_events();
    put_strands(*statements_, *change_);
    put_bodies(*statements_, *change_);
    put_links(*statements_, *change_);
    subjects += fmt::format("{}dossier={}", subjects.empty() ? "" : " ", number(change_->id));
    for (std::size_t i = new_from(*change_); i < change_->after.events.size(); ++i)
      subjects += fmt::format(" step={}", casework::words_of(change_->after.events[i].step).name);
    if (has_facts) subjects += fmt::format(" facts={}", facts_no);
    return Kept::now;
  }

 private:
  // Whether all that is new here stands there already, under the keys that it has; refuses a key
  // that stands for something else.
  bool was_kept() {
    const std::vector<Event> known = events_.read();
    for (std::size_t i = new_from(*change_); i < change_->after.events.size(); ++i) {
      const Event& sent = change_->after.events[i];
      const auto kept = std::ranges::find(known, sent.key, &Event::key);
      if (kept == known.end()) return false;
      if (!is_same_event(sent, *kept)) {
        refuse_key(sent.key);
        return true;
      }
    }
    DossierFacts known_facts = facts_.read();
    // What a case claims is counted when its clues change, and may be another claim by now.
    if (change_->after.subject == casework::Subject::case_file) {
      known_facts.claimed_people = change_->facts.claimed_people;
      known_facts.claimed_amount = change_->facts.claimed_amount;
    }
    return known_facts == change_->facts;
  }

  void refuse_second() {
    statements_->refuse(
        ErrorCode::conflict,
        fmt::format("卷 {} 刚刚有人改过，这一步没有记；请重新打开再办", number(change_->id)));
  }
  void refuse_key(std::string_view key) {
    statements_->refuse(ErrorCode::conflict,
                        fmt::format("编号 {} 已经记过另一件事，请换一个编号", key));
  }

  void put_events() {
    for (std::size_t i = new_from(*change_); i < change_->after.events.size(); ++i) {
      const Event& event = change_->after.events[i];
      if (statements_->run("SELECT 1 FROM dossier_event WHERE dossier_id = $1 AND client_key = $2",
                           {number(change_->id), std::string_view{event.key}}) > 0)
        return refuse_key(event.key);
      events_.put(static_cast<int>(i) + 1, event, now_);
    }
  }

  Statements* statements_;
  const Vault* vault_;
  const access::Principal* who_;
  Instant now_;
  const DossierChange* change_;
  DossierEvents events_;
  DossierFactRows facts_;
};

// Whoever entered what is owed or paid is no stranger to the case.
void add_handlers(const DossierFacts& facts, casework::Dossier& dossier) {
  for (const casework::PersonId person : facts.entered_by)
    if (std::ranges::find(dossier.handlers, person) == dossier.handlers.end())
      dossier.handlers.push_back(person);
}

// The clues among the changes that join cases or leave them, and the cases in which they were.
using Joining = std::map<DossierId, std::set<DossierId>>;

Joining joining_of(Statements& statements, std::span<const DossierChange> changes) {
  Joining joining;
  for (const DossierChange& change : changes)
    if (change.after.subject == casework::Subject::clue && has_new_links(change))
      joining[change.id] = cases_over(statements, change.id);
  return joining;
}

void count_clues(Statements& statements, WholeDossier& whole) {
  statements.run(
      "SELECT COUNT(*), COALESCE(SUM(CASE WHEN d.clue_state = $2 THEN 0 ELSE 1 END), 0)"
      " FROM dossier d WHERE d.subject = 1 AND d.dossier_id IN " +
          clues_of("$1"),
      {number(whole.id), static_cast<std::int64_t>(casework::State::clue_answered)},
      [&](const SqlRow& row) {
        whole.joined_clues = static_cast<int>(row.number(0));
        whole.unanswered_clues = static_cast<int>(row.number(1));
      });
  const Claim claim = claim_of(statements, whole.id);
  whole.people_unsaid = claim.people_unsaid;
  whole.amounts_unsaid = claim.amounts_unsaid;
}

FoldedDossier folded_of(DossierId id, casework::Subject subject, std::vector<Event> events) {
  FoldedDossier one{.id = id, .dossier = {}, .fault = {}};
  Result<casework::Dossier> folded = casework::replay(subject, std::move(events));
  if (folded)
    one.dossier = *std::move(folded);
  else
    one.fault = fmt::format("卷 {}：{}", number(id), folded.error().message);
  return one;
}

// A right that was not used in time is gone, and its clock with it.
bool may_run(const casework::Reading& reading) {
  using enum casework::ClockStatus;
  const bool is_gone = casework::clock_of(reading.clock)->is_right && reading.status == overdue;
  return !reading.stop_event && reading.status != met && reading.status != late && !is_gone;
}

// Nobody has to do anything any more, as far as the two ends and an answer go.
bool is_at_its_end(const casework::Dossier& dossier) {
  if (dossier.subject == casework::Subject::clue)
    return has_any_in(dossier, casework::State::clue_answered);
  return has_any_in(dossier, casework::State::concluded) &&
         has_any_in(dossier, casework::State::cleared);
}

}  // namespace

casework::EndFacts end_facts(const DossierFacts& facts, int open_findings, int unanswered_clues) {
  casework::EndFacts ends;
  for (const CaseWorker& worker : facts.workers) ends.workers.push_back(worker.arrears);
  ends.claimed_people = facts.claimed_people;
  ends.claimed_amount = facts.claimed_amount;
  ends.why_not_as_claimed = facts.why_not_as_claimed;
  ends.told_people = facts.told_people;
  ends.told_amount = facts.told_amount;
  ends.open_findings = open_findings;
  ends.unanswered_clues = unanswered_clues;
  ends.crime = facts.crime;
  ends.why_no_police = facts.why_no_police;
  ends.delays = facts.delays;
  return ends;
}

DossierReadings read_now(const casework::Dossier& dossier, const DossierFacts& facts,
                         const casework::World& world) {
  DossierReadings readings{.sums = {}, .is_open = !is_at_its_end(dossier), .due = {}};
  if (!facts.workers.empty()) readings.sums = sums_of(end_facts(facts, 0, 0), dossier);
  for (const casework::Reading& reading : read_clocks(dossier, world)) {
    if (may_run(reading)) readings.is_open = true;
    if (!casework::binds_authority(*casework::clock_of(reading.clock)) || !reading.due) continue;
    if (may_run(reading))
      readings.due = std::min(readings.due.value_or(*reading.due), *reading.due);
    const bool is_behind = reading.status == casework::ClockStatus::late ||
                           reading.status == casework::ClockStatus::overdue;
    readings.timeliness = is_behind ? casework::Timeliness::late
                                    : std::max(readings.timeliness, casework::Timeliness::in_time);
  }
  return readings;
}

DossierChange change_of(const WholeDossier& read, casework::Dossier after,
                        const casework::World& world) {
  DossierChange change{.id = read.id,
                       .before = read.stamp,
                       .origin = read.origin,
                       .after = std::move(after),
                       .face = read.face,
                       .facts = read.facts,
                       .readings = {}};
  change.readings = read_now(change.after, change.facts, world);
  return change;
}

namespace {

// Whoever ended the case did not see the clue. The row is held: he who ends it now comes second.
void refuse_ended(Statements& statements, DossierId id) {
  bool is_ended = false;
  statements.run(
      "SELECT conclusion_state, clearing_state FROM dossier WHERE dossier_id = $1 FOR UPDATE",
      {number(id)}, [&](const SqlRow& row) {
        is_ended = number_in<casework::State>(row, 0) == casework::State::concluded ||
                   number_in<casework::State>(row, 1) == casework::State::cleared;
      });
  if (is_ended)
    statements.refuse(
        ErrorCode::conflict,
        fmt::format("案件 {} 刚刚结案或销账，线索没有并入；请重新打开再办", number(id)));
}

}  // namespace

void SqlStore::require_dossier(Statements& statements, DossierId id) {
  DossierCondition seen(who_);
  const std::string place = seen.place(number(id));
  if (statements.run(fmt::format("SELECT 1 FROM dossier d WHERE d.dossier_id = {} AND {}", place,
                                 seen.words()),
                     seen.values()) > 0)
    return;
  const Error error = unknown(id);
  statements.refuse(error.code, error.message);
}

// A clue is in one case, which has not ended, and what the cases claim is what their clues say.
void SqlStore::follow_joining(Statements& statements,
                              const std::map<DossierId, std::set<DossierId>>& joining,
                              const std::set<DossierId>& written, std::string& subjects) {
  std::set<DossierId> cases, joined;
  for (const auto& [clue, before] : joining) {
    keep_in_one_case(statements, who_, clue, before);
    // Of one that was not kept as a clue it is not known what it says.
    if (statements.run("SELECT 1 FROM clue WHERE clue_id = $1", {number(clue)}) == 0) continue;
    cases.insert(before.begin(), before.end());
    for (const DossierId id : cases_over(statements, clue)) {
      cases.insert(id);
      // What is written together was read together: its stamp has been compared.
      if (!before.contains(id) && !written.contains(id)) joined.insert(id);
    }
  }
  for (const DossierId id : cases) {
    if (statements.have_failed()) return;
    const bool joins_now = joined.contains(id);
    if (joins_now) refuse_ended(statements, id);
    claim_anew(statements, core_->vault, who_, now_, id, joins_now ? Joins::now : Joins::no,
               subjects);
  }
}

Result<Kept> SqlStore::keep_dossiers(std::span<const DossierChange> changes) {
  for (const DossierChange& change : changes)
    if (std::optional<Error> fault = fault_of(change)) return tl::unexpected(*std::move(fault));
  if (!who_.scope.has_any_unit)
    return fail(ErrorCode::not_permitted, "企业、银行的账号不能办线索和案件");
  Kept kept = Kept::already;
  access::AuditEntry entry = audit_entry("keep_dossier", {});
  const auto work = [&](Statements& statements) {
    kept = Kept::already;
    entry.subjects.clear();
    const Joining joining = joining_of(statements, changes);
    std::set<DossierId> written;
    for (const DossierChange& change : changes) {
      const std::optional<KeptDossier> stored = kept_of(statements, change.id);
      if (stored || change.before.events > 0) require_dossier(statements, change.id);
      if (statements.have_failed()) return;
      KeepingDossier keeping(statements, core_->vault, who_, now_, change);
      if (keeping.keep(stored, entry.subjects) != Kept::now) continue;
      kept = Kept::now;
      written.insert(change.id);
    }
    if (kept == Kept::now) follow_joining(statements, joining, written, entry.subjects);
  };
  const Result<void> done = change(entry, now_, "记卷", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::optional<WholeDossier>> SqlStore::case_of(DossierId clue) {
  std::optional<DossierId> found;
  const Result<void> done = look("查线索在哪个案件", [&](Statements& statements) {
    found.reset();
    std::vector<DossierId> clues{clue};
    statements.run(
        "SELECT o.clue_id FROM clue o JOIN clue c ON c.matter_id = o.matter_id"
        " WHERE c.clue_id = $1 AND o.clue_id <> $1 ORDER BY o.clue_id",
        {number(clue)}, [&](const SqlRow& row) { clues.push_back(DossierId{row.number(0)}); });
    // First where it is itself.
    for (const DossierId one : clues) {
      const std::set<DossierId> cases = cases_over(statements, one);
      if (cases.empty()) continue;
      const std::set<DossierId> own = cases_of_clue(statements, one);
      found = own.empty() ? *cases.rbegin() : *own.rbegin();
      return;
    }
  });
  if (!done) return tl::unexpected(done.error());
  if (!found) return std::nullopt;
  return find_dossier(*found);
}

Result<WholeDossier> SqlStore::whole_dossier(DossierId id) {
  Result<std::optional<WholeDossier>> found = find_dossier(id);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return tl::unexpected(unknown(id));
  return **std::move(found);
}

Result<std::optional<WholeDossier>> SqlStore::find_dossier(DossierId id) {
  std::optional<WholeDossier> found;
  const Result<void> done = look("查卷", [&](Statements& statements) {
    found.reset();
    DossierCondition seen(who_);
    seen.also("d.dossier_id = " + seen.place(number(id)));
    std::optional<KeptDossier> kept;
    statements.run(select_dossiers() + " WHERE " + seen.words(), seen.values(),
                   [&](const SqlRow& row) { kept = kept_dossier(row); });
    if (!kept) return;
    WholeDossier whole;
    whole.id = kept->id;
    whole.stamp = kept->stamp;
    whole.origin = kept->origin;
    whole.face = kept->face;
    Result<casework::Dossier> folded =
        casework::replay(kept->subject, DossierEvents(statements, core_->vault, id).read());
    if (!folded)
      return statements.refuse(folded.error().code,
                               fmt::format("卷 {}：{}", number(id), folded.error().message));
    whole.dossier = *std::move(folded);
    whole.facts = DossierFactRows(statements, core_->vault, id).read();
    add_handlers(whole.facts, whole.dossier);
    count_clues(statements, whole);
    found = std::move(whole);
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<FoldedDossier>> SqlStore::folded(std::span<const DossierId> ids) {
  std::vector<FoldedDossier> found;
  const Result<void> done = look("读卷的经过", [&](Statements& statements) {
    found.clear();
    for (std::size_t first = 0; first < ids.size(); first += kFoldedAtOnce) {
      const auto some = ids.subspan(first, std::min(kFoldedAtOnce, ids.size() - first));
      DossierCondition seen(who_);
      seen.one_of(some);
      std::map<DossierId, casework::Subject> subjects;
      statements.run("SELECT d.dossier_id, d.subject FROM dossier d WHERE " + seen.words() +
                         " ORDER BY d.dossier_id",
                     seen.values(), [&](const SqlRow& row) {
                       subjects[DossierId{row.number(0)}] =
                           static_cast<casework::Subject>(row.number(1));
                     });
      EventsById events = events_without_words(statements, some);
      for (const auto& [id, subject] : subjects)
        found.push_back(folded_of(id, subject, std::move(events[id])));
    }
  });
  if (!done) return tl::unexpected(done.error());
  std::ranges::sort(found, {}, &FoldedDossier::id);
  return found;
}

}  // namespace qingxin::store
