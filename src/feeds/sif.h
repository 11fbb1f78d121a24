// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "book/salary_file.h"

namespace qingxin::feeds {

// Reads a salary file (docs/sif.md) whole or not at all. invalid_input names the line, the field,
// its value and the remedy; values that may be an account or an id are masked. The figures are
// read, not judged: that is verify::judge(). All sums over the file stay below a trillion dirhams.
Result<book::SalaryFile> parse_sif(std::string_view text, std::string_view file);

// The same from a file; unavailable where it cannot be opened.
Result<book::SalaryFile> read_sif(const std::filesystem::path& path);

}  // namespace qingxin::feeds
