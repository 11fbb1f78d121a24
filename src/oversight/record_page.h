// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// docs/oversight.md is drawn from the tables: what each kind of record says, how it lives, whose
// act a step is, and how fields are written. Put between the markers of casework/life_page.h.
namespace qingxin::oversight {

std::string records_in_markdown();

}  // namespace qingxin::oversight
