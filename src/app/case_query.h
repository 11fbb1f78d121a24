// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/list_cases.h"
#include "app/register_query.h"

namespace qingxin::app {

// One part of a query of cases: state, not_state, open, overdue, backlog (opened before this year,
// without a plan), backlog_days (longer ago than that), owner, first_asked, assignee, region,
// industry, class, channel, funding, incident, project (its id), employer_code, words, since,
// until, due_before. An empty value does not narrow. Errors: invalid_input, usage.
Result<void> narrow(CaseQuery& query, std::string_view name, std::string_view value);
Result<CaseQuery> case_query(const QueryParts& parts);

}  // namespace qingxin::app
