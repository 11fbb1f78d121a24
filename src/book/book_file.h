// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "book/book.h"

// A book on disk (docs/book-file.md): mapped, not parsed, and refused by name when a byte of it is
// not what was written.
namespace qingxin::book {

// Written beside its place first, and to the disk, so that a full one never costs the last good
// book; only a book is ever replaced. Gives the size in bytes. Errors: unavailable, with file,
// reason and remedy. The same book is the same bytes.
Result<std::uint64_t> write(const Book& book, const std::filesystem::path& file);

// Every byte is checked, with two threads, and none of the memory that takes is kept; the pages of
// rows come back as they are read. Errors: unavailable (no such file, a folder, not readable),
// invalid_input (no book, of another version, cut short, altered); each names the file and the
// remedy.
Result<Book> open(const std::filesystem::path& file);

// What a book file consists of.
struct StoredSection {
  std::uint32_t kind;
  std::string name;  // Chinese
  std::uint64_t bytes;
};
struct BookForm {
  std::uint32_t version;
  std::uint64_t bytes;  // of the whole file
  std::vector<StoredSection> sections;
};

// Looks at the head of the file alone. Errors as open().
Result<BookForm> form_of(const std::filesystem::path& file);

}  // namespace qingxin::book
