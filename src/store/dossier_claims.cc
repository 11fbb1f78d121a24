// SPDX-License-Identifier: Apache-2.0
#include "store/dossier_claims.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "store/dossier_rows.h"

namespace qingxin::store {

namespace {

constexpr std::int64_t kCases = static_cast<std::int64_t>(casework::Subject::case_file);

struct Claim {
  std::optional<int> people;
  std::optional<Money> amount;

  friend bool operator==(const Claim&, const Claim&) = default;
};

Claim claim_of(Statements& statements, DossierId id) {
  Claim claim{.people = 0, .amount = Money{}};
  const std::int64_t matters = statements.run(
      "SELECT c.matter_id, MAX(c.head_count), MAX(c.amount_fen) FROM dossier_link l JOIN clue c"
      " ON c.clue_id = l.dossier_id WHERE l.link_id = $1 GROUP BY c.matter_id"
      " ORDER BY c.matter_id",
      {number(id)}, [&](const SqlRow& row) {
        const std::optional<int> people = number_in<int>(row, 1);
        const std::optional<Money> amount = fen_in(row, 2);
        claim.people =
            claim.people && people ? std::optional{*claim.people + *people} : std::nullopt;
        claim.amount =
            claim.amount && amount ? std::optional{*claim.amount + *amount} : std::nullopt;
      });
  return matters == 0 ? Claim{} : claim;
}

}  // namespace

void claim_anew(Statements& statements, const Vault& vault, const access::Principal& who,
                Instant now, DossierId id, std::string& subjects) {
  int facts_no = 0;
  Claim known;
  // One after the other: each counts what the others wrote.
  const std::int64_t found = statements.run(
      "SELECT d.facts_no, d.claimed_people, d.claimed_fen FROM dossier d"
      " WHERE d.dossier_id = $1 AND d.subject = $2 FOR UPDATE",
      {number(id), kCases}, [&](const SqlRow& row) {
        facts_no = static_cast<int>(row.number(0));
        known = {number_in<int>(row, 1), fen_in(row, 2)};
      });
  if (found == 0 || statements.have_failed()) return;
  const Claim claim = claim_of(statements, id);
  if (claim == known) return;
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
  for (const DossierId id : cases) claim_anew(statements, vault, who, now, id, subjects);
}

}  // namespace qingxin::store
