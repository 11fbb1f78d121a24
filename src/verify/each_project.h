// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "verify/project_book.h"

// How a run goes from project to project, whatever it makes of each.
namespace qingxin::verify {

// Error: usage, for a rule that does not exist or does not run yet.
Result<int> check_rules(const Settings& settings);

// Projects of the region, by project id, as the book has them.
std::vector<book::ProjectIndex> selected_projects(const book::Book& facts,
                                                  const Settings& settings);

// Calls judge(book, i) for each projects[i], from several threads at once and in any order. Gives
// the parameters that were used.
std::set<const law::ParameterValue*> each_project(
    const County& county, const std::vector<book::ProjectIndex>& projects, int threads,
    const JudgeProgress& progress,
    const std::function<void(const ProjectBook& book, std::size_t i)>& judge);

// Error: invalid_input, for a project whose rows cannot be read.
tl::unexpected<Error> damaged(std::string_view project_id);

}  // namespace qingxin::verify
