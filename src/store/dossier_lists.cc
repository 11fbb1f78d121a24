// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "access/scope.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/clue_rows.h"
#include "store/dossier_claims.h"
#include "store/dossier_rows.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using access::audit_entry;

// One employer has one number, by its code or else by its name; 0: neither is known.
std::int64_t employer_number(const DossierFace& face) {
  const std::string& name = face.employer_code.empty() ? face.employer : face.employer_code;
  if (name.empty()) return 0;
  const Digest digest = sm3(name);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof bits; ++i) bits = bits << 8 | digest[i];
  return static_cast<std::int64_t>(bits & INT64_MAX) | 1;
}

std::optional<int> people_of(const KeptDossier& kept) {
  const std::optional<casework::CaseSums>& sums = kept.readings.sums;
  if (!sums) return kept.claimed_people;
  return sums->people + sums->people_unknown;
}

// Of which a person said that it is no matter of labour: what the program suggested takes none out.
std::set<DossierId> outside_labour(Statements& statements, const access::Principal& who,
                                   const DossierFilter& filter) {
  DossierFilter outside = filter;
  outside.matter_class = casework::MatterClass::not_labour;
  outside.state = casework::State::classed;
  DossierCondition seen(who);
  seen.narrow(outside);
  std::set<DossierId> found;
  statements.run("SELECT d.dossier_id FROM dossier d WHERE " + seen.words(), seen.values(),
                 [&](const SqlRow& row) { found.insert(DossierId{row.number(0)}); });
  return found;
}

// Where somebody is owed something nothing makes it another matter.
bool is_arrears(const KeptDossier& kept, const std::set<DossierId>& outside) {
  const std::optional<casework::CaseSums>& sums = kept.readings.sums;
  if (sums && sums->people > 0) return true;
  const bool is_nobody_owed = sums && sums->people_unknown == 0;
  return kept.handling != casework::State::declined && !(kept.concluded && is_nobody_owed) &&
         !outside.contains(kept.id);
}

casework::CaseRow case_row(const KeptDossier& kept, const std::set<DossierId>& outside,
                           Date as_of) {
  const bool has_run_out = kept.readings.due && *kept.readings.due < as_of;
  return {.id = number(kept.id),
          .employer = employer_number(kept.face),
          .funding = kept.face.funding,
          .opened = china_day(kept.opened),
          .filed = kept.filed,
          .concluded = kept.concluded,
          .cleared = kept.cleared,
          .timeliness = has_run_out ? casework::Timeliness::late : kept.readings.timeliness,
          .people = people_of(kept),
          .owed = kept.readings.sums ? kept.readings.sums->owed : std::nullopt,
          .is_arrears = is_arrears(kept, outside)};
}

std::vector<KeptDossier> read_dossiers(Statements& statements, const DossierCondition& seen,
                                       const std::string& ending) {
  std::vector<KeptDossier> found;
  statements.run(select_dossiers() + " WHERE " + seen.words() + ending, seen.values(),
                 [&](const SqlRow& row) { found.push_back(kept_dossier(row)); });
  return found;
}

casework::Redating redating_in(const SqlRow& row) {
  const auto certainty = [&](int column) {
    return row.number(column) == 1 ? law::Certainty::provisional : law::Certainty::firm;
  };
  return {.clock = static_cast<casework::ClockId>(row.number(1)),
          .number = static_cast<int>(row.number(2)),
          .start_event = static_cast<std::size_t>(row.number(3)),
          .before = day_in(row, 5),
          .after = day_in(row, 6),
          .certainty_before = certainty(7),
          .certainty_after = certainty(8),
          .is_frozen = row.number(9) == 1};
}

}  // namespace

