// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "access/scope.h"
#include "base/result.h"

namespace qingxin::app {

// What of something that is asked for cannot be, where it is in what was asked ("scope/units";
// empty: nothing is wrong).
struct FieldFault {
  std::string_view field = {};
  Error error = {};
};

// The fault of a scope that is asked for, as access::check_scope() finds it.
inline FieldFault scope_fault(const access::Scope& scope) {
  const access::Scope districts{.districts = scope.districts};
  if (const auto sound = access::check_scope(districts); !sound)
    return {"scope/districts", sound.error()};
  if (const auto sound = access::check_scope(scope); !sound) return {"scope", sound.error()};
  return {};
}

}  // namespace qingxin::app
