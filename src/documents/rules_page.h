// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "law/law.h"

namespace qingxin::documents {

// docs/rules.md: every rule with what makes it fire, its articles, its parameters with the values
// that ship, and its examples. Markdown; the same bytes for the same law data.
std::string rules_page(const law::Law& law);

}  // namespace qingxin::documents