Result<std::vector<KeptDossier>> SqlStore::dossiers_before(const DossierFilter& filter,
                                                           DossierId before, int limit) {
  DossierCondition seen(who_);
  seen.narrow(filter);
  if (before != DossierId{}) seen.also("d.dossier_id < " + seen.place(number(before)));
  const std::string at_most = seen.place(std::int64_t{limit});
  std::vector<KeptDossier> found;
  const Result<void> done = look("列卷", [&](Statements& statements) {
    found = read_dossiers(statements, seen, " ORDER BY d.dossier_id DESC LIMIT " + at_most);
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<KeptDossier>> SqlStore::dossiers_after(const DossierFilter& filter,
                                                          DossierId after, int limit) {
  DossierCondition seen(who_);
  seen.narrow(filter);
  seen.also("d.dossier_id > " + seen.place(number(after)));
  const std::string at_most = seen.place(std::int64_t{limit});
  std::vector<KeptDossier> found;
  const Result<void> done = look("列卷", [&](Statements& statements) {
    found = read_dossiers(statements, seen, " ORDER BY d.dossier_id LIMIT " + at_most);
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::int64_t> SqlStore::count_dossiers(const DossierFilter& filter) {
  DossierCondition seen(who_);
  seen.narrow(filter);
  std::int64_t count = 0;
  const Result<void> done = look("数卷", [&](Statements& statements) {
    statements.run("SELECT COUNT(*) FROM dossier d WHERE " + seen.words(), seen.values(),
                   [&](const SqlRow& row) { count = row.number(0); });
  });
  if (!done) return tl::unexpected(done.error());
  return count;
}

Result<Satisfaction> SqlStore::satisfaction(const DossierFilter& filter) {
  DossierCondition seen(who_);
  seen.narrow(filter);
  seen.also("e.step = " +
            seen.place(static_cast<std::int64_t>(casework::Step::satisfaction_given)));
  Satisfaction found;
  const Result<void> done = look("数满意度", [&](Statements& statements) {
    found = {};
    statements.run(
        "SELECT e.satisfaction FROM dossier_event e JOIN dossier d ON d.dossier_id = e.dossier_id"
        " WHERE " +
            seen.words(),
        seen.values(), [&](const SqlRow& row) {
          ++found.answers;
          found.stars += row.number(0);
        });
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<KeptDossier>> SqlStore::joined_to(DossierId id) {
  DossierCondition seen(who_);
  seen.also("d.dossier_id IN " + clues_of(seen.place(number(id))));
  std::vector<KeptDossier> found;
  const Result<void> done = look("查并入的线索", [&](Statements& statements) {
    require_dossier(statements, id);
    found = read_dossiers(statements, seen, " ORDER BY d.dossier_id");
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

Result<std::vector<casework::CaseRow>> SqlStore::case_rows(const DossierFilter& filter,
                                                           Date as_of) {
  DossierFilter cases = filter;
  cases.subject = casework::Subject::case_file;
  DossierCondition seen(who_);
  seen.narrow(cases);
  std::vector<casework::CaseRow> rows;
  const Result<void> done = look("读案件的数", [&](Statements& statements) {
    rows.clear();
    const std::set<DossierId> outside = outside_labour(statements, who_, cases);
    // One at a time: of all cases there are only the rows in memory.
    statements.run(
        select_dossiers() + " WHERE " + seen.words() + " ORDER BY d.dossier_id", seen.values(),
        [&](const SqlRow& row) { rows.push_back(case_row(kept_dossier(row), outside, as_of)); });
  });
  if (!done) return tl::unexpected(done.error());
  return rows;
}

Result<std::vector<casework::ClueRow>> SqlStore::clue_rows(const DossierFilter& filter) {
  DossierFilter clues = filter;
  clues.subject = casework::Subject::clue;
  DossierCondition seen(who_);
  seen.narrow(clues);
  std::vector<casework::ClueRow> rows;
  const Result<void> done = look("读线索的数", [&](Statements& statements) {
    rows.clear();
    statements.run("SELECT d.opened_ms, d.answered_day FROM dossier d WHERE " + seen.words() +
                       " ORDER BY d.dossier_id",
                   seen.values(), [&](const SqlRow& row) {
                     rows.push_back({china_day(Instant{row.number(0)}), day_in(row, 1)});
                   });
  });
  if (!done) return tl::unexpected(done.error());
  return rows;
}

Result<int> SqlStore::count_open_findings(ProjectId project, std::string_view rules, int verdict) {
  std::int64_t count = 0;
  const std::string end = access::end_of_prefix(rules);
  const Result<void> done = look("数疑点", [&](Statements& statements) {
    statements.run(
        "SELECT COUNT(*) FROM finding f WHERE f.project_id = $1 AND f.is_open = 1"
        " AND f.verdict = $2 AND f.rule >= $3 AND f.rule < $4",
        {number(project), std::int64_t{verdict}, rules, std::string_view{end}},
        [&](const SqlRow& row) { count = row.number(0); });
  });
  if (!done) return tl::unexpected(done.error());
  return static_cast<int>(count);
}

Result<std::vector<ClueId>> SqlStore::clues_without_dossier(ClueId after, int limit) {
  std::vector<ClueId> clues;
  ClueCondition seen(who_);
  seen.also("c.clue_id > " + seen.place(number(after)));
  seen.also("NOT EXISTS (SELECT 1 FROM dossier d WHERE d.dossier_id = c.clue_id)");
  const std::string at_most = seen.place(std::int64_t{limit});
  const Result<void> done = look("找没有卷的线索", [&](Statements& statements) {
    clues.clear();
    statements.run("SELECT c.clue_id FROM clue c WHERE " + seen.words() +
                       " ORDER BY c.clue_id LIMIT " + at_most,
                   seen.values(),
                   [&](const SqlRow& row) { clues.push_back(ClueId{row.number(0)}); });
  });
  if (!done) return tl::unexpected(done.error());
  return clues;
}

Result<std::vector<ProofUse>> SqlStore::uses_of_proof(std::string_view proof) {
  std::vector<ProofUse> uses;
  if (proof.empty() || !who_.scope.has_any_unit) return uses;
  DossierCondition seen(who_);
  std::string marks;
  for (std::string& mark : marks_of_proof(core_->vault.index(), proof))
    marks += (marks.empty() ? "" : ", ") + seen.text(std::move(mark));
  const Result<void> done = look("查凭证用在哪里", [&](Statements& statements) {
    uses.clear();
    statements.run(fmt::format("SELECT p.dossier_id, p.worker_no, (SELECT COUNT(*) FROM dossier d"
                               " WHERE d.dossier_id = p.dossier_id AND {}) FROM dossier_proof p"
                               " WHERE p.proof IN ({}) ORDER BY p.dossier_id, p.worker_no",
                               seen.words(), marks),
                   seen.values(), [&](const SqlRow& row) {
                     uses.push_back(row.number(2) == 0
                                        ? ProofUse{}
                                        : ProofUse{DossierId{row.number(0)}, row.number(1)});
                   });
  });
  if (!done) return tl::unexpected(done.error());
  return uses;
}

Result<void> SqlStore::note_dossier_reveal(DossierId id, std::int64_t reveal_id,
                                           RevealPurpose purpose, std::string_view reason) {
  const std::string words = without_numbers_of_people(trim(reason));
  const auto work = [&](Statements& statements) {
    require_dossier(statements, id);
    put_reveal(statements,
               {keys_of(id), reveal_id, "", static_cast<std::int64_t>(access::FieldKind::reporter),
                purpose, words},
               now_);
  };
  return change(audit_entry("reveal_dossier", {{"dossier", number(id)},
                                               {"reveal", reveal_id},
                                               {"purpose", static_cast<std::int64_t>(purpose)}}),
                now_, "看卷的全文", work);
}

Result<std::vector<ReminderNote>> SqlStore::reminders_of(DossierId id) {
  std::vector<ReminderNote> notes;
  const Result<void> done = look("查提醒", [&](Statements& statements) {
    notes.clear();
    require_dossier(statements, id);
    statements.run(
        "SELECT reminder, clock, strand_no, rung, moment_ms, is_passed_over, noted_ms"
        " FROM dossier_reminder WHERE dossier_id = $1 ORDER BY moment_ms, reminder",
        {number(id)}, [&](const SqlRow& row) {
          notes.push_back({{.key = std::string{row.text(0)},
                            .clock = static_cast<casework::ClockId>(row.number(1)),
                            .number = static_cast<int>(row.number(2)),
                            .rung = std::string{row.text(3)},
                            .moment = Instant{row.number(4)},
                            .is_passed_over = row.number(5) == 1},
                           Instant{row.number(6)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return notes;
}

Result<Kept> SqlStore::note_reminder(DossierId id, const casework::Reminder& reminder) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    require_dossier(statements, id);
    const std::int64_t added = statements.run(
        "INSERT INTO dossier_reminder (dossier_id, reminder, clock, strand_no, rung, moment_ms,"
        " is_passed_over, noted_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (dossier_id, reminder) DO NOTHING",
        {number(id), std::string_view{reminder.key}, static_cast<std::int64_t>(reminder.clock),
         std::int64_t{reminder.number}, std::string_view{reminder.rung}, reminder.moment.utc_ms,
         std::int64_t{reminder.is_passed_over ? 1 : 0}, now_.utc_ms});
    kept = added == 1 ? Kept::now : Kept::already;
  };
  const Result<void> done =
      change(audit_entry("note_reminder", {{"dossier", number(id)}}), now_, "记提醒", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<EscalationNote>> SqlStore::escalations_of(DossierId id) {
  std::vector<EscalationNote> notes;
  const Result<void> done = look("查升级", [&](Statements& statements) {
    notes.clear();
    require_dossier(statements, id);
    statements.run(
        "SELECT rule, rung, fired_ms FROM dossier_escalation WHERE dossier_id = $1"
        " ORDER BY fired_ms, rule",
        {number(id)}, [&](const SqlRow& row) {
          notes.push_back({std::string{row.text(0)}, static_cast<casework::Rung>(row.number(1)),
                           Instant{row.number(2)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return notes;
}

Result<Kept> SqlStore::note_escalation(DossierId id, std::string_view rule, casework::Rung rung) {
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    require_dossier(statements, id);
    const std::int64_t added = statements.run(
        "INSERT INTO dossier_escalation (dossier_id, rule, rung, fired_ms)"
        " VALUES ($1, $2, $3, $4) ON CONFLICT (dossier_id, rule) DO NOTHING",
        {number(id), rule, static_cast<std::int64_t>(rung), now_.utc_ms});
    kept = added == 1 ? Kept::now : Kept::already;
  };
  const Result<void> done =
      change(audit_entry("note_escalation", {{"dossier", number(id)}}), now_, "记升级", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<RedatingNote>> SqlStore::redatings_of(DossierId id) {
  std::vector<RedatingNote> notes;
  const Result<void> done = look("查期限变动", [&](Statements& statements) {
    notes.clear();
    require_dossier(statements, id);
    statements.run(
        "SELECT calendar, clock, strand_no, start_event, calendar_before, day_before, day_after,"
        " was_provisional, is_provisional, is_frozen, noted_ms FROM dossier_redating"
        " WHERE dossier_id = $1 ORDER BY noted_ms, calendar, clock, strand_no, start_event",
        {number(id)}, [&](const SqlRow& row) {
          notes.push_back({redating_in(row), std::string{row.text(4)}, std::string{row.text(0)},
                           Instant{row.number(10)}});
        });
  });
  if (!done) return tl::unexpected(done.error());
  return notes;
}

Result<Kept> SqlStore::note_redatings(DossierId id, std::span<const casework::Redating> redatings,
                                      std::string_view calendar_before, std::string_view calendar) {
  Kept kept = Kept::already;
  const auto work = [&](Statements& statements) {
    kept = Kept::already;
    require_dossier(statements, id);
    for (const casework::Redating& one : redatings) {
      const auto provisional = [](law::Certainty certainty) {
        return std::int64_t{certainty == law::Certainty::provisional ? 1 : 0};
      };
      const std::int64_t added = statements.run(
          "INSERT INTO dossier_redating (dossier_id, calendar, clock, strand_no, start_event,"
          " calendar_before, day_before, day_after, was_provisional, is_provisional, is_frozen,"
          " noted_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
          " ON CONFLICT (dossier_id, calendar, clock, strand_no, start_event) DO NOTHING",
          {number(id), calendar, static_cast<std::int64_t>(one.clock), std::int64_t{one.number},
           static_cast<std::int64_t>(one.start_event), calendar_before, number_or_null(one.before),
           number_or_null(one.after), provisional(one.certainty_before),
           provisional(one.certainty_after), std::int64_t{one.is_frozen ? 1 : 0}, now_.utc_ms});
      if (added == 1) kept = Kept::now;
    }
  };
  const Result<void> done =
      change(audit_entry("note_redatings", {{"dossier", number(id)}}), now_, "记期限变动", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

}  // namespace qingxin::store
