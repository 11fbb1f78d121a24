// SPDX-License-Identifier: Apache-2.0
// A disk that is full, for tests: loaded before the libraries of a program (LD_PRELOAD), it lets
// the files below FULL_DISK_FOLDER grow by as many bytes as the file FULL_DISK_ROOM says, in each
// process, and then no more; what lies within a file can still be written. Without that file there
// is room. So it is the same for root and for anybody else, in a container and on any file system.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<long long> taken = 0;

// How many bytes there are at first; LLONG_MAX: any number.
long long room() {
  const char* file = std::getenv("FULL_DISK_ROOM");
  std::FILE* open = file == nullptr ? nullptr : std::fopen(file, "re");
  if (open == nullptr) return LLONG_MAX;
  long long bytes = 0;
  const int read = std::fscanf(open, "%lld", &bytes);
  std::fclose(open);
  return read == 1 ? bytes : 0;
}

bool is_below(int descriptor) {
  const char* folder = std::getenv("FULL_DISK_FOLDER");
  if (folder == nullptr) return false;
  std::array<char, 64> link{};
  std::array<char, PATH_MAX> path{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  const ssize_t size = readlink(link.data(), path.data(), path.size() - 1);
  return size > 0 && std::strncmp(path.data(), folder, std::strlen(folder)) == 0;
}

// How much of a write at a place there is room for.
std::size_t granted(int descriptor, std::size_t count, off_t place) {
  const int before = errno;
  const long long most = room();
  struct stat file {};
  if (most == LLONG_MAX || fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode) ||
      !is_below(descriptor)) {
    errno = before;
    return count;
  }
  if (place < 0)
    place = (fcntl(descriptor, F_GETFL) & O_APPEND) != 0 ? file.st_size
                                                         : lseek(descriptor, 0, SEEK_CUR);
  errno = before;
  const long long inside = std::max<long long>(0, file.st_size - place);
  const long long more = std::max<long long>(0, static_cast<long long>(count) - inside);
  const long long left = std::max<long long>(0, most - taken);
  taken += std::min(more, left);
  return count - static_cast<std::size_t>(more - std::min(more, left));
}

template <typename Function>
Function* next_one(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

const iovec* first_with_bytes(const iovec* pieces, int count) {
  const iovec* const end = pieces + count;
  const iovec* const found =
      std::find_if(pieces, end, [](const iovec& piece) { return piece.iov_len > 0; });
  return found == end ? nullptr : found;
}

ssize_t no_room() {
  errno = ENOSPC;
  return -1;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static auto* const real = next_one<ssize_t(int, const void*, size_t)>("write");
  const std::size_t some = granted(descriptor, count, -1);
  return some == 0 && count > 0 ? no_room() : real(descriptor, bytes, some);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t place) {
  static auto* const real = next_one<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  const std::size_t some = granted(descriptor, count, place);
  return some == 0 && count > 0 ? no_room() : real(descriptor, bytes, some, place);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t place) {
  return pwrite64(descriptor, bytes, count, place);
}

// Some of it is a lawful answer: the caller comes again for the rest.
ssize_t writev(int descriptor, const iovec* pieces, int count) {
  const iovec* const first = first_with_bytes(pieces, count);
  return first == nullptr ? 0 : write(descriptor, first->iov_base, first->iov_len);
}

ssize_t pwritev64(int descriptor, const iovec* pieces, int count, off64_t place) {
  const iovec* const first = first_with_bytes(pieces, count);
  return first == nullptr ? 0 : pwrite64(descriptor, first->iov_base, first->iov_len, place);
}

ssize_t pwritev(int descriptor, const iovec* pieces, int count, off_t place) {
  return pwritev64(descriptor, pieces, count, place);
}

int posix_fallocate64(int descriptor, off64_t place, off64_t count) {
  static auto* const real = next_one<int(int, off64_t, off64_t)>("posix_fallocate64");
  const auto wanted = static_cast<std::size_t>(count);
  return granted(descriptor, wanted, place) < wanted ? ENOSPC : real(descriptor, place, count);
}

int posix_fallocate(int descriptor, off_t place, off_t count) {
  return posix_fallocate64(descriptor, place, count);
}

}  // extern "C"
