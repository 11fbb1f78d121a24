// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "casework/telltale.h"
#include "store/dossiers.h"
#include "store/store.h"

namespace qingxin::app {

struct Reporters {
  std::vector<casework::Reporter> all;
  std::vector<casework::Reporter> hidden;  // who asked to be told to nobody, or gave no name
};

// Whoever reported: named in the clue itself, in one that was joined to the case, or in one of the
// same matter as any of these. Read with the eyes of the program, as whoever writes may not see
// them all: to keep them out of what is written, and for nothing else.
Result<Reporters> reporters_of(store::Store& held, const store::WholeDossier& whole);

}  // namespace qingxin::app
