// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/record_step.h"

namespace qingxin::app {

inline constexpr int kAssignedMost = 500;

// Who handles many clues or cases from now on 指定承办人.
struct AssignOrder {
  std::vector<DossierId> dossiers;  // each once, at most kAssignedMost
  access::UserId assignee{};
  std::string key;  // made by the client: a repeat is harmless
  std::string reason;
};

struct Assigned {
  DossierId id{};
  store::Kept kept = store::Kept::now;
  std::string refused;  // why not; empty: it is done
};

// One step for each, as record_step() would write it: done or refused each for itself, in the order
// that was asked, and none half. Errors: not_permitted, invalid_input (none, one twice, more than
// kAssignedMost, no key), not_found (the assignee); the store's own end it, and a repeat goes on.
Result<std::vector<Assigned>> assign_dossiers(const access::Principal& who, Moment moment,
                                              const CaseDesk& desk, const AssignOrder& order);

}  // namespace qingxin::app
