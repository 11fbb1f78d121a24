// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/principal.h"
#include "store/dossiers.h"
#include "store/sealed_values.h"
#include "store/statements.h"
#include "store/vault.h"

// What the queries of dossiers share. Their keys are their own: a dossier's id stands where a
// project's would.
namespace qingxin::store {

constexpr ProjectId keys_of(DossierId id) {
  return ProjectId{number(id)};
}

SqlValue number_or_null(const std::optional<Date>& day);
SqlValue number_or_null(const std::optional<Money>& amount);
SqlValue number_or_null(const std::optional<int>& count);
template <typename Number>
SqlValue number_or_null(const std::optional<Number>& value) {
  if (!value) return std::monostate{};
  return static_cast<std::int64_t>(*value);
}
std::optional<Date> day_in(const SqlRow& row, int column);
std::optional<Money> fen_in(const SqlRow& row, int column);
template <typename Number>
std::optional<Number> number_in(const SqlRow& row, int column) {
  if (const auto value = row.number_or_none(column)) return static_cast<Number>(*value);
  return std::nullopt;
}

// Always so many places, the last ones the same: one statement, which a server plans once.
inline constexpr std::size_t kFoldedAtOnce = 128;
// "$1, $2 …" for these ids, kFoldedAtOnce at most and one at least.
std::string places_of(std::span<const DossierId> ids, std::vector<SqlValue>& values);

// A condition that grows, with its values. Nothing that was asked is ever part of its words.
class DossierCondition {
 public:
  // Of "dossier d": what the principal may see.
  explicit DossierCondition(const access::Principal& who);

  std::string place(SqlValue value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }
  std::string text(std::string words) {
    texts_.push_back(std::move(words));
    return place(std::string_view{texts_.back()});
  }
  void also(std::string_view words) { text_.append(" AND ").append(words); }
  void narrow(const DossierFilter& filter);
  void one_of(std::span<const DossierId> ids);  // kFoldedAtOnce at most and one at least
  const std::string& words() const { return text_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  // That a column has this value, if any is asked for.
  void equal(std::string_view column, SqlValue value);
  void narrow_face(const DossierFilter& filter);

  std::string text_;
  std::vector<SqlValue> values_;
  std::deque<std::string> texts_;
};

// "SELECT … FROM dossier d", for kept_dossier().
const std::string& select_dossiers();
KeptDossier kept_dossier(const SqlRow& row);

// The row of a dossier as it becomes. False: another one came between, or it is there already.
bool put_dossier(Statements& statements, const DossierChange& change, int facts_no);
// The index of what its new events changed.
void put_strands(Statements& statements, const DossierChange& change);
void put_bodies(Statements& statements, const DossierChange& change);
void put_links(Statements& statements, const DossierChange& change);
// Whether its new events joined it to something or took it out of it.
bool has_new_links(const DossierChange& change);

// A payment that a paper proves.
struct ProvenPayment {
  std::string mark;   // of its number as it is compared
  std::string token;  // of its number as it is written, as dossier_settlement has it
  std::string proof;
  std::int64_t worker = 0;
};
// Both, the mark first.
std::vector<std::string> marks_of_proof(const access::Key& index, std::string_view proof);
std::vector<ProvenPayment> proven_payments(const DossierFacts& facts, const access::Key& index);
// That these and no others are proven in this dossier from now on; refuses a paper that proves
// another payment. `known`: workers and tokens of those that stood in it before.
void keep_proofs(Statements& statements, const access::Principal& who, DossierId id,
                 std::span<const ProvenPayment> payments,
                 const std::set<std::pair<std::int64_t, std::string>>& known);
// That the new case of the warning is the only one.
void keep_one_case_of_warning(Statements& statements, const access::Principal& who, DossierId id,
                              const WarningKey& warning);
// The cases that a clue is in.
std::set<DossierId> cases_of_clue(Statements& statements, DossierId clue);
// That it is one at most; `before` are those in which it was.
void keep_in_one_case(Statements& statements, const access::Principal& who, DossierId clue,
                      const std::set<DossierId>& before);

// What happened to several dossiers, in two statements; of no event there are words.
using EventsById = std::map<DossierId, std::vector<casework::Event>>;
EventsById events_without_words(Statements& statements, std::span<const DossierId> ids);

// The texts of events, sealed under the keys of their dossier, and back.
class DossierEvents {
 public:
  DossierEvents(Statements& statements, const Vault& vault, DossierId id)
      : statements_(&statements), vault_(&vault), id_(id) {}

  // As they came. A text whose key was destroyed is empty; refuses one that was tampered with.
  std::vector<casework::Event> read();
  void put(int event_no, const casework::Event& event, Instant now);

 private:
  struct Raw {
    casework::Event event;
    std::string content;
    int year = 0;
  };
  const std::optional<access::Sealer>& sealer_of(int year);
  void open(int event_no, Raw& raw);
  void read_frozen(std::vector<Raw>& rows);

  Statements* statements_;
  const Vault* vault_;
  DossierId id_;
  std::map<int, std::optional<access::Sealer>> sealers_;
};

// The facts of a dossier and how they change; of a worker and a settlement what was written last.
class DossierFactRows {
 public:
  DossierFactRows(Statements& statements, const Vault& vault, DossierId id)
      : statements_(&statements), vault_(&vault), id_(id) {}

  DossierFacts read();
  // Whether they are other than what stands there.
  bool differ(const DossierFacts& facts);
  // Writes what differs, as the facts of that number.
  void put(const DossierFacts& facts, int facts_no, const access::Principal& who, Instant now);
  // The same with another claim.
  void claim(const std::optional<int>& people, const std::optional<Money>& amount, int facts_no,
             const access::Principal& who, Instant now);

 private:
  Statements* statements_;
  const Vault* vault_;
  DossierId id_;
};

}  // namespace qingxin::store
