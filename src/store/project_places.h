// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "store/ids.h"
#include "store/statements.h"

namespace qingxin::store {

// Puts down where these projects lie and who their parties are, of the facts that are in force now:
// what scopes are held to. In the transaction that changes what is in force.
void place_projects(Statements& statements, std::span<const ProjectId> projects);

}  // namespace qingxin::store
