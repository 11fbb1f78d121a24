// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/hash.h"
#include "intake/sketch.h"
#include "store/clues.h"
#include "store/sealed_values.h"
#include "store/statements.h"
#include "store/vault.h"

// What the queries of clues share. Their keys are their own: a clue's id stands where a project's
// would.
namespace qingxin::store {

inline constexpr ColumnSealing kSealedReporter{KeptAs::token, access::FieldKind::reporter};
inline constexpr ColumnSealing kSealedPhone{KeptAs::token, access::FieldKind::phone};

constexpr ProjectId keys_of_clue(ClueId clue) {
  return ProjectId{number(clue)};
}

// A condition that grows, with its values. Nothing that was asked is ever part of its words.
class ClueCondition {
 public:
  // Of "clue c": what the principal may see.
  explicit ClueCondition(const access::Principal& who);

  std::string place(SqlValue value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }
  std::string text(std::string words) {
    texts_.push_back(std::move(words));
    return place(std::string_view{texts_.back()});
  }
  // What the filter asks for, and clues that came before that one.
  void narrow(const ClueFilter& filter, ClueId before);
  void also(std::string_view words) { text_.append(" AND ").append(words); }
  const std::string& words() const { return text_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  std::string places_of(const access::Scope& scope);

  std::string text_;
  std::vector<SqlValue> values_;
  std::deque<std::string> texts_;
};

// The hashes of one installation that are no seals.
class ClueMarks {
 public:
  explicit ClueMarks(const Vault& vault);

  const intake::SketchSecret& sketch() const { return sketch_; }
  std::int64_t word(std::string_view token) const;
  std::int64_t receipt_bucket(std::string_view code) const;
  // Whoever has the rows alone must not be able to try what was said.
  std::string said(const Digest& digest) const;
  std::string client_key(std::string_view key) const;

 private:
  intake::SketchSecret sketch_;
  std::string word_, receipt_, said_;
};

// Clues as they are read, one after the other, and opened once all are read.
class ClueRows {
 public:
  ClueRows(Statements& statements, const Vault& vault) : statements_(&statements), vault_(&vault) {}

  static const std::string& select();  // "SELECT … FROM clue c", for take()
  void take(const SqlRow& row);
  std::size_t size() const { return raw_.size(); }
  std::vector<KeptClue> opened();
  std::vector<KeptClue> unopened();  // without their excerpts

  // A text that was sealed under a clue's key; a destroyed key leaves nothing of it. Refuses one
  // that was tampered with.
  std::string open(ClueId clue, int year, std::string_view place, std::string_view sealed);

 private:
  struct Raw {
    KeptClue clue;
    std::string excerpt;
    int year = 0;
  };
  Statements* statements_;
  const Vault* vault_;
  std::vector<Raw> raw_;
};

// Where a sealed text belongs.
std::string excerpt_place(ClueId clue);
std::string said_place(ClueId clue, int said_no);

// The columns region_code … head_count of clue_said, in this order, from that column on.
inline constexpr std::string_view kFigureColumns =
    "region_code, industry, field, project_name, place, employer, employer_code, months,"
    " amount_fen, head_count";
ClueFigures figures_in(const SqlRow& row, int first);
// Their values; texts live as long as `figures` and `months`, which is filled in.
void append_figures(const ClueFigures& figures, std::string& months, std::vector<SqlValue>& values);

}  // namespace qingxin::store
