// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "store/dossier_rows.h"

// What stands once, over all dossiers that there are: the store looks after it in the transaction
// that writes, for whoever writes sees a part of them and is not alone.
namespace qingxin::store {

namespace {

constexpr std::int64_t kCases = static_cast<std::int64_t>(casework::Subject::case_file);

std::string token_of_words(const access::Key& index, std::string_view text) {
  return access::token_of(index, access::FieldKind::words, text);
}

bool is_seen(Statements& statements, const access::Principal& who, DossierId id) {
  DossierCondition seen(who);
  seen.also("d.dossier_id = " + seen.place(number(id)));
  return statements.run("SELECT 1 FROM dossier d WHERE " + seen.words(), seen.values()) > 0;
}

// Where it stands, as far as he may be told.
std::string place_in_words(Statements& statements, const access::Principal& who, DossierId id) {
  if (is_seen(statements, who, id)) return fmt::format("案件 {}", number(id));
  return "您看不到的另一个案件";
}

// A judgment may be about many workers.
bool pays_once(const casework::Settlement& settlement) {
  return !settlement.proof.empty() && settlement.kind != casework::SettlementKind::final_judgment;
}

// Where else the paper of a payment stands. Rows of before 0010 have its number as it was typed.
std::optional<ProofUse> other_use(Statements& statements, DossierId id,
                                  const ProvenPayment& payment) {
  std::optional<ProofUse> use;
  statements.run(
      "SELECT dossier_id, worker_no FROM dossier_proof WHERE proof IN ($1, $2)"
      " AND NOT (dossier_id = $3 AND worker_no = $4) ORDER BY dossier_id, worker_no LIMIT 1",
      {std::string_view{payment.mark}, std::string_view{payment.token}, number(id), payment.worker},
      [&](const SqlRow& row) {
        use = ProofUse{DossierId{row.number(0)}, row.number(1)};
      });
  return use;
}

void refuse_proof(Statements& statements, const access::Principal& who,
                  const ProvenPayment& payment, const ProofUse& use) {
  const std::string place =
      is_seen(statements, who, use.dossier)
          ? fmt::format("已在案件 {} 第 {} 人名下", number(use.dossier), use.worker)
          : "已经用过，在您看不到的另一个案件里";
  statements.refuse(ErrorCode::conflict,
                    fmt::format("凭证「{}」{}；一张凭证只算一次", payment.proof, place));
}

}  // namespace

std::vector<std::string> marks_of_proof(const access::Key& index, std::string_view proof) {
  return {token_of_words(index, folded(proof)), token_of_words(index, proof)};
}

std::vector<ProvenPayment> proven_payments(const DossierFacts& facts, const access::Key& index) {
  std::vector<ProvenPayment> payments;
  for (const CaseWorker& worker : facts.workers)
    for (const casework::Settlement& settlement : worker.arrears.settlements)
      if (pays_once(settlement)) {
        std::vector<std::string> marks = marks_of_proof(index, settlement.proof);
        payments.push_back({.mark = std::move(marks[0]),
                            .token = std::move(marks[1]),
                            .proof = settlement.proof,
                            .worker = worker.arrears.worker});
      }
  return payments;
}

void keep_proofs(Statements& statements, const access::Principal& who, DossierId id,
                 std::span<const ProvenPayment> payments,
                 const std::set<std::pair<std::int64_t, std::string>>& known) {
  std::set<std::pair<std::int64_t, std::string>> held, wanted;
  std::set<std::pair<std::int64_t, std::string>> told_now;
  for (const ProvenPayment& payment : payments) {
    const bool is_known = known.contains({payment.worker, payment.token});
    const bool is_second = !wanted.emplace(payment.worker, payment.mark).second;
    if (is_second && (!is_known || told_now.contains({payment.worker, payment.mark})))
      return statements.refuse(ErrorCode::conflict,
                               fmt::format("凭证「{}」在第 {} 人名下记了两次；一张凭证只算一次",
                                           payment.proof, payment.worker));
    if (!is_known) told_now.emplace(payment.worker, payment.mark);
  }
  statements.run("SELECT worker_no, proof FROM dossier_proof WHERE dossier_id = $1 ORDER BY proof",
                 {number(id)},
                 [&](const SqlRow& row) { held.emplace(row.number(0), std::string{row.text(1)}); });
  for (const auto& [worker, mark] : held)
    if (!wanted.contains({worker, mark}))
      statements.run("DELETE FROM dossier_proof WHERE proof = $1 AND dossier_id = $2",
                     {std::string_view{mark}, number(id)});
  for (const ProvenPayment& payment : payments) {
    if (!held.emplace(payment.worker, payment.mark).second) continue;
    statements.run(
        "INSERT INTO dossier_proof (proof, dossier_id, worker_no) VALUES ($1, $2, $3)"
        " ON CONFLICT (proof) DO NOTHING",
        {std::string_view{payment.mark}, number(id), payment.worker});
    // What stood twice before anybody looked after it does not hold up what is written now.
    if (known.contains({payment.worker, payment.token})) continue;
    if (const std::optional<ProofUse> use = other_use(statements, id, payment))
      return refuse_proof(statements, who, payment, *use);
  }
}

void keep_one_case_of_warning(Statements& statements, const access::Principal& who, DossierId id,
                              const WarningKey& warning) {
  statements.run(
      "INSERT INTO dossier_warning (project_id, matter, dossier_id) VALUES ($1, $2, $3)"
      " ON CONFLICT (project_id, matter) DO NOTHING",
      {number(warning.project), std::string_view{warning.matter}, number(id)});
  DossierId kept = id;
  statements.run("SELECT dossier_id FROM dossier_warning WHERE project_id = $1 AND matter = $2",
                 {number(warning.project), std::string_view{warning.matter}},
                 [&](const SqlRow& row) { kept = DossierId{row.number(0)}; });
  if (kept == id) return;
  statements.refuse(ErrorCode::conflict,
                    fmt::format("这条预警已经转为{}；一条预警只立一个案件，请到那个案件里办",
                                place_in_words(statements, who, kept)));
}

std::set<DossierId> cases_of_clue(Statements& statements, DossierId clue) {
  std::set<DossierId> cases;
  statements.run(
      "SELECT l.link_id FROM dossier_link l JOIN dossier d ON d.dossier_id = l.link_id"
      " WHERE l.dossier_id = $1 AND d.subject = $2 ORDER BY l.link_id",
      {number(clue), kCases}, [&](const SqlRow& row) { cases.insert(DossierId{row.number(0)}); });
  return cases;
}

void keep_in_one_case(Statements& statements, const access::Principal& who, DossierId clue,
                      const std::set<DossierId>& before) {
  const std::set<DossierId> cases = cases_of_clue(statements, clue);
  const auto is_new = [&](DossierId id) { return !before.contains(id); };
  if (cases.size() < 2 || std::ranges::none_of(cases, is_new)) return;
  const auto known = std::ranges::find_if_not(cases, is_new);
  statements.refuse(
      ErrorCode::conflict,
      fmt::format("线索 {} 已在{}；要换，先「分出」并写明理由", number(clue),
                  place_in_words(statements, who, known == cases.end() ? *cases.begin() : *known)));
}

}  // namespace qingxin::store
