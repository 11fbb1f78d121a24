// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book_piece.h"

namespace qingxin::book {

// Joins the pieces of a book, in the order of its projects: nothing of them stays in memory but
// what is packed and what holds between projects.
class BookBuilder {
 public:
  // Makes room for the packed rows; more are welcome.
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  void add(BookPiece&& piece);

  // `about` has what is no row of a project: projects by their id, files, what was rejected, …
  Book finish(Book&& about, TextColumns&& texts, TextColumns&& identities);

 private:
  std::vector<std::byte> bytes_;
  std::vector<std::uint64_t> places_;
  AcrossBuilder across_;
  BookPiece all_;  // without bytes
};

}  // namespace qingxin::book
