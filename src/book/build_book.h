// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/result.h"
#include "book/book.h"

namespace qingxin::book {

// Joins a folder's facts into a book. With `as_of` rows dated after it do not exist for it. The
// book is the same for any number of threads.
Book build(Facts&& facts, std::optional<Date> as_of, int threads);

// The facts of a book again, row by row, projects by their id. Error: invalid_input, of a damaged
// book.
Result<Facts> unfold(const Book& book);

}  // namespace qingxin::book
