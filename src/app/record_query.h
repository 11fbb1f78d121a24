// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/record_desk.h"
#include "app/register_query.h"

namespace qingxin::app {

// One part of a query of records: kind, state, open, overdue, parent, owner, addressee, project
// (its id), dossier, region, industry, words, due_before, since, until. An empty value does not
// narrow. Errors: invalid_input, usage.
Result<void> narrow(RecordQuery& query, std::string_view name, std::string_view value);
Result<RecordQuery> record_query(const QueryParts& parts);

}  // namespace qingxin::app
