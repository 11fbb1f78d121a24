// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

namespace qingxin::cli {

// 0; 1 where something is bad.
Result<int> run_doctor(const DoctorCommand& command, const Machine& machine);

}  // namespace qingxin::cli
