// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "app/verify_folder.h"
#include "book/book_file.h"

namespace qingxin::app {

// A book file and what it holds.
struct BookFile {
  std::filesystem::path path;
  book::BookForm form;
  book::Book book;
};

// Builds the book of a folder, with all its rows, whatever their day. The same folder gives the
// same bytes. Errors: those of read_folder() and book::write().
Result<BookFile> build_book_file(const std::filesystem::path& folder,
                                 const std::filesystem::path& file, int threads,
                                 const law::Law& law, const Progress& progress);

// Errors: those of book::open().
Result<BookFile> open_book_file(const std::filesystem::path& file);

}  // namespace qingxin::app
