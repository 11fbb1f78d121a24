// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "outbox/escape.h"
#include "outbox/notice.h"

namespace qingxin::outbox {

// A text with named places, like {{project}}. What is put in is never read for places again.
// Error: invalid_input, for a place that is not closed or has no name.
Result<std::vector<std::string>> places_in(std::string_view pattern);

// The value of a place; nothing: it is missing.
using ValueOf = std::function<std::optional<std::string>(std::string_view)>;
// Error: invalid_input, naming what is missing; `what` is what messages call the text.
Result<std::string> filled(std::string_view pattern, const ValueOf& value_of, Inside inside,
                           std::string_view what);
Result<std::string> filled(std::string_view pattern, const Values& values, std::string_view what);

}  // namespace qingxin::outbox
