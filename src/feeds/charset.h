// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qingxin::feeds {

// Text of a CSV file as UTF-8 without a byte order mark. `converted` holds the bytes where the file
// was GB18030; `text` points there or into the file.
struct Decoded {
  std::unique_ptr<std::string> converted;  // empty where the file is UTF-8
  std::string_view text;
  bool has_quotes = false;
};

// Hears of each part of the bytes once it was looked at, in any order and from any thread.
using PartSeen = std::function<void(std::string_view part)>;

// UTF-8 with or without BOM, else GB18030. Refuses a file that mixes both, UTF-16, and NUL bytes;
// the message names the file and the line.
Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads,
                       const PartSeen& on_part_seen);
Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads);

}  // namespace qingxin::feeds
