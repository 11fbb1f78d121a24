// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "app/list_clues.h"
#include "app/register_query.h"

namespace qingxin::app {

// One part of a query of clues: channel, class, confirmed, region, number, project (its id),
// matter, since, until, words. An empty value does not narrow. Errors: invalid_input, usage.
Result<void> narrow(ClueQuery& query, std::string_view name, std::string_view value);
// All of them; also words that cannot be searched for are refused.
Result<ClueQuery> clue_query(const QueryParts& parts);

}  // namespace qingxin::app
