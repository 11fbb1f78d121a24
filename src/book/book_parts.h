// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "book/columns.h"

namespace qingxin::book {

// What a book file says of the folder as a whole: files, tables, months, counts; and the rows that
// could not be used. False: the block is not sound.
void pack_about(const Book& book, BlockWriter& block);
bool unpack_about(BlockReader& block, Book& book);
void pack_rejected(const Book& book, BlockWriter& block);
bool unpack_rejected(BlockReader& block, Book& book);  // after texts, identities, files, projects

}  // namespace qingxin::book
