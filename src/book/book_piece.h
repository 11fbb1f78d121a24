// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "book/across.h"
#include "book/book.h"
#include "book/columns.h"
#include "book/order.h"

namespace qingxin::book {

// Some neighbouring projects of a book, packed, and what the book has to know of their rows.
struct BookPiece {
  std::vector<std::byte> bytes;
  std::vector<std::uint64_t> places;  // where each project begins
  AcrossPiece across;
  std::set<Month> months, reported;  // as Book has them
  Date newest{INT32_MIN};
  std::uint64_t rows = 0;
  std::uint64_t worker_months = 0;
};

// Where the texts and workers of a piece stand in the book when it brings new ones: those below
// `shared` are the book's and keep their number, the others are the piece's own and move on by so
// many.
struct NewNumbers {
  TextId shared_texts = 0, texts_on = 0;
  WorkerIndex shared_workers = 0, workers_on = 0;
};

// Sorts and packs the rows of one project after the other.
class PiecePacker {
 public:
  explicit PiecePacker(const NewNumbers& numbers = {}) : numbers_(numbers) {}

  // Projects in the order of their index; their numbers are those of the tables. Leaves `rows` as
  // they stand in the book.
  void add(ProjectIndex project, ProjectRows& rows, const TextTable& texts,
           const TextTable& identities);
  // What was added since the last one.
  BookPiece finish();

 private:
  void number(ProjectRows& rows) const;

  NewNumbers numbers_;
  PlaceOf place_;
  BlockWriter block_;
  BookPiece piece_;
};

// The number that a text or a worker of a piece has in the book.
TextId text_in_book(TextId text, const NewNumbers& numbers);
WorkerIndex worker_in_book(WorkerIndex worker, const NewNumbers& numbers);
// The texts of a row of any table, with the numbers that they have in the book.
void number_texts(Project& project, const NewNumbers& numbers);

}  // namespace qingxin::book
