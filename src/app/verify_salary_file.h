// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"
#include "verify/salary_file.h"

namespace qingxin::app {

// Reads one UAE salary file (docs/sif.md) and judges it. invalid_input where its format is broken,
// unavailable where it cannot be opened; the message names line, field, value and remedy.
Result<verify::SalaryFileReport> verify_salary_file(const std::filesystem::path& path);

}  // namespace qingxin::app
