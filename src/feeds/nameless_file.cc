// SPDX-License-Identifier: Apache-2.0
#include "feeds/nameless_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/text.h"

namespace qingxin::feeds {

namespace {

tl::unexpected<Error> cannot(std::string_view what, const std::filesystem::path& folder,
                             int reason) {
  const bool is_full = reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
  return fail(ErrorCode::unavailable, fmt::format("读表时暂存的行{}，在 {}：{}；{}", what,
                                                  printable(folder.string()), std::strerror(reason),
                                                  is_full ? "磁盘满了，没有写入，请腾出空间后重试"
                                                          : "请检查路径、权限和磁盘空间"));
}

// On a file system that knows no file without a name, one that loses it at once.
int nameless_file(const std::filesystem::path& folder) {
  const int made = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return made;
  std::string name = folder / ".rows-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

NamelessFile::~NamelessFile() {
  if (file_ >= 0) ::close(file_);
}

Result<void> NamelessFile::append(std::string_view bytes) {
  if (file_ < 0) file_ = nameless_file(folder_);
  if (file_ < 0) return cannot("放不下", folder_, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot("写不下", folder_, written == 0 ? ENOSPC : errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<void> NamelessFile::read(std::uint64_t at, std::size_t size, char* to) const {
  for (std::size_t done = 0; done < size;) {
    const ssize_t read = ::pread(file_, to + done, size - done, static_cast<off_t>(at + done));
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) return cannot("读不回来", folder_, read == 0 ? EIO : errno);
    done += static_cast<std::size_t>(read);
  }
  return {};
}

}  // namespace qingxin::feeds
