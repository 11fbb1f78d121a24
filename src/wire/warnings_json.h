// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "app/answer_warning.h"
#include "app/clear_warning.h"
#include "app/list_warnings.h"
#include "app/raise_warnings.h"
#include "app/review_warning.h"
#include "wire/problem.h"

namespace qingxin::wire {

// One warning a line; `next`: what to ask after, null when that was all.
void write_warnings_json(const app::WarningPage& page, std::ostream& out);
// With its parts and its history.
void write_warning_json(const app::WarningShown& shown, std::ostream& out);
void write_warning_changes_json(std::span<const app::WarningChange> changes, std::ostream& out);

// The same for api/openapi.yaml.
std::string warnings_json(const app::WarningPage& page);
std::string warning_json(const app::WarningShown& shown);
std::string kept_warning_json(const app::KeptWarning& kept);

Outcome<app::WarningAnswer> read_warning_answer(std::string_view body, app::WarningKey key);
Outcome<app::WarningReview> read_warning_review(std::string_view body, app::WarningKey key);
Outcome<app::WarningClearing> read_warning_clearing(std::string_view body, app::WarningKey key);

}  // namespace qingxin::wire
