// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>

#include "app/verify_salary_file.h"
#include "cli/text_table.h"

namespace qingxin::cli {

// How a report on a salary file is told on a terminal.
struct SalaryFileOrder {
  std::string version;
  Colour colour = Colour::off;
  bool is_revealed = false;    // accounts in full
  std::string json_file = {};  // empty: none is written
};

// Everything: the conclusion, one line a check, the lines at fault, the exit status.
void print_salary_file(const verify::SalaryFileReport& report, const SalaryFileOrder& order,
                       std::ostream& out);

}  // namespace qingxin::cli
