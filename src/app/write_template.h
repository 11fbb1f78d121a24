// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.h"

namespace qingxin::app {

// Writes an empty facts folder with headers and notes. Gives the number of files written;
// unavailable where the folder cannot be written or holds something already; nothing of it is left
// then.
Result<int> write_template(const std::filesystem::path& folder);

}  // namespace qingxin::app
