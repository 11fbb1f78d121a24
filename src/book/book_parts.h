// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "book/columns.h"

namespace qingxin::book {

// What a book file says of the folder as a whole: files, tables, months, counts; and the rows that
// could not be used. The readers tell whether all was sound.
void pack_about(const Book& book, BlockWriter& block);
void unpack_about(BlockReader& block, Book& book);
void pack_rejected(const Book& book, BlockWriter& block);
void unpack_rejected(BlockReader& block, Book& book);  // after texts, identities, files, projects

}  // namespace qingxin::book
