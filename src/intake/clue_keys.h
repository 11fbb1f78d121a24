// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "intake/sketch.h"

namespace qingxin::intake {

// 63 bits, later clues greater, as the store makes them.
enum class ClueId : std::int64_t {};
constexpr std::int64_t number(ClueId id) {
  return static_cast<std::int64_t>(id);
}

// Why two clues have a key in common. The number stands in the key's highest bits.
enum class KeyKind : unsigned char {
  same_text = 1,
  text_band = 2,
  identity = 3,
  phone = 4,
  name_project = 5,
  name_unit = 6,
  project_month = 7,
  project = 8,
  unit_month = 9,
};

KeyKind kind_of(std::int64_t key);

// Where a clue is looked up: never negative, so that a table (key BIGINT, clue_id BIGINT, PRIMARY
// KEY (key, clue_id)) of either engine holds them. A clue of one worker has about 20 to 30; one of
// three hundred, some hundreds. Sorted, each once.
std::vector<std::int64_t> keys_of(const Sketch& sketch, const SketchSecret& secret);

// Calls visit with the newest clues of a key, newest first, at most so many. The store's is
// SELECT clue_id FROM clue_key WHERE key = $1 ORDER BY clue_id DESC LIMIT $2.
using VisitClue = std::function<void(ClueId)>;
using NewestOfKey = std::function<void(std::int64_t key, int most, const VisitClue& visit)>;

inline constexpr int kCluesOfKeyMost = 200;
// Of a clue that names thousands of people and places, so many keys are asked for, the strongest
// first; a name is put beside so many units and so many projects.
inline constexpr std::size_t kKeysAskedMost = 2'000;
inline constexpr std::size_t kPlacesOfNameMost = 4;
inline constexpr int kCandidatesMost = 100;

// A stored clue that is worth comparing; `weight` orders them: the sum of what the shared keys say.
struct Candidate {
  ClueId clue{};
  int weight = 0;

  friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

// The clues that share keys, the heaviest first, then the newest; at most kCandidatesMost, and of
// each key the newest kCluesOfKeyMost, so that the time is bounded however many clues say the same.
// Of a matter with more clues than that the newest are found, which know their matter.
std::vector<Candidate> candidates(std::span<const std::int64_t> keys, const NewestOfKey& newest);

}  // namespace qingxin::intake
