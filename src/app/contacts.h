// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/record_desk.h"
#include "oversight/contacts.h"

// One-to-one contacts 一对一包联 and grids 网格.
namespace qingxin::app {

struct PairOrder {
  std::vector<std::string> persons;
  int firms = 0;       // so many from the top of the priority list
  std::string region;  // a prefix; empty: all that the scope reaches
};
// A contact of each of the first firms of the priority list that has none. Errors: not_permitted,
// usage (no persons, no firms), those of show_priority().
Result<std::vector<RecordKept>> pair_contacts(const access::Principal& who, Moment moment,
                                              const RecordDesk& desk, const PairOrder& order);

struct Unvisited {
  RecordId contact{};
  std::string name, person;
  std::optional<Date> last;  // nothing: never
  int days = 0;
};
// Standing contacts that had no visit for so many days, the longest first.
Result<std::vector<Unvisited>> unvisited_contacts(const access::Principal& who, Moment moment,
                                                  const RecordDesk& desk, int days);

struct CoveredProject {
  std::string code, name, region_code, industry;
  std::optional<oversight::GridArea> area;  // nothing: nobody has it
};
struct GridCoverage {
  std::vector<CoveredProject> projects;  // those without an area first, then by id
  int without = 0;
};
Result<GridCoverage> grid_coverage(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, std::string_view region);

}  // namespace qingxin::app
