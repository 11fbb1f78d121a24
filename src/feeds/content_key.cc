// SPDX-License-Identifier: Apache-2.0
#include "feeds/content_key.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <system_error>
#include <vector>

#include "base/text.h"
#include "feeds/file_bytes.h"

namespace qingxin::feeds {

namespace {

namespace fs = std::filesystem;

struct EndState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

class Hash {
 public:
  Hash() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  // `on_part_seen` hears of each part that was looked at.
  void add(std::string_view bytes, const std::function<void(std::string_view)>& on_part_seen) {
    constexpr std::size_t kPartBytes = std::size_t{4} << 20;
    const std::uint64_t size = bytes.size();
    XXH3_128bits_update(state_.get(), &size, sizeof size);
    while (!bytes.empty()) {
      const std::string_view part = bytes.substr(0, kPartBytes);
      XXH3_128bits_update(state_.get(), part.data(), part.size());
      on_part_seen(part);
      bytes.remove_prefix(part.size());
    }
  }
  std::string hex() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  std::unique_ptr<XXH3_state_t, EndState> state_;
};

}  // namespace

Result<std::string> content_key(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure); !failure && entry != fs::directory_iterator();
       entry.increment(failure)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) files.push_back(entry->path());
  }
  if (failure)
    return fail(ErrorCode::unavailable, fmt::format("打不开文件夹 {}：{}；请检查路径和读取权限",
                                                    printable(folder.string()), failure.message()));
  std::ranges::sort(files);
  Hash hash;
  for (const fs::path& file : files) {
    const Result<FileBytes> bytes = FileBytes::open(file);
    if (!bytes) return tl::unexpected(bytes.error());
    hash.add(file.filename().string(), [](std::string_view) {});
    hash.add(bytes->view(), [&](std::string_view part) { bytes->let_go(part); });
  }
  return hash.hex();
}

}  // namespace qingxin::feeds
