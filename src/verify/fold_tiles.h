// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "book/tiles.h"
#include "law/law.h"

namespace qingxin::verify {

// Sums a book up into tiles, with the pay dates and the valid passes of this law: under another
// law or another day the projects that it concerns are judged from their rows. Empty when a table
// or column is missing without which nothing could be told from sums.
book::Tiles fold_tiles(const book::Book& facts, const law::Law& law, int threads);

// One project's block, and whose each slot is.
struct FoldedProject {
  std::vector<book::TileLine> block;
  std::vector<book::WorkerIndex> workers;
};
class ProjectBook;
FoldedProject fold_project(const ProjectBook& book, std::uint64_t first_slot);

}  // namespace qingxin::verify
