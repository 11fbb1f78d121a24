// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Where campaign plans and checklists come from: built into the program, or a file of the office.
namespace qingxin::oversight {

struct PlanFile {
  std::string path, text;
};
// law/<folder>/<name>.toml as it was built in. Error: not_found, names those that ship.
Result<PlanFile> find_plan_file(std::string_view folder, std::string_view name);
std::vector<std::string> built_in_plans(std::string_view folder);
// A file of whoever stands before the machine; never one that was named from outside.
Result<PlanFile> read_plan_file(std::string_view path);

}  // namespace qingxin::oversight
