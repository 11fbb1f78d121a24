// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "book/facts.h"
#include "book/text_table.h"

namespace qingxin::book {

// Whom a project has anything of, by document number; `place` of each, at his WorkerIndex. One
// PlaceOf serves all projects of a thread in turn: what it says of others is left over.
using PlaceOf = std::vector<std::uint32_t>;
std::vector<WorkerIndex> workers_of(const Rows& rows, const TextTable& identities, PlaceOf& place);

// Sorts each table of one project by its content, workers in their places, so that neither the
// order of rows in the files nor the number of threads shows anywhere.
void sort_rows(Rows& rows, const PlaceOf& place, const TextTable& texts);

}  // namespace qingxin::book
