// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// docs/indicators.md is drawn from the tables: each indicator with its formula, what it rests on
// and its goal, and the parts of the priority list. Put between the markers of
// casework/life_page.h.
namespace qingxin::oversight {

std::string indicators_in_markdown();

}  // namespace qingxin::oversight
