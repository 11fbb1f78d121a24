// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "book/schema.h"
#include "store/ids.h"

namespace qingxin::store {

// Why somebody looks at a sealed field. Stored: never renumbered.
enum class RevealPurpose : unsigned char {
  check_finding = 1,   // 核实疑点
  handle_case = 2,     // 办案
  call_back = 3,       // 回访
  correct_facts = 4,   // 更正资料
  asked_by_person = 5  // 本人要求
};

// A sealed field: of a person of a project, or of a row of facts.
struct FieldAt {
  ProjectId project{};
  // A person, by id or by document number in full; `column` is "id_number", or "phone" or "card" as
  // the roster in force has it. Else the row:
  PersonId person{};
  std::string_view id_number = {};
  book::Table table{};
  BatchId batch{};
  int file = 0;
  std::uint32_t row = 0;
  int part = 0;
  std::string_view column = "id_number";  // "phone", "card", "payee_account", …: book::fact_columns
};

struct Reveal {
  std::int64_t id = 0;  // the caller's
  FieldAt field;
  RevealPurpose purpose{};
  std::string reason;  // in his words
};

// What a report shows in full, all at once.
struct ReportReveal {
  std::int64_t id = 0;
  std::string_view action;  // "reveal_report", "reveal_finding"
  std::int64_t projects = 0, findings = 0, people = 0;
  std::string_view reason;
};

// The end of a project's keys (after its record term): said to a person, agreed to by a person,
// done. The three are steps of their own, and each is in the audit trail.
struct KeyEnd {
  ProjectId project{};
  Instant told;
  std::optional<Instant> agreed, done;

  friend bool operator==(const KeyEnd&, const KeyEnd&) = default;
};

// What is sealed, for those who may see it, and the keys of it.
class SealedFields {
 public:
  virtual ~SealedFields() = default;

  // The field in full. That it was shown, to whom and why is written before it is given. Refused: a
  // project outside of the scope, a field that is not there, that is not sealed, or whose key was
  // destroyed.
  virtual Result<std::string> reveal(const Reveal& reveal, Instant now) = 0;

  // Writes down that a report shows them, before it does. Refused: no reason.
  virtual Result<void> note_report_reveal(const ReportReveal& reveal, Instant now) = 0;

  // Puts the next keys under the newest master key and says how many; 0: all are. To be called
  // until then.
  virtual Result<std::int64_t> rewrap_keys(Instant now) = 0;

  // At most `limit`, after that project; those that are done too.
  virtual Result<std::vector<KeyEnd>> key_ends_after(ProjectId project, int limit) = 0;
  // Tells that the keys of the project are about to end.
  virtual Result<void> tell_key_end(ProjectId project, Instant now) = 0;
  // Refused: nobody was told.
  virtual Result<void> agree_to_key_end(ProjectId project, Instant now) = 0;
  // Destroys them: document numbers, phones, cards of the project can never be read again; figures,
  // tokens and hashes stay. Refused: nobody agreed.
  virtual Result<void> end_keys(ProjectId project, Instant now) = 0;
};

}  // namespace qingxin::store
