// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "store/clues.h"

namespace qingxin::app {

// The most characters of a name, a firm, a place, a number.
inline constexpr int kClueNameMost = 200;

// Makes what somebody brings ready to be kept. What a field cannot hold (too long, a number of a
// person among firms and places, a region that is no code, a time to come, an amount below zero) is
// remarked upon and stands behind the text to the word.
void settle_clue(store::ClueSaid& said, store::ClueOrigin& origin, Instant now,
                 std::vector<std::string>& remarks);

}  // namespace qingxin::app
