// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "feeds/file_bytes.h"

namespace qingxin::feeds {

// Text of a CSV file as UTF-8 without a byte order mark. `converted` or `aside` holds the bytes
// where the file was GB18030; `text` points there or into the file.
struct Decoded {
  std::unique_ptr<std::string> converted;  // empty where the file is UTF-8
  std::string_view text;
  bool has_quotes = false;
  std::optional<FileBytes> aside = {};
};

// Hears of each part of the bytes once it was looked at, in any order and from any thread.
using PartSeen = std::function<void(std::string_view part)>;

// UTF-8 with or without BOM, else GB18030. Refuses a file that mixes both, UTF-16, and NUL bytes;
// the message names the file and the line.
Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads,
                       const PartSeen& on_part_seen);
Result<Decoded> decode(std::string_view bytes, std::string_view file, int threads);
// The same, with what is converted in a nameless file in that folder instead of in memory; a file
// whose lines end with CR alone is converted in memory all the same.
Result<Decoded> decode_aside(std::string_view bytes, std::string_view file, int threads,
                             const PartSeen& on_part_seen, const std::filesystem::path& folder);

}  // namespace qingxin::feeds
