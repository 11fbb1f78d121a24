// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "book/book.h"

namespace qingxin::book {

// Which parts of a project's block have changed.
struct ChangedParts {
  std::uint16_t tables = 0;   // a bit for each Table, in its order
  bool have_workers = false;  // who they are, or their order: each row of a worker says his place
};

// Makes `block` what pack() writes of these rows; parts that have not changed are left as they are
// and not packed anew. `ends` is where each part ends in it; empty: nothing of it can be kept.
void renew(const ProjectRows& rows, const ChangedParts& changed, std::vector<std::byte>& block,
           std::vector<std::size_t>& ends);

}  // namespace qingxin::book
