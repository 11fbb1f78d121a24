// SPDX-License-Identifier: Apache-2.0
#include "store/dossier_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "store/dossier_rows.h"

namespace qingxin::store {

namespace {

constexpr std::int64_t kCases = static_cast<std::int64_t>(casework::Subject::case_file);

constexpr std::int64_t kClues = static_cast<std::int64_t>(casework::Subject::clue);

// What one matter says.
struct Said {
  std::optional<int> people, named;
  std::optional<Money> amount, named_amount;
};

}  // namespace

std::string clues_of(const std::string& place) {
  return fmt::format(
      "(WITH RECURSIVE joined (id) AS (SELECT l.dossier_id FROM dossier_link l"
      " WHERE l.link_id = {0} UNION SELECT l.dossier_id FROM dossier_link l"
      " JOIN joined j ON l.link_id = j.id JOIN dossier k ON k.dossier_id = {0}"
      " WHERE k.subject = 2),"
      " spoken (id) AS (SELECT j.id FROM joined j UNION SELECT c.clue_id FROM clue c"
      " JOIN dossier k ON k.dossier_id = {0} WHERE k.subject = 2 AND c.matter_id IN"
      " (SELECT m.matter_id FROM clue m JOIN joined j ON j.id = m.clue_id))"
      " SELECT s.id FROM spoken s WHERE EXISTS (SELECT 1 FROM dossier_link l"
      " WHERE l.dossier_id = s.id AND l.link_id = {0}) OR NOT EXISTS (SELECT 1"
      " FROM dossier_link o JOIN dossier k ON k.dossier_id = o.link_id"
      " WHERE o.dossier_id = s.id AND k.subject = 2))",
      place);
}

std::set<DossierId> cases_over(Statements& statements, DossierId clue) {
  std::set<DossierId> cases;
  statements.run(
      "WITH RECURSIVE over (id) AS (SELECT l.link_id FROM dossier_link l WHERE l.dossier_id = $1"
      " UNION SELECT l.link_id FROM dossier_link l JOIN over o ON l.dossier_id = o.id)"
      " SELECT d.dossier_id FROM dossier d JOIN over o ON o.id = d.dossier_id"
      " WHERE d.subject = $2 ORDER BY d.dossier_id",
      {number(clue), kCases}, [&](const SqlRow& row) { cases.insert(DossierId{row.number(0)}); });
  return cases;
}

Claim claim_of(Statements& statements, DossierId id) {
  std::map<std::int64_t, Said> matters;
  statements.run(
      "SELECT c.matter_id, c.head_count, c.amount_fen, (SELECT COUNT(*) FROM clue_person p"
      " WHERE p.clue_id = c.clue_id), (SELECT CAST(SUM(p.amount_fen) AS BIGINT) FROM clue_person p"
      " WHERE p.clue_id = c.clue_id) FROM clue c WHERE (c.clue_id = $1 AND EXISTS (SELECT 1"
      " FROM dossier d WHERE d.dossier_id = $1 AND d.subject = $2)) OR (c.clue_id IN " +
          clues_of("$1") +
          " AND EXISTS (SELECT 1 FROM dossier d WHERE d.dossier_id = $1 AND d.subject = $3))"
          " ORDER BY c.matter_id, c.clue_id",
      {number(id), kClues, kCases}, [&](const SqlRow& row) {
        Said& said = matters[row.number(0)];
        said.people = std::max(said.people, number_in<int>(row, 1));
        said.amount = std::max(said.amount, fen_in(row, 2));
        if (row.number(3) > 0)
          said.named = std::max(said.named, std::optional{static_cast<int>(row.number(3))});
        said.named_amount = std::max(said.named_amount, fen_in(row, 4));
      });
  Claim claim;
  for (const auto& [matter, said] : matters) {
    claim.people_unsaid += said.people ? 0 : 1;
    claim.amounts_unsaid += said.amount ? 0 : 1;
    if (const auto people = std::max(said.people, said.named))
      claim.people = claim.people.value_or(0) + *people;
    if (const auto amount = std::max(said.amount, said.named_amount))
      claim.amount = claim.amount.value_or(Money{}) + *amount;
  }
  return claim;
}

void claim_anew(Statements& statements, const Vault& vault, const access::Principal& who,
                Instant now, DossierId id, Joins joins, std::string& subjects) {
  int facts_no = 0;
  Claim known;
  // One after the other: each counts what the others wrote.
  const std::int64_t found = statements.run(
      "SELECT d.facts_no, d.claimed_people, d.claimed_fen FROM dossier d"
      " WHERE d.dossier_id = $1 AND d.subject = $2 FOR UPDATE",
      {number(id), kCases}, [&](const SqlRow& row) {
        facts_no = static_cast<int>(row.number(0));
        known.people = number_in<int>(row, 1);
        known.amount = fen_in(row, 2);
      });
  if (found == 0 || statements.have_failed()) return;
  const Claim claim = claim_of(statements, id);
  const bool is_same = claim.people == known.people && claim.amount == known.amount;
  if (is_same && joins == Joins::no) return;
  ++facts_no;
  DossierFactRows(statements, vault, id).claim(claim.people, claim.amount, facts_no, who, now);
  statements.run(
      "UPDATE dossier SET claimed_people = $2, claimed_fen = $3, facts_no = $4"
      " WHERE dossier_id = $1",
      {number(id), number_or_null(claim.people), number_or_null(claim.amount),
       std::int64_t{facts_no}});
  subjects +=
      fmt::format("{}dossier={} facts={}", subjects.empty() ? "" : " ", number(id), facts_no);
}

void claim_anew_of(Statements& statements, const Vault& vault, const access::Principal& who,
                   Instant now, ClueId clue, std::string& subjects) {
  std::vector<DossierId> cases;
  statements.run(
      "SELECT DISTINCT l.link_id FROM clue c JOIN dossier_link l ON l.dossier_id = c.clue_id"
      " JOIN dossier d ON d.dossier_id = l.link_id WHERE d.subject = $2 AND c.matter_id ="
      " (SELECT m.matter_id FROM clue m WHERE m.clue_id = $1) ORDER BY l.link_id",
      {number(clue), kCases},
      [&](const SqlRow& row) { cases.push_back(DossierId{row.number(0)}); });
  for (const DossierId id : cases) claim_anew(statements, vault, who, now, id, Joins::no, subjects);
}

}  // namespace qingxin::store
