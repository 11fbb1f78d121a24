// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/clue_desk.h"
#include "store/sealed_fields.h"

namespace qingxin::app {

// Which clues, from where on. The scope is the principal's.
struct ClueQuery {
  store::ClueFilter filter;
  std::string words;  // that the text says, each of two characters or more; empty: any text
  ClueId before{};    // the last one that was seen; ClueId{}: from the newest on
  int limit = 100;    // 1–1000
};

struct CluePage {
  std::vector<KeptClue> clues;  // the newest first
  std::optional<ClueId> next;   // what to ask before; nothing: that was all
};

// Errors: not_permitted, usage (the limit), invalid_input (words that cannot be searched for).
Result<CluePage> list_clues(const access::Principal& who, const ClueDesk& desk,
                            const ClueQuery& query);

// A clue with all that belongs to it. Masked: no name and no number of a person can be read.
struct ClueShown {
  store::WholeClue whole;
  intake::Reading reading;  // of the text that counts: suggestions with their places
  std::vector<store::LikeClue> like;
  bool is_masked = true;
};

// Error: not_permitted, not_found.
Result<ClueShown> show_clue(const access::Principal& who, const ClueDesk& desk, ClueId clue);

struct ClueReveal {
  ClueId clue{};
  store::RevealPurpose purpose = store::RevealPurpose::handle_case;
  std::string reason;  // 5 to 500 characters
};

// The same with names and numbers; that he saw it and why is written down before. Errors:
// not_permitted, not_found, invalid_input (the reason).
Result<ClueShown> reveal_clue(const access::Principal& who, Moment moment, const ClueDesk& desk,
                              const ClueReveal& asked);

}  // namespace qingxin::app
