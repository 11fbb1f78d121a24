// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/record_desk.h"
#include "oversight/checklist.h"

// Inspections 检查 and self-inspections 企业自查: their checklists filled in beforehand, what was
// seen held against the data, hazards made of what was wrong.
namespace qingxin::app {

// Writes the items of the lists into an inspection that is planned or under way, with what the data
// say of its project today; answers that are there stay. Errors: those of step_record(); usage, it
// is of no project, or no list is named; not_found (a list that there is not).
Result<RecordKept> prefill_inspection(const access::Principal& who, Moment moment,
                                      const RecordDesk& desk, RecordId inspection,
                                      const std::vector<std::string>& lists);

struct SelfInspectionOrder {
  std::string project_code;
  oversight::BodyId firm{};  // who fills it in and pledges
  Date until;
  std::vector<std::string> lists;
  std::int64_t parent = 0;  // of a campaign or stage; 0: of none
  RecordId fresh{};         // made by the client: asked again it is there; RecordId{}: none
};
// The form that the enterprise fills in, with what the data say. Errors: the same; conflict, its id
// stands for another one.
Result<RecordKept> ask_self_inspection(const access::Principal& who, Moment moment,
                                       const RecordDesk& desk, const SelfInspectionOrder& order);

struct SiteComparison {
  store::WholeRecord inspection;
  std::vector<oversight::SiteDifference> differences;
  int items = 0, answered = 0;
};
// Of an inspection or a self-inspection.
Result<SiteComparison> compare_inspection(const access::Principal& who, Moment moment,
                                          const RecordDesk& desk, RecordId inspection);

struct HazardOrder {
  RecordId inspection{};
  // All three: the hazards are given to somebody at once; none: they are written down.
  std::string person_in_charge, measure;
  std::optional<Date> until;
};
// A hazard of each item that was answered with no and has none yet. Errors: those of
// step_records(); usage, some of the three are missing.
Result<std::vector<RecordKept>> hazards_of_inspection(const access::Principal& who, Moment moment,
                                                      const RecordDesk& desk,
                                                      const HazardOrder& order);

}  // namespace qingxin::app
