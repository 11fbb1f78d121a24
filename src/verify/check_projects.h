// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "book/book.h"
#include "law/law.h"
#include "verify/report.h"
#include "verify/settings.h"

namespace qingxin::verify {

// What a project comes to, and until when that holds.
struct CheckedProject {
  std::vector<Finding> findings;  // in a report's order; notes, too
  Date due;                       // the day from which on it may be otherwise; kNeverDue: none is
};

class ProjectBook;

// Looks at projects[i] while its rows are there, once it was judged; from several threads at once,
// each time at another project.
using ProjectLook =
    std::function<void(const ProjectBook& book, std::size_t i, std::span<const Finding> findings)>;

// Judges some projects of a book, which has all that can reach them. The findings are those that
// verify() would tell of them. What no project can know by itself is not in `due`: see wake.h.
// `look`: empty, where nobody wants to. Errors: as verify().
Result<std::vector<CheckedProject>> check_projects(const book::Book& facts, const law::Law& law,
                                                   const Settings& settings,
                                                   const std::vector<book::ProjectIndex>& projects,
                                                   const ProjectLook& look);

}  // namespace qingxin::verify
