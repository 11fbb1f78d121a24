// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "base/check.h"
#include "book/book_file_form.h"

namespace qingxin::tests {

struct BookHead {
  book::FileHeader header;
  std::vector<book::FileSection> sections;
};

// What stands at the head of a book file, as far as it is there.
inline BookHead head_of(std::span<const std::byte> file) {
  BookHead head;
  std::memcpy(&head.header, file.data(), std::min(file.size(), sizeof head.header));
  if (file.size() < sizeof head.header) return head;
  const std::span<const std::byte> rest = file.subspan(sizeof head.header);
  head.sections.resize(std::min({head.header.sections, std::uint64_t{book::kMostSections},
                                 std::uint64_t{rest.size() / sizeof(book::FileSection)}}));
  const std::span<std::byte> table = std::as_writable_bytes(std::span(head.sections));
  if (!table.empty()) std::memcpy(table.data(), rest.data(), table.size());
  return head;
}

// Makes size and checksums right again after bytes were changed, so that only what the bytes mean
// can be refused.
inline void seal(std::span<std::byte> file) {
  if (file.size() < sizeof(book::FileHeader)) return;
  BookHead head = head_of(file);
  head.header.bytes = file.size();
  if (!head.sections.empty() && head.sections.back().offset <= file.size())
    head.sections.back().bytes = file.size() - head.sections.back().offset;
  for (book::FileSection& section : head.sections)
    if (section.offset <= file.size() && section.bytes <= file.size() - section.offset)
      section.checksum = book::section_checksum(file.subspan(section.offset, section.bytes));
  head.header.checksum = book::header_checksum(head.header, head.sections);
  std::memcpy(file.data(), &head.header, sizeof head.header);
  const std::span<const std::byte> table = std::as_bytes(std::span(head.sections));
  if (!table.empty()) std::memcpy(file.data() + sizeof head.header, table.data(), table.size());
}

// A file in memory, gone at the end.
class MemoryFile {
 public:
  explicit MemoryFile(std::span<const std::byte> bytes) : number_(::memfd_create("book", 0)) {
    check(number_ >= 0);
    check(::write(number_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { ::close(number_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  // Writes over what is there, from `at` on.
  void put(std::size_t at, std::span<const std::byte> bytes) const {
    check(::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(at)) ==
          static_cast<ssize_t>(bytes.size()));
  }

  std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

}  // namespace qingxin::tests
