// SPDX-License-Identifier: Apache-2.0
#include "book/check_book_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <system_error>
#include <thread>

#include "base/text.h"

namespace qingxin::book {

namespace {

namespace fs = std::filesystem;

constexpr int kCheckingThreads = 2;
constexpr std::size_t kBufferBytes = std::size_t{256} << 10;  // stays in a processor's own cache

// All bytes from a place on; false at the end of the file, or with errno.
bool read_at(int file, std::uint64_t offset, std::span<std::byte> into) {
  while (!into.empty()) {
    const ssize_t got = ::pread(file, into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    offset += static_cast<std::uint64_t>(got);
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

// What makes it no book of ours; empty: it is one.
std::string fault_of(const FileHeader& header, std::uint64_t bytes) {
  if (header.magic != kBookMagic) return "不是账册文件";
  if (header.byte_order == kOtherByteOrder) return "它写在字节序相反的机器上";
  if (header.version != kBookVersion && header.byte_order == kByteOrder)
    return fmt::format("它是第 {} 版，这个程序只认第 {} 版", header.version, kBookVersion);
  if (bytes < header.bytes)
    return fmt::format("文件不完整：应有 {} 字节，只有 {} 字节",
                       grouped(std::int64_t(header.bytes)), grouped(std::int64_t(bytes)));
  if (bytes > header.bytes) return "文件比写下时长，末尾多出了内容";
  if (header.byte_order != kByteOrder || header.sections > kMostSections) return "文件头被改动过";
  return "";
}

std::string fault_of(const BookHead& head) {
  if (header_checksum(head.header, head.sections) != head.header.checksum) return "文件头被改动过";
  std::uint64_t end = sizeof(FileHeader) + head.sections.size() * sizeof(FileSection);
  std::uint32_t kind = 0;
  for (const FileSection& section : head.sections) {
    const bool is_in_place =
        section.kind > kind && section.offset == place_after(end, section.kind) &&
        section.offset <= head.header.bytes && section.bytes <= head.header.bytes - section.offset;
    if (!is_in_place) return fmt::format("「{}」不在它该在的位置", name_of_section(section.kind));
    end = section.offset + section.bytes;
    kind = section.kind;
  }
  return end == head.header.bytes ? "" : "末尾多出了内容";
}

// A part of the file that one thread checks in one go.
struct Piece {
  std::size_t section;
  std::uint64_t offset;
  std::uint64_t bytes;
  std::uint64_t checksum = 0;
};

std::vector<Piece> pieces_of(const BookHead& head) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < head.sections.size(); ++i) {
    const FileSection& section = head.sections[i];
    for (std::uint64_t at = 0; at < section.bytes; at += kPieceBytes)
      pieces.push_back({i, section.offset + at, std::min(kPieceBytes, section.bytes - at)});
  }
  return pieces;
}

// Read, not mapped: no page stays behind, and a disk that fails is an error, not a signal.
class PieceChecker {
 public:
  explicit PieceChecker(int file)
      : file_(file), buffer_(kBufferBytes), state_(XXH3_createState(), XXH3_freeState) {}

  bool check(Piece& piece) {
    XXH3_64bits_reset(state_.get());
    for (std::uint64_t at = 0; at < piece.bytes; at += kBufferBytes) {
      const auto part = std::span(buffer_).first(std::min(kBufferBytes, piece.bytes - at));
      if (!read_at(file_, piece.offset + at, part)) return false;
      XXH3_64bits_update(state_.get(), part.data(), part.size());
    }
    piece.checksum = XXH3_64bits_digest(state_.get());
    return true;
  }

 private:
  int file_;
  std::vector<std::byte> buffer_;
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state_;
};

bool read_checksums(int file, std::vector<Piece>& pieces) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> has_failed{false};
  const auto work = [&] {
    PieceChecker checker(file);
    for (std::size_t i = next++; i < pieces.size(); i = next++)
      if (!checker.check(pieces[i])) has_failed = true;
  };
  {
    std::vector<std::jthread> helpers;
    const std::size_t threads = std::min<std::size_t>(kCheckingThreads, pieces.size());
    for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  return !has_failed;
}

// Between the sections there is nothing.
bool has_empty_gaps(int file, const BookHead& head) {
  std::uint64_t end = sizeof(FileHeader) + head.sections.size() * sizeof(FileSection);
  std::array<std::byte, 4096> gap{};
  for (const FileSection& section : head.sections) {
    const auto part = std::span(gap).first(section.offset - end);
    if (!read_at(file, end, part)) return false;
    if (std::ranges::any_of(part, [](std::byte byte) { return byte != std::byte{0}; }))
      return false;
    end = section.offset + section.bytes;
  }
  return true;
}

}  // namespace

tl::unexpected<Error> refused_book(const fs::path& file, ErrorCode code, std::string_view why,
                                   std::string_view remedy) {
  return fail(code, fmt::format("账册「{}」打不开：{}。{}", file.string(), why, remedy));
}

tl::unexpected<Error> refused_book(const std::filesystem::path& file, std::string_view why) {
  return refused_book(file, ErrorCode::invalid_input, why,
                      "请由账套重新建册：qingxin book build 文件夹 -o 账册");
}

tl::unexpected<Error> unreadable_book(const fs::path& file, int code) {
  return refused_book(file, ErrorCode::unavailable, std::generic_category().message(code),
                      "请核对路径和权限");
}

Result<BookHead> read_head(int file, const fs::path& path) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return unreadable_book(path, errno);
  if (S_ISDIR(status.st_mode))
    return refused_book(path, ErrorCode::unavailable, "它是文件夹",
                        "核查文件夹请写 qingxin verify 文件夹，不加 --book");
  if (!S_ISREG(status.st_mode)) return refused_book(path, "它不是普通文件");
  const auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (bytes == 0) return refused_book(path, "它是空文件");
  BookHead head{.header = {.magic = {}}, .sections = {}};
  const std::size_t there = std::min<std::size_t>(bytes, sizeof head.header);
  errno = 0;
  if (!read_at(file, 0, std::as_writable_bytes(std::span(&head.header, 1)).first(there)))
    return unreadable_book(path, errno);
  if (there < sizeof head.header)
    return refused_book(
        path, head.header.magic == kBookMagic ? "文件不完整：连文件头都不全" : "不是账册文件");
  if (const std::string fault = fault_of(head.header, bytes); !fault.empty())
    return refused_book(path, fault);
  head.sections.resize(head.header.sections);
  const auto table = std::as_writable_bytes(std::span(head.sections));
  if (bytes < sizeof head.header + table.size() || !read_at(file, sizeof head.header, table))
    return refused_book(path, "文件头被改动过");
  if (const std::string fault = fault_of(head); !fault.empty()) return refused_book(path, fault);
  return head;
}

Result<int> check_contents(int file, const fs::path& path, const BookHead& head) {
  std::vector<Piece> pieces = pieces_of(head);
  if (!read_checksums(file, pieces)) return unreadable_book(path, errno != 0 ? errno : EIO);
  std::vector<std::vector<std::uint64_t>> sums(head.sections.size());
  for (const Piece& piece : pieces) sums[piece.section].push_back(piece.checksum);
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (checksum_of(std::as_bytes(std::span(sums[i]))) != head.sections[i].checksum)
      return refused_book(
          path, fmt::format("「{}」被改动过或已损坏", name_of_section(head.sections[i].kind)));
  if (!has_empty_gaps(file, head)) return refused_book(path, "各部分之间有不该有的内容");
  return 0;
}

}  // namespace qingxin::book
