// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sample/project.h"

namespace qingxin::sample {

// The people of a project: its workers, and a site's managers behind them.
void add_crew(Project& project, const Season& season, const Neighbour& neighbour);

// Who was there on each day of the season.
void attend(Project& project, const Season& season);

}  // namespace qingxin::sample
