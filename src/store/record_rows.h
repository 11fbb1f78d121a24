// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "store/records.h"
#include "store/sealed_values.h"
#include "store/statements.h"
#include "store/vault.h"

// What the queries of records share. Their keys are their own: a record's id stands where a
// project's would.
namespace qingxin::store {

constexpr ProjectId keys_of(RecordId id) {
  return ProjectId{number(id)};
}

// A condition that grows, with its values. Nothing that was asked is ever part of its words.
class RecordCondition {
 public:
  // Of "record r": what the principal may see.
  explicit RecordCondition(const access::Principal& who);
  // What anybody may see of that kind.
  RecordCondition(oversight::RecordKind kind, std::string_view region);

  std::string place(SqlValue value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }
  std::string text(std::string words) {
    texts_.push_back(std::move(words));
    return place(std::string_view{texts_.back()});
  }
  void also(std::string_view words) { text_.append(" AND ").append(words); }
  void narrow(const RecordFilter& filter);
  const std::string& words() const { return text_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  void equal(std::string_view column, SqlValue value);
  void narrow_region(std::string_view region);

  bool is_bound_ = false;  // to its own unit: an enterprise, a bank
  std::string text_;
  std::vector<SqlValue> values_;
  std::deque<std::string> texts_;
};

// What is sealed of one record, within a transaction.
class RecordSeal {
 public:
  RecordSeal(Statements& statements, const Vault& vault, RecordId id)
      : statements_(&statements), vault_(&vault), id_(id) {}

  // Refuses: the key was destroyed.
  std::string seal(const std::string& place, std::string_view plain, Instant now);
  // Nothing: the key was destroyed. Refuses what was tampered with.
  std::optional<std::string> open(const std::string& place, std::string_view sealed, int year);

 private:
  const std::optional<access::Sealer>& sealer_of(int year);

  Statements* statements_;
  const Vault* vault_;
  RecordId id_;
  std::map<int, std::optional<access::Sealer>> sealers_;
};

// A row of "record r" as it stands, not yet opened: without its values.
struct RawRecord {
  KeptRecord kept;
  oversight::RecordFace begun;  // as it was said when the record was made
  std::string content;
  int key_year = 0;
};
// "SELECT … FROM record r" with that ending, in the order in which they come.
std::vector<RawRecord> read_records(Statements& statements, const std::string& ending,
                                    std::span<const SqlValue> values);
// With its values; without them, where the key was destroyed.
KeptRecord opened_record(Statements& statements, const Vault& vault, RawRecord raw);

// The row of a record as it becomes; `before`: after how many events it stands there, 0: it is new.
void put_record(Statements& statements, RecordSeal& seal, RecordId id, int before,
                const oversight::Record& after, const oversight::RecordFace& begun, Instant now);

// What happened to a record, sealed under its keys, and back.
class RecordEvents {
 public:
  RecordEvents(Statements& statements, RecordSeal& seal, RecordId id)
      : statements_(&statements), seal_(&seal), id_(id) {}

  // As they came. What they say is empty where the key was destroyed; refuses what was tampered
  // with.
  std::vector<oversight::RecordEvent> read();
  void put(int event_no, const oversight::RecordEvent& event, Instant now);

 private:
  Statements* statements_;
  RecordSeal* seal_;
  RecordId id_;
};

// Takes away what an enterprise is not told: whose case it is about, and where the office has it
// from.
void hide_from_enterprise(KeptRecord& kept);
void hide_from_enterprise(oversight::Record& record);

}  // namespace qingxin::store
