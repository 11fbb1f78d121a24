// SPDX-License-Identifier: Apache-2.0
#include "app/fill_folder.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".part";

// The user knows the folder, not the place within it.
Error as_if_within(const fs::path& folder, Error error) {
  const std::string unfinished = (folder / kUnfinished).string();
  for (std::size_t at = 0; (at = error.message.find(unfinished, at)) != std::string::npos;)
    error.message.replace(at, unfinished.size(), folder.string());
  return error;
}

Result<int> move_up(const fs::path& unfinished, const fs::path& folder) {
  std::error_code failure;
  int files = 0;
  for (fs::directory_iterator at(unfinished, failure), end; !failure && at != end;
       at.increment(failure), ++files) {
    fs::rename(at->path(), folder / at->path().filename(), failure);
    if (failure) break;
  }
  if (!failure) return files;
  return fail(ErrorCode::unavailable, "写不进文件夹 " + folder.string() + "：" + failure.message() +
                                          "；请检查磁盘空间和文件夹权限");
}

}  // namespace

Result<int> fill_folder(const fs::path& folder,
                        const std::function<Result<int>(const fs::path&)>& write) {
  std::error_code failure;
  const bool is_new = !fs::exists(folder, failure);
  if (!is_new && (!fs::is_directory(folder, failure) || !fs::is_empty(folder, failure)))
    return write(folder);
  const fs::path unfinished = folder / kUnfinished;
  fs::create_directories(unfinished, failure);
  if (failure) return write(folder);
  Result<int> written = write(unfinished);
  if (written)
    if (const Result<int> moved = move_up(unfinished, folder); !moved)
      written = tl::unexpected(moved.error());
  fs::remove_all(unfinished, failure);
  if (written) return written;
  if (is_new) fs::remove(folder, failure);
  return tl::unexpected(as_if_within(folder, written.error()));
}

}  // namespace qingxin::app
