// SPDX-License-Identifier: Apache-2.0
#include "intake/clue_index.h"

#include <algorithm>

namespace qingxin::intake {

namespace {

constexpr std::size_t kArrivals = 4096;

}  // namespace

void ClueIndex::add(std::span<const std::int64_t> keys, ClueId clue) {
  for (const std::int64_t key : keys) arrivals_.push_back({key, static_cast<std::int64_t>(clue)});
  if (arrivals_.size() >= kArrivals) settle();
}

void ClueIndex::settle() {
  std::sort(arrivals_.begin(), arrivals_.end(), Before{});
  runs_.push_back(std::move(arrivals_));
  arrivals_ = {};
  while (runs_.size() >= 2 && runs_.back().size() * 2 > runs_[runs_.size() - 2].size()) {
    const std::vector<Row> last = std::move(runs_.back());
    runs_.pop_back();
    std::vector<Row> merged(runs_.back().size() + last.size());
    std::merge(runs_.back().begin(), runs_.back().end(), last.begin(), last.end(), merged.begin(),
               Before{});
    runs_.back() = std::move(merged);
  }
}

void ClueIndex::newest(std::int64_t key, int most, const VisitClue& visit) const {
  std::vector<std::int64_t> clues;
  for (const Row& row : arrivals_)
    if (row.key == key) clues.push_back(row.clue);
  for (const std::vector<Row>& run : runs_) {
    auto row = std::lower_bound(run.begin(), run.end(), Row{key, INT64_MAX}, Before{});
    for (int taken = 0; row != run.end() && row->key == key && taken < most; ++row, ++taken)
      clues.push_back(row->clue);
  }
  std::sort(clues.begin(), clues.end(), std::greater<>{});
  clues.erase(std::unique(clues.begin(), clues.end()), clues.end());
  for (std::size_t i = 0; i < clues.size() && i < static_cast<std::size_t>(most); ++i)
    visit(ClueId{clues[i]});
}

std::size_t ClueIndex::rows() const {
  std::size_t count = arrivals_.size();
  for (const std::vector<Row>& run : runs_) count += run.size();
  return count;
}

}  // namespace qingxin::intake
