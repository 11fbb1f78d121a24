// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace qingxin::feeds {

// A key for a folder as it is: equal for equal names and bytes of its files (not of what lies in
// folders within), whenever and wherever it stands. XXH3, 128 bits, in hexadecimal: it tells one
// delivery from another, and proves nothing. Error: unavailable, naming the file.
Result<std::string> content_key(const std::filesystem::path& folder);

}  // namespace qingxin::feeds
