// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/warning_desk.h"

namespace qingxin::app {

// Which warnings, from where on. The scope is the principal's.
struct WarningQuery {
  store::WarningFilter filter;
  std::string after;  // the key of the last one that was seen; empty: from the beginning
  int limit = 100;    // 1–1000
};

struct WarningPage {
  std::vector<KeptWarning> warnings;  // without their parts
  std::string next;                   // what to ask after; empty: that was all
};

// Errors: usage (the cursor, the limit).
Result<WarningPage> list_warnings(const access::Principal& who, const WarningDesk& desk,
                                  WarningQuery query);

// A warning with its parts and its history.
struct WarningShown {
  KeptWarning warning;
  std::vector<WarningRecord> history;
};

// Enterprises read what was asked of them, what they answered and what was wanting in it; why the
// authority took a warning away is its own affair. Error: not_found.
Result<WarningShown> show_warning(const access::Principal& who, const WarningDesk& desk,
                                  const WarningKey& key);

}  // namespace qingxin::app
