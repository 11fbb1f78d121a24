// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "access/principal.h"
#include "rules/finding.h"
#include "verify/report.h"

// A verdict may rest on projects that the asker must not see: the machine judges with all that
// there is, and tells what follows from what he may see.
namespace qingxin::app {

// What stands where the reason would betray something: 「依据的事实有一部分 …」.
extern const std::string_view kReasonBeyondScope;
// What stands where nobody looked whether it would: in a list without rows, and of what is cleared.
extern const std::string_view kReasonNotLookedInto;
extern const std::string_view kReasonOfCleared;

bool reaches_everything(const access::Principal& who);

// Whether rows of other projects can turn the rule.
bool looks_across_projects(const rules::Rule& rule);

// A finding of a run over everything, or of the record, for somebody to whom a run over what he may
// see gave `within` (null: nothing of that id). Verdict, colour, amount and days are those of
// `whole`; the rows are his. Where the two differ in their reasons, the reason is not told.
verify::Finding told_within(verify::Finding whole, const verify::Finding* within);

// The same of a report, of which files, rejected rows and names of files are those of `within`,
// and only of those files that his units or those that he supervises delivered.
verify::Report told_within(verify::Report whole, verify::Report within);

// Leaves out the files that others delivered, which have no name, and what was rejected of them.
void leave_out_files_of_others(verify::Report& report);

}  // namespace qingxin::app
