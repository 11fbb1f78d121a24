// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "verify/explanation.h"

namespace qingxin::documents {

// One finding as an HTML page that needs nothing else and prints on A4. Document numbers and
// cards are masked unless is_revealed; is_for_unit leaves out what the authority does next.
std::string explanation_page(const verify::Explanation& explanation, bool is_revealed,
                             bool is_for_unit);

}  // namespace qingxin::documents
