// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "book/tiles.h"
#include "law/law.h"

namespace qingxin::bench {

// What one changed fact costs, in memory: a day of attendance by the ten checks from tiles, and a
// row of the wages by all rules. Prints a line of JSON for each; no events, no line.
void measure_incremental(book::Book&& facts, const book::Tiles& tiles, const law::Law& law,
                         Date as_of, int tile_events, int row_events);

}  // namespace qingxin::bench
