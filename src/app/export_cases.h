// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/case_desk.h"
#include "app/export_register.h"

namespace qingxin::app {

// Writes the cases that a query gives as a register: a row for each, where it stands, what is owed
// and paid. Names of those who are owed stand in it when they are asked for, never of a case one of
// whose reporters asked not to be named. Numbered and recorded as export_register does. Errors:
// not_permitted, those of the query and of export_register.
Result<Export> export_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                            const ExportAsked& asked);

}  // namespace qingxin::app
