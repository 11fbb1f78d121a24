// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/case_desk.h"

// 回头看: all of a year's cases, or a sample that anybody can draw again.
namespace qingxin::app {

struct LookBackOrder {
  int year = 0;
  std::string region;         // a prefix; empty: all that the scope reaches
  std::optional<int> sample;  // so many of them; empty: all
  std::string seed;           // the same seed draws the same of the same cases
  // Begins the task 抽取回访 of each that has ended and has none open; once for a year and a seed.
  bool is_drawn = false;
};

struct LookBackTask {
  store::KeptDossier kept;
  std::optional<casework::State> state;  // of the last look-back; empty: none was drawn
  bool is_drawn_now = false;
  std::string fault;  // why it cannot be read; empty: it can be
};

struct LookBack {
  std::int64_t cases = 0;           // of the year, of which was drawn
  std::vector<LookBackTask> tasks;  // the sample in the order in which it was drawn; else by age
};

// Cases that were concluded or cleared in that year, or looked back on for it. Errors:
// not_permitted, usage (no seed with a sample, a year that is none), invalid_input (a region that
// is none).
Result<LookBack> look_back(const access::Principal& who, Moment moment, const CaseDesk& desk,
                           const LookBackOrder& order);

}  // namespace qingxin::app
