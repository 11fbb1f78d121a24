// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/record_desk.h"
#include "law/period.h"
#include "oversight/exposure.h"

// Exposure of decided cases, and market violations that were handed over: what is still to be done.
namespace qingxin::app {

// An objection that nobody has answered, and by when.
struct ObjectionDue {
  RecordId exposure{};
  std::string firm;
  oversight::Objection objection;
  std::optional<law::Deadline> due;  // nothing: no place has set a term
  bool is_overdue = false;
};
struct ExposureBoard {
  oversight::ExposurePeriod period;         // of his district, today
  int published = 0;                        // in the period
  std::vector<store::KeptRecord> waiting;   // proposed or approved
  std::vector<store::KeptRecord> standing;  // published, with the day on which each is taken down
  std::vector<ObjectionDue> objections;
  std::string objection_term;  // where the term is from
};
// Errors: not_permitted, those of the store.
Result<ExposureBoard> exposure_board(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, std::string_view region);

// Takes down what has reached its day; by the machine. Says which. Harmless to repeat.
Result<std::vector<RecordId>> take_down_exposures(Moment moment, const RecordDesk& desk);

// What anybody may see on that day, of a district, the newest first, at most so many. Errors:
// invalid_input (a region that is none), those of the store.
Result<std::vector<store::KeptRecord>> public_list(const RecordDesk& desk,
                                                   oversight::RecordKind kind,
                                                   std::string_view region, Date today,
                                                   int limit = 1'000);
// The same exposures as a page that has no script and fetches nothing.
std::string exposures_page(const std::vector<store::KeptRecord>& exposures);

// A violation that was handed over and has no result yet.
struct ViolationWaiting {
  store::KeptRecord kept;
  Date handed_over;
  int days = 0;  // since then
  bool is_receipted = false;
  bool is_overdue = false;  // past the 截止日 that the office set
  std::string authority;
};
// The longest waiting first.
Result<std::vector<ViolationWaiting>> violation_board(const access::Principal& who, Moment moment,
                                                      const RecordDesk& desk,
                                                      std::string_view region);

}  // namespace qingxin::app
