// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/clue_desk.h"

// What a person decides about clues: which are one matter, and what they are about.
namespace qingxin::app {

// Makes one matter of a clue and others: all clues, origins and people are kept. Empty `others`:
// all that are likely about the same matter, or repeat it. Says how many were added. Errors:
// not_permitted, not_found, invalid_input (itself).
Result<int> merge_clues(const access::Principal& who, Moment moment, const ClueDesk& desk,
                        ClueId into, std::span<const ClueId> others, std::string_view why);

// The clue is a matter of its own again. Errors: not_permitted, not_found, invalid_input (no
// reason), conflict (it is alone).
Result<void> take_clue_apart(const access::Principal& who, Moment moment, const ClueDesk& desk,
                             ClueId clue, std::string_view why);

// What a person confirms; what is absent stays as it was said.
struct ClueConfirmed {
  ClueId clue{};
  casework::MatterClass matter_class{};
  std::optional<std::string> employer, employer_code, project_name, place, region_code, industry;
  std::optional<std::string> project_code;
  std::optional<std::vector<Month>> months;
  std::optional<Money> amount;
  std::optional<int> head_count;
};

// Errors: not_permitted, not_found (the clue, the project), invalid_input (an amount below zero, no
// people, a region that is none).
Result<store::Kept> confirm_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                                 const ClueConfirmed& confirmed);

}  // namespace qingxin::app
