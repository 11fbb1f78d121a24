// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "intake/clue_keys.h"

namespace qingxin::intake {

// The table (key, clue) in memory: 16 bytes for each key of each clue, in sorted runs that are
// merged as they grow, so that adding is cheap and looking up is a few binary searches. The same
// key of the same clue twice is there once for whoever looks.
class ClueIndex {
 public:
  void add(std::span<const std::int64_t> keys, ClueId clue);

  // The newest clues of the key, newest first, each once, at most `most`.
  void newest(std::int64_t key, int most, const VisitClue& visit) const;

  std::size_t rows() const;

 private:
  struct Row {
    std::int64_t key = 0;
    std::int64_t clue = 0;
  };
  // By key, then the newest first.
  struct Before {
    bool operator()(const Row& a, const Row& b) const {
      return a.key != b.key ? a.key < b.key : a.clue > b.clue;
    }
  };

  void settle();

  std::vector<Row> arrivals_;           // unsorted, few
  std::vector<std::vector<Row>> runs_;  // sorted, each at most half as long as the one before
};

}  // namespace qingxin::intake
