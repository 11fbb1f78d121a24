// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "cli/command_line.h"

namespace qingxin::cli {

// "2026-02-24 firm" on the first line, for programs; then, for people who count along, how the day
// was moved and which days count.
void print_deadline(const DeadlineCommand& command, const law::Calendar& calendar,
                    std::ostream& out);

}  // namespace qingxin::cli
