// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "verify/report.h"

namespace qingxin::verify {

// What one run judges. Rows dated after as_of do not exist for it.
struct Settings {
  Date as_of;
  std::optional<Month> first_month;  // both empty: all months of the facts
  std::optional<Month> last_month;
  std::string region;                      // GB/T 2260 prefix; empty: all
  std::vector<std::string> rules;          // ids; empty: all that are on
  bool run_all_rules = false;              // those 依据待核 too
  std::string project;                     // judge this project alone, by its id; empty: all
  std::vector<std::string> projects = {};  // judge these alone, by their ids; empty: all
  int evidence_shown = kEvidenceShown;     // of each finding, at most
  int threads = 1;
  // What the ids of findings are made with; empty: with the projects of the folder. Facts that are
  // kept need one that stays when projects come and go.
  std::string finding_key = {};
};

// True when the month is asked for.
constexpr bool includes(const Settings& settings, Month month) {
  return (!settings.first_month || *settings.first_month <= month) &&
         (!settings.last_month || month <= *settings.last_month);
}

// Called now and then: projects judged, of how many.
using JudgeProgress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace qingxin::verify
