// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "app/verify_brief.h"

namespace qingxin::wire {

// The findings as CSV, one a line, in the report's order; document numbers masked unless revealed.
void write_findings_csv(const app::Tally& tally, bool is_revealed, std::ostream& out);

}  // namespace qingxin::wire
