// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "app/case_desk.h"

namespace qingxin::app {

// The clues behind a clue or case: itself, those that were joined to it, and those of the same
// matter as any of these, with whoever is named in them. `held` acts for the program, as whoever
// asks may not see them all: to keep the reporters out of what is written, and for nothing else.
Result<std::vector<store::WholeClue>> clues_of_case(store::Store& held,
                                                    const store::WholeDossier& whole);

}  // namespace qingxin::app
