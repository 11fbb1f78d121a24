// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/principal.h"
#include "access/sealing.h"
#include "base/hash.h"
#include "base/instant.h"

// The audit trail: a record for every write and every reveal, each bound to the one before it.
namespace qingxin::access {

// What was done, to what: the names of kinds and their ids, never a name or number of a person, and
// no words of anybody's.
struct AuditEntry {
  std::string action;    // "use_batch": always an identifier
  std::string subjects;  // "batch=17 project=23"; empty: to nothing that has an id

  friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};
AuditEntry audit_entry(std::string_view action,
                       std::initializer_list<std::pair<std::string_view, std::int64_t>> subjects);

// The id of that kind among the subjects; nothing: there is none.
std::optional<std::int64_t> subject_of(const AuditEntry& entry, std::string_view kind);

struct AuditRecord {
  std::int64_t number = 0;  // from 1, without a gap
  Instant at;
  UserId user{};
  Role role{};
  Via via = Via::terminal;
  std::int64_t credential = 0;  // the session or the key
  AuditEntry entry;
  // SM3 of the hash before it and of what it says: whoever has the records can follow it.
  Digest hash{};
  // HMAC-SM3 of what it says and of the hash: only who has the key can write one.
  Digest seal{};

  friend bool operator==(const AuditRecord&, const AuditRecord&) = default;
};

// Sets hash and seal of a record that follows one with this hash; all zero before the first.
void chain_to(AuditRecord& record, const Digest& before, const Key& key);

// How many records there are and how they end, kept apart from them and sealed: so it is found
// when the last ones are taken away.
struct AuditHead {
  std::int64_t count = 0;
  Digest hash{};
  Digest seal{};

  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};
AuditHead sealed_head(std::int64_t count, const Digest& hash, const Key& key);

enum class AuditFault : unsigned char {
  changed,   // it says what we never wrote
  moved,     // it was written under another number
  inserted,  // more than ours: it was written under no number
  removed,   // no record that is there was written under its number
  cut_off,   // the last ones are missing
  head,      // what says how they end was changed, or (last = 0) is not there
};
std::string_view name_of(AuditFault fault);

struct AuditSuspect {
  AuditFault fault;
  std::int64_t first = 0, last = 0;  // numbers of records
  std::int64_t was = 0;              // of `moved`: the number that the first was written under

  friend bool operator==(const AuditSuspect&, const AuditSuspect&) = default;
};
std::string in_chinese(const AuditSuspect& suspect);

struct AuditReport {
  std::int64_t records = 0;            // that were read
  std::int64_t suspect_count = 0;      // records, also those that are not listed
  std::vector<AuditSuspect> suspects;  // by number, runs in one, of at most kListed
  AuditHead head;                      // as it stands

  bool is_sound() const { return suspect_count == 0; }
  bool lists_all() const;
  static constexpr std::size_t kListed = 1'000;
};

// Holds the records against the key, one after the other in the order of their numbers; needs no
// memory for those that are sound.
class AuditWalk {
 public:
  explicit AuditWalk(Key key) : key_(std::move(key)) {}

  void take(const AuditRecord& record);
  AuditReport end(const AuditHead& head);

 private:
  void note(AuditSuspect suspect);
  // Those of the numbers that nothing was found of.
  void note_lost(std::int64_t first, std::int64_t last, AuditFault fault);
  void place_wrong_ones(const AuditHead& head);
  std::set<std::int64_t> numbers_to_try(const AuditHead& head) const;

  Key key_;
  AuditReport report_;
  std::int64_t last_ = 0;
  Digest hash_{};
  bool is_last_sound_ = true;
  bool has_more_wrong_ = false;     // than are kept
  std::vector<AuditRecord> wrong_;  // at most kListed
  std::vector<std::pair<std::int64_t, std::int64_t>> gaps_;
  std::set<std::int64_t> found_;  // numbers of records that stand elsewhere
};

}  // namespace qingxin::access
