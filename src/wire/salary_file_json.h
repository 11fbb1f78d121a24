// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "app/verify_salary_file.h"

namespace qingxin::wire {

// The report as docs/sif.md has it, one check a line. Amounts are whole fils, null where a figure
// is not defined. Accounts are printed in full only where is_revealed. Whether all of it was
// written is for the caller to ask of `out`.
void write_salary_file_json(const verify::SalaryFileReport& report, std::string_view version,
                            bool is_revealed, std::ostream& out);

}  // namespace qingxin::wire
