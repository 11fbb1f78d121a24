// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/machine.h"

namespace qingxin::cli {

// Does what the arguments after the program's name ask and gives the exit status: of verify
// 0, 1 or 4 by what was found; 2 wrong usage; 3 a folder, a file or the machine.
int run(const std::vector<std::string>& arguments, const Machine& machine);

}  // namespace qingxin::cli
