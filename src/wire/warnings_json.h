// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <span>
#include <string_view>

#include "app/list_warnings.h"
#include "app/raise_warnings.h"

namespace qingxin::wire {

// One warning a line; `next`: what to ask after, null when that was all.
void write_warnings_json(const app::WarningPage& page, std::ostream& out);
// With its parts and its history.
void write_warning_json(const app::WarningShown& shown, std::ostream& out);
void write_warning_changes_json(std::span<const app::WarningChange> changes, std::ostream& out);

}  // namespace qingxin::wire
