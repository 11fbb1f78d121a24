// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "app/explain_finding.h"
#include "cli/text_table.h"

namespace qingxin::cli {

// One finding in full: sentence, rule, rows, dates counted day by day, parameters, articles in our
// words, next step. `is_for_unit`: for the unit concerned, without orders.
void print_explanation(const verify::Explanation& explanation, bool is_revealed, bool is_for_unit,
                       Colour colour, std::ostream& out);

}  // namespace qingxin::cli
