// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"

namespace qingxin::documents {

// Writes an empty facts folder: one .xlsx per table (columns whose digits matter are text cells, *
// columns are marked, a second sheet says how each cell is written), 参数.toml, 列名.toml and
// 填表说明.txt. The count of files written. unavailable, naming the file and the remedy, when the
// folder cannot be made or is not empty.
Result<int> write_template_folder(const std::filesystem::path& folder);

}  // namespace qingxin::documents
