// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "law/calendar.h"
#include "sample/project.h"

namespace qingxin::sample {

// Changes the facts of a project as its story goes, and notes in `planted` what a check of the
// folder has to find. No rule is called: the story knows what it did.
void tell(Project& project, const Season& season, const law::Calendar& calendar);

// The slips of one typist: rows that cannot be read, and one that stands twice.
void slip(Project& project, const Season& season);

// The project at which they happen.
inline constexpr int kSlips = 3;

}  // namespace qingxin::sample
