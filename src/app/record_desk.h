// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "app/case_desk.h"
#include "app/moment.h"
#include "oversight/record.h"
#include "store/records.h"

// The records of the leading-group office 治欠办: one way to make one, to go on with it, to look.
namespace qingxin::app {

using store::RecordId;

// Where one works on them, as on dossiers.
using RecordDesk = CaseDesk;

// A record that begins, or a step of one. Of the face of a new one the owner is the principal's
// unit where none is said.
struct RecordOrder {
  RecordId id{};  // 0: a new one
  oversight::RecordFace face;
  oversight::RecordEvent event;  // whose act, who and when it was entered are filled in here
};

struct RecordKept {
  store::WholeRecord whole;
  store::Kept kept = store::Kept::now;
};

// Errors: not_permitted (whose act it is), not_found, those of oversight::apply() and RecordStore.
Result<RecordKept> step_record(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const RecordOrder& order);
// Several at once, all or none; of machine-made ones too (a campaign with its stages and tasks).
// A parent of one that stands before it in the list is written as -1, -2 … (the first, the second).
Result<std::vector<RecordKept>> step_records(const access::Principal& who, Moment moment,
                                             const RecordDesk& desk,
                                             const std::vector<RecordOrder>& orders);

Result<store::WholeRecord> show_record(const access::Principal& who, Moment moment,
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

// What he could do next with it: the moves of its kind that are his act.
std::vector<oversight::RecordMove> possible_steps(const access::Principal& who,
                                                  const oversight::Record& record);

// Error: usage.
Result<RecordId> record_id_in(std::string_view text);

}  // namespace qingxin::app
