// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "intake/sketch.h"
#include "sample/random.h"

// Clues as they come in, made up, and the same matters said again.
namespace qingxin::bench {

inline constexpr std::uint64_t kSeed = 20261123;

// How a matter comes in again.
enum class Again : int { same_words, edited, own_words, other_phone, colleague, no_site };
inline constexpr std::array<std::string_view, 6> kAgain{"same_words",  "edited",    "own_words",
                                                        "other_phone", "colleague", "no_site"};

struct Made {
  intake::ClueFacts facts;
  std::string project;
  std::string unit;
};

// The clue of that number, of so many: a project for every thirty or so, so that sites have several
// workers who complain.
Made made_clue(int number, int count);

// The matter of `earlier` once more. `stranger` is a person who has not been named.
intake::ClueFacts again(const Made& earlier, Again how, int stranger, sample::Random& random);

}  // namespace qingxin::bench
