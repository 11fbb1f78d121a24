// SPDX-License-Identifier: Apache-2.0
#include "app/book_file.h"

#include "app/read_folder.h"
#include "book/tiles.h"
#include "verify/fold_tiles.h"

namespace qingxin::app {

Result<BookFile> build_book_file(const std::filesystem::path& folder,
                                 const std::filesystem::path& file, int threads,
                                 const law::Law& law, const Progress& progress) {
  Result<FolderRead> read = read_folder(folder, std::nullopt, threads, law, progress);
  if (!read) return tl::unexpected(read.error());
  book::attach(verify::fold_tiles(read->facts, read->law, threads), read->facts);
  const Result<std::uint64_t> written = book::write(read->facts, file);
  if (!written) return tl::unexpected(written.error());
  Result<book::BookForm> form = book::form_of(file);
  if (!form) return tl::unexpected(form.error());
  return BookFile{file, *std::move(form), std::move(read->facts)};
}

Result<BookFile> open_book_file(const std::filesystem::path& file) {
  Result<book::Book> book = book::open(file);
  if (!book) return tl::unexpected(book.error());
  Result<book::BookForm> form = book::form_of(file);
  if (!form) return tl::unexpected(form.error());
  return BookFile{file, *std::move(form), *std::move(book)};
}

}  // namespace qingxin::app
