// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

namespace qingxin::cli {

// 0.
Result<int> run_back_up(const BackUpCommand& command, const Machine& machine);
Result<int> run_restore(const RestoreCommand& command, const Machine& machine);

}  // namespace qingxin::cli
