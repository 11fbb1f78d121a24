// SPDX-License-Identifier: Apache-2.0
#include "book/book_builder.h"

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace qingxin::book {

namespace {

// What a built book's spans point to.
struct Memory {
  TextColumns texts, identities;
  AcrossColumns across;
  std::vector<std::uint64_t> places;
  std::vector<std::byte> bytes;
};

}  // namespace

void BookBuilder::add(BookPiece&& piece) {
  for (const std::uint64_t place : piece.places) places_.push_back(bytes_.size() + place);
  bytes_.insert(bytes_.end(), piece.bytes.begin(), piece.bytes.end());
  across_.add(piece.across);
  all_.months.merge(piece.months);
  all_.reported.merge(piece.reported);
  all_.newest = std::max(all_.newest, piece.newest);
  all_.rows += piece.rows;
  all_.worker_months += piece.worker_months;
}

Book BookBuilder::finish(Book&& about, TextColumns&& texts, TextColumns&& identities) {
  check(places_.size() == about.projects.size());
  places_.push_back(bytes_.size());
  auto memory = std::make_shared<Memory>();
  memory->texts = std::move(texts);
  memory->identities = std::move(identities);
  memory->places = std::move(places_);
  memory->bytes = std::move(bytes_);
  Book book = std::move(about);
  book.texts = memory->texts.table();
  book.identities = memory->identities.table();
  book.places = memory->places;
  book.bytes = memory->bytes;
  book.months.assign(all_.months.begin(), all_.months.end());
  book.reported.assign(all_.reported.begin(), all_.reported.end());
  book.newest = all_.newest;
  book.rows = all_.rows + book.unassigned.size();
  book.worker_months = all_.worker_months;
  for (const Movement& movement : book.unassigned)
    book.newest = std::max(book.newest, movement.date);
  memory->across = across_.finish(book);
  book.across = {memory->across.cards,
                 memory->across.phones,
                 memory->across.accounts,
                 memory->across.strayed,
                 memory->across.alike,
                 std::move(memory->across.renamed),
                 std::move(memory->across.sightings)};
  book.memory = std::move(memory);
  return book;
}

}  // namespace qingxin::book
