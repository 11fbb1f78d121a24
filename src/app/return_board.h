// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/record_desk.h"
#include "oversight/returns.h"

// Returns 报表 of a campaign: prepared with what the data say, filed, looked at together.
namespace qingxin::app {

struct ShownBoard {
  RecordId campaign{};
  std::string name;  // of the campaign
  Instant as_of;
  oversight::ReturnPlan plan;
  oversight::ReturnSchedule schedule;
  oversight::ReturnBoard board;
};
// Of all members that stand. Errors: not_permitted, not_found, usage (it asks for no returns).
Result<ShownBoard> return_board(const access::Principal& who, Moment moment, const RecordDesk& desk,
                                RecordId campaign);

struct ReturnsOpened {
  std::vector<RecordKept> records;
  std::vector<std::string> notes;  // figures that could not be read, and why
};
// Prepares a return of each member for each period that has come to its end, on its last day where
// it is due on that day; those that are there stay as they are. The figures that the data have are
// written beside. Errors: as return_board(); conflict, the campaign does not run.
Result<ReturnsOpened> open_returns(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, RecordId campaign);

// The same for every campaign that runs, by the machine: a return that nobody prepared is late all
// the same, and would be in no rate. Errors: those of open_returns().
Result<std::vector<RecordId>> open_due_returns(Moment moment, const RecordDesk& desk);

struct ReturnFiling {
  RecordId id{};
  std::string key;
  std::vector<oversight::Line> lines;  // figures with notes; what is not said stays as it is
  bool is_zero = false;                // 零报告: what is not said is 0
  std::string reason;                  // of a correction of one that was filed before
  oversight::Values values;            // what else it says
};
// Files it, or corrects it. A figure other than the data say has to have a note; both are kept.
// Errors: those of step_record().
Result<RecordKept> file_return(const access::Principal& who, Moment moment, const RecordDesk& desk,
                               const ReturnFiling& filing);

}  // namespace qingxin::app
