// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>

#include "base/result.h"

namespace qingxin::app {

// Lets `write` fill an empty or new folder, all or nothing: it writes into a hidden folder within,
// and what it wrote is moved up once it is whole. After an error nothing of it is left. A folder
// that cannot be filled is given to `write` as it is, which says why it refuses.
Result<int> fill_folder(const std::filesystem::path& folder,
                        const std::function<Result<int>(const std::filesystem::path&)>& write);

}  // namespace qingxin::app
