// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

namespace qingxin::cli {

// Verifies the folder, prints the report or its JSON, and writes the files that were asked for.
// Gives the exit status 0, 1 or 4.
Result<int> run_verify(const VerifyCommand& command, const Machine& machine);

// Tells one finding of a folder in full; 0.
Result<int> run_explain(const ExplainCommand& command, const Machine& machine);

// run_verify for a SIF salary file.
Result<int> run_salary_file(const SalaryFileCommand& command, const Machine& machine);

}  // namespace qingxin::cli
