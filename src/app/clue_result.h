// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "app/case_desk.h"

namespace qingxin::app {

// How far a clue is and what was answered: what goes back to whoever asked.
struct ClueResult {
  store::WholeDossier whole;
  std::optional<casework::State> state;  // of its answer
  std::optional<casework::Reading>
      next;  // the authority's first deadline, also where it has passed
  std::optional<Date> answered;
  std::string answer;  // as sent; without a number of anybody or a name of whoever is in the clue
};

// The last step of its kind, while the dossier still stands where it led; else nothing.
const casework::Event* standing_step(const casework::Dossier& dossier, casework::State state,
                                     casework::Step step);

// Nothing: nobody has begun to work on it, or `held` does not see it.
Result<std::optional<ClueResult>> clue_result(store::Store& held, const CaseDesk& desk,
                                              Moment moment, const store::KeptClue& clue);

}  // namespace qingxin::app
