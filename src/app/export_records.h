// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/export_register.h"
#include "app/record_desk.h"

namespace qingxin::app {

// Writes the records of one kind that a query gives as a register: a row for each with all that it
// says. Numbered and recorded as export_register does. Errors: not_permitted, invalid_input (no
// kind; names are asked for, of which it has none apart), those of the query and of
// export_register.
Result<Export> export_records(const access::Principal& who, Moment moment, const RecordDesk& desk,
                              const ExportAsked& asked);

}  // namespace qingxin::app
