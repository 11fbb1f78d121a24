// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "access/sealing.h"
#include "book/fact_cells.h"
#include "store/ids.h"
#include "store/statements.h"
#include "store/vault.h"

// What a row has in place of a number of a person: a token. Each value is sealed once for each
// project that has it, in sealed_value, under that project's key of the year it came in.
namespace qingxin::store {

// How a text column is kept.
enum class KeptAs : unsigned char { itself, token, token_when_secret };

struct ColumnSealing {
  KeptAs kept;
  access::FieldKind kind;
};
// Of a column of facts. A code (of a project, a firm, a firm's account, a transfer) is never
// sealed: it is long and no person's.
ColumnSealing sealing_of(const book::FactColumn& column);

inline constexpr ColumnSealing kSealedIdNumber{KeptAs::token, access::FieldKind::id_number};
inline constexpr ColumnSealing kSealedWords{KeptAs::token, access::FieldKind::words};
inline constexpr ColumnSealing kSealedWhenSecret{KeptAs::token_when_secret,
                                                 access::FieldKind::words};

// The tokens of texts, made once for each text.
class Tokens {
 public:
  explicit Tokens(const access::Key& index) : index_(&index) {}

  struct Token {
    std::string text;  // empty: the value stays itself
    access::FieldKind kind;
    std::uint32_t number;  // from 0, in the order of making
  };
  // `text` must stay where it is: it is known by its address.
  const Token& of(std::string_view text, ColumnSealing sealing);
  std::size_t size() const { return made_.size(); }

 private:
  struct Place {
    const char* text;
    std::size_t length;
    access::FieldKind kind;
    friend bool operator==(const Place&, const Place&) = default;
  };
  struct HashOfPlace {
    std::size_t operator()(const Place& place) const {
      return std::hash<const char*>{}(place.text) * 31 + place.length * 8 +
             static_cast<std::size_t>(place.kind);
    }
  };
  const access::Key* index_;
  std::unordered_map<Place, Token, HashOfPlace> made_;
};

// What one transaction seals.
class SealingRows {
 public:
  // The four must outlive this.
  SealingRows(Statements& statements, const Vault& vault, Tokens& tokens, Instant now)
      : statements_(&statements),
        vault_(&vault),
        tokens_(&tokens),
        now_(now),
        year_(key_year(now)) {}

  // What to write in the row. A value that is sealed is remembered until put().
  std::string_view kept(ProjectId project, std::string_view text, ColumnSealing sealing);
  // Writes the sealed values that were remembered and are not there yet, and makes the keys.
  void put();

 private:
  struct Waiting {
    std::string_view text;
    const Tokens::Token* token;
  };
  void put(ProjectId project, const std::vector<Waiting>& values);

  Statements* statements_;
  const Vault* vault_;
  Tokens* tokens_;
  Instant now_;
  int year_;
  std::map<ProjectId, std::vector<Waiting>> waiting_;
  std::map<ProjectId, std::unordered_set<std::uint32_t>> seen_;
};

// The way back: what the tokens of some projects stand for.
class OpenedValues {
 public:
  OpenedValues(Statements& statements, const Vault& vault)
      : statements_(&statements), vault_(&vault) {}

  // Reads what is sealed of a project; once.
  void load(ProjectId project);
  // Reads one value of a project of which not all are needed.
  void load(ProjectId project, std::string_view text);
  // A text that is no token is itself; a token whose key was destroyed stays. Refuses a sealed
  // value that was tampered with. `project` was loaded.
  std::string_view shown(ProjectId project, std::string_view text);

 private:
  struct Sealed {
    access::FieldKind kind;
    int year;
    std::string content;
    std::optional<std::string> plain;
  };
  using OfProject = std::unordered_map<std::string, Sealed>;

  void take(ProjectId project, const SqlRow& row);
  void load_keys(ProjectId project);

  Statements* statements_;
  const Vault* vault_;
  std::map<ProjectId, OfProject> values_;
  std::map<std::pair<ProjectId, int>, std::optional<access::Sealer>> keys_;
};

// Where a sealed value belongs: it opens nowhere else.
std::string sealed_place(ProjectId project, std::string_view token, access::FieldKind kind,
                         int year);

}  // namespace qingxin::store
