// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <iosfwd>

#include "app/book_file.h"
#include "cli/text_table.h"

namespace qingxin::cli {

// What `qingxin book build` has written, and how to go on.
void print_book_built(const app::BookFile& file, std::chrono::milliseconds elapsed,
                      std::ostream& out);

// What a book holds: counts, the files it was built of, and its sections by size.
void print_book(const app::BookFile& file, Colour colour, std::ostream& out);

}  // namespace qingxin::cli
