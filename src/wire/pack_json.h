// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "app/try_pack.h"

namespace qingxin::wire {

// What a pack would change, as docs/packs.md has it: one total or project a line.
void write_trial_json(const app::PackTrial& trial, const verify::Pack& present,
                      const verify::Pack& tried, const app::TrialOrder& order,
                      std::string_view version, std::ostream& out);

}  // namespace qingxin::wire
