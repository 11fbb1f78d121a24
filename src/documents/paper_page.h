// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "documents/paper_text.h"

namespace qingxin::documents {

// A paper as an HTML page that needs nothing else, has no script and prints on A4. Error: a square
// code that cannot be drawn.
Result<std::string> paper_page(std::string_view title, std::span<const Passage> passages);

}  // namespace qingxin::documents
