// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/moment.h"
#include "app/record_desk.h"
#include "oversight/coverage.h"

namespace qingxin::app {

struct CoverageOrder {
  std::string region;         // a prefix, of the permits; empty: all that the scope reaches
  std::optional<Date> as_of;  // nothing: today
  bool is_all = false;        // the matched ones, too
  std::size_t after = 0;      // so many were shown
  int limit = 100;            // 1–1000
};
struct CoverageShown {
  CoverageOrder order;
  oversight::Coverage coverage;                 // without its permits
  std::vector<oversight::PermitMatch> permits;  // of this page
  std::optional<std::size_t> next;
};

// The register of projects held against the permits in progress. Errors: not_permitted, usage (the
// limit, a day to come), invalid_input (a region that is none), those of the store.
Result<CoverageShown> show_coverage(const access::Principal& who, Moment moment,
                                    const RecordDesk& desk, const CoverageOrder& order);

}  // namespace qingxin::app
