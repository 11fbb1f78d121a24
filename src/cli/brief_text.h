// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/verify_brief.h"
#include "cli/machine.h"

namespace qingxin::cli {

// 只要数: one line for each rule that says anything. `list` is the file that was written; empty:
// none.
void print_tally(const app::Tally& tally, Date as_of, const std::string& list,
                 const Machine& machine);

}  // namespace qingxin::cli
