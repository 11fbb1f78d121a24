// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/case_desk.h"
#include "app/moment.h"
#include "app/record_permission.h"
#include "oversight/record.h"
#include "store/records.h"

// The records of the leading-group office 治欠办: one way to make one, to go on with it, to look.
namespace qingxin::app {

using store::RecordId;

// Where one works on them, as on dossiers.
using RecordDesk = CaseDesk;

// With what the keys of events begin that the program makes; no client's key may.
inline constexpr char kProgramKey = '~';
// A key that somebody sent: 1–64 characters, not of the program's. Error: invalid_input.
Result<void> check_client_key(std::string_view key);

// A record that begins, or a step of one. Of the face of a new one the owner is the principal's
// unit where none is said; where it lies and of which industry it is, are taken from its project,
// its addressee, its parent and its owner, in this order, where it does not say them.
struct RecordOrder {
  RecordId id{};  // 0: a new one; in a list -1, -2 … the one of its first, second … order
  oversight::RecordFace face;
  // Its step, moment (Instant{}: now), key (empty: one of the program's), what it sets. Whose act
  // it is, who and when it was entered are filled in. A user among the officers may be named by his
  // login.
  oversight::RecordEvent event;
  // Of a new one: made by the client, so that a repeat is one record; 0: made here.
  RecordId fresh{};
  std::string project_code = {};  // of a new one, as the table of projects writes it; else the face
};

struct RecordKept {
  store::WholeRecord whole;
  store::Kept kept = store::Kept::now;
};

// One that a client orders: its key is checked by check_client_key(). Errors: not_permitted (whose
// act it is; where it would lie), not_found, those of oversight::apply() and RecordStore.
Result<RecordKept> step_record(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const RecordOrder& order);
// Several at once, all or none; of machine-made ones too (a campaign with its stages and tasks).
// A parent of one that stands before it in the list is written as -1, -2 … (the first, the second).
Result<std::vector<RecordKept>> step_records(const access::Principal& who, Moment moment,
                                             const RecordDesk& desk,
                                             const std::vector<RecordOrder>& orders);

// Whoever may not see cases is not told of them; an enterprise neither who inspects nor who did
// what.
Result<store::WholeRecord> show_record(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, RecordId id);

// The same with all that a person wants to see of it.
struct RecordShown {
  store::WholeRecord whole;
  std::string project_code;  // empty: of no project, or beyond his scope
  std::optional<Date> due;
  bool is_overdue = false;
  std::vector<oversight::RecordMove> possible;  // what whoever asks may write down next
  // Names of those who have to do with it. An enterprise is told its own people, its own name and
  // that of the organiser.
  std::map<std::int64_t, std::string> units, users;
};
Result<RecordShown> look_at_record(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId id);

struct RecordQuery {
  store::RecordFilter filter;
  bool is_overdue = false;
  RecordId before{};
  int limit = 100;  // 1–1000
};
struct RecordPage {
  std::vector<store::KeptRecord> records;  // the newest first
  std::optional<RecordId> next;
};
Result<RecordPage> list_records(const access::Principal& who, Moment moment, const RecordDesk& desk,
                                const RecordQuery& query);
// All of a filter, without pages, at most `most`: usage, where there are more.
Result<std::vector<store::KeptRecord>> all_records(const access::Principal& who, Moment moment,
                                                   const RecordDesk& desk,
                                                   const store::RecordFilter& filter,
                                                   int most = 10'000);

// Whether what it says of when it must be done has passed.
bool is_overdue(const store::KeptRecord& kept, Date today);

// A value as people read it: a choice in Chinese, money in yuan, lines with "；" between.
std::string value_in_words(oversight::Field field, std::string_view value);

// What he could do next with it: the moves of its kind that are his act.
Result<std::vector<oversight::RecordMove>> possible_steps(const access::Principal& who,
                                                          const RecordDesk& desk,
                                                          const oversight::Record& record);

// The step with which a record of the kind begins: the first of the table.
oversight::RecordStep first_step(oversight::RecordKind kind);

// Error: usage.
Result<RecordId> record_id_in(std::string_view text);
// By their names or Chinese words. Errors: usage, with all that there are.
Result<oversight::RecordKind> record_kind_in(std::string_view name);
Result<oversight::RecordState> record_state_in(std::string_view name);
Result<oversight::RecordStep> record_step_in(oversight::RecordKind kind, std::string_view name);
Result<oversight::Field> record_field_in(oversight::RecordKind kind, std::string_view name);

}  // namespace qingxin::app
