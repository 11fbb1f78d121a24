// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "app/warning_desk.h"

namespace qingxin::app {

// What became of one warning.
struct WarningChange {
  WarningKey key;
  std::vector<casework::WarningStep> steps;

  friend bool operator==(const WarningChange&, const WarningChange&) = default;
};

// After findings of these projects were recorded: raises warnings, makes them graver or milder,
// clears those whose findings are gone, reopens those whose findings are back. Says what changed.
// The warnings of a project follow from its findings and the day alone: it does not matter how
// often or for how many projects it is asked. May be repeated. Errors: not_permitted, not_found (a
// project beyond the scope), those of the store.
Result<std::vector<WarningChange>> raise_warnings(const access::Principal& who, Moment moment,
                                                  const WarningDesk& desk,
                                                  std::span<const store::ProjectId> projects);

// The same for every project in the scope that has findings or warnings: the nightly recomputation,
// and after another pack came into force.
Result<std::vector<WarningChange>> raise_all_warnings(const access::Principal& who, Moment moment,
                                                      const WarningDesk& desk);

}  // namespace qingxin::app
