// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "access/principal.h"
#include "base/result.h"

namespace qingxin::access {

// Where a project lies and whose it is.
struct Place {
  std::string_view region_code;
  std::string_view industry;        // empty: the project names none
  std::span<const UnitId> parties;  // owner, contractors, subcontractors that are registered
};

// All three must agree: district, industry, unit.
bool covers(const Scope& scope, const Place& place);

// Whether `inner` reaches nothing that `outer` does not: what somebody may hand on.
bool contains(const Scope& outer, const Scope& inner);

// What both reach: a key that is narrower than its user.
Scope narrowed(const Scope& a, const Scope& b);

// Error: invalid_input, for a district that is no beginning of a region code (digits, at most 12),
// an industry without a name, a unit 0.
Result<void> check_scope(const Scope& scope);

// The first text after every one that begins with `prefix`; empty: there is no last one. For
// digits, of which '9' has a follower.
std::string end_of_prefix(std::string_view prefix);

}  // namespace qingxin::access
