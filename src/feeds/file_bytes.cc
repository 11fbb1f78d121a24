// SPDX-License-Identifier: Apache-2.0
#include "feeds/file_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "base/text.h"

namespace qingxin::feeds {

namespace {

// The reasons that an office meets, in its language.
std::string reason_of(int code) {
  switch (code) {
    case EACCES: return "没有读取权限；请改好权限，或复制一份再核查";
    case ELOOP: return "符号链接绕成了圈；请换成文件本身";
    case ENOENT: return "文件不存在，或链接指向不存在的文件；请检查路径";
    default: return std::string(std::strerror(code)) + "；请检查文件和读取权限";
  }
}

tl::unexpected<Error> cannot_open(const std::filesystem::path& path, const std::string& reason) {
  return fail(ErrorCode::unavailable, "打不开 " + file_name(path) + "：" + reason);
}

}  // namespace

std::string file_name(const std::filesystem::path& path) {
  return printable(path.filename().string());
}

Result<FileBytes> FileBytes::open(const std::filesystem::path& path) {
  // A pipe without a writer is refused below; without O_NONBLOCK, opening it would wait for one.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return cannot_open(path, reason_of(errno));
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    const std::string_view what = S_ISDIR(status.st_mode) ? "是文件夹" : "是管道或设备";
    return cannot_open(path, std::string(what) + "，不是文件；请换成表格文件，或改名、移走");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) {
    ::close(file);
    return FileBytes(nullptr, 0);
  }
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int reason = errno;
  ::close(file);
  if (data == MAP_FAILED) return cannot_open(path, reason_of(reason));
  ::madvise(data, size, MADV_SEQUENTIAL);
  return FileBytes(static_cast<const char*>(data), size);
}

Result<FileBytes> FileBytes::of(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0)
    return fail(ErrorCode::unavailable, "暂存的文件打不开：" + reason_of(errno));
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return FileBytes(nullptr, 0);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (data == MAP_FAILED)
    return fail(ErrorCode::unavailable, "暂存的文件打不开：" + reason_of(errno));
  ::madvise(data, size, MADV_SEQUENTIAL);
  return FileBytes(static_cast<const char*>(data), size);
}

FileBytes::FileBytes(FileBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

FileBytes& FileBytes::operator=(FileBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void FileBytes::let_go(std::string_view part) const {
  const std::less_equal<> is_not_behind;
  if (data_ == nullptr || !is_not_behind(data_, part.data()) ||
      !is_not_behind(part.data() + part.size(), data_ + size_))
    return;
  // Whole pages within the part: others still look at what shares its first and last ones.
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto from = static_cast<std::size_t>(part.data() - data_) + page - 1;
  const std::size_t first = from - from % page;
  const auto to = static_cast<std::size_t>(part.data() + part.size() - data_);
  const std::size_t end = to - to % page;
  if (first < end) ::madvise(const_cast<char*>(data_) + first, end - first, MADV_DONTNEED);
}

FileBytes::~FileBytes() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace qingxin::feeds
