// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "app/book_file.h"

namespace qingxin::wire {

// What a book file holds, as docs/book-file.md has it: one file or section a line. Whether all of
// it was written is for the caller to ask of `out`.
void write_book_json(const app::BookFile& file, std::string_view version, std::ostream& out);

}  // namespace qingxin::wire
