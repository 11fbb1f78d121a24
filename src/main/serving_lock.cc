// SPDX-License-Identifier: Apache-2.0
#include "main/serving_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/text.h"

namespace qingxin {

Result<std::unique_ptr<ServingLock>> ServingLock::take(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "serve.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  std::unique_ptr<ServingLock> lock{new ServingLock(file)};
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
  const int failure = errno;
  if (failure == EWOULDBLOCK)
    return fail(
        ErrorCode::unavailable,
        fmt::format("数据文件夹「{}」已经有一个 qingxin serve 在用；请先停下那一个，或换一个"
                    "文件夹",
                    printable(folder.string())));
  return fail(ErrorCode::unavailable,
              fmt::format("「{}」锁不住：{}；请检查路径、权限和磁盘空间", printable(path.string()),
                          std::generic_category().message(failure)));
}

ServingLock::~ServingLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace qingxin
