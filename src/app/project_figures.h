// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "book/book.h"
#include "verify/expression.h"

namespace qingxin::app {

// What a pack may ask about a project, as a book or the facts have it; people are counted when
// asked for.
enum class People : unsigned char { not_counted, counted };
verify::ProjectFigures figures_of(const book::Book& facts, book::ProjectIndex project,
                                  People people);
verify::ProjectFigures figures_of(const book::Facts& facts, book::ProjectIndex project,
                                  People people);

}  // namespace qingxin::app
