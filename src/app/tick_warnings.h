// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/raise_warnings.h"

namespace qingxin::app {

// The daily work on warnings: whose deadline has passed climbs the ladder, and what grew with the
// days is drawn anew. After days on which nobody ran it the result is the same as if it had run
// every day; each rung once. Errors: those of the store.
Result<std::vector<WarningChange>> tick_warnings(const access::Principal& who, Moment moment,
                                                 const WarningDesk& desk);

}  // namespace qingxin::app
