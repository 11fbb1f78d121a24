// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "book/book_file_form.h"

// Whether a file is a book, and still what was written.
namespace qingxin::book {

struct BookHead {
  FileHeader header;
  std::vector<FileSection> sections;
};

// Header and table, whose sections then lie in the file, one after the other.
Result<BookHead> read_head(int file, const std::filesystem::path& path);

// All other bytes.
Result<int> check_contents(int file, const std::filesystem::path& path, const BookHead& head);

tl::unexpected<Error> refused_book(const std::filesystem::path& file, ErrorCode code,
                                   std::string_view why, std::string_view remedy);
tl::unexpected<Error> refused_book(const std::filesystem::path& file, std::string_view why);
tl::unexpected<Error> unreadable_book(const std::filesystem::path& file, int code);

}  // namespace qingxin::book
