// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <set>
#include <vector>

#include "app/verify_folder.h"
#include "book/book.h"
#include "verify/brief_finding.h"

namespace qingxin::app {

// What one rule comes to over all projects.
struct RuleTally {
  const rules::Rule* rule = nullptr;
  std::array<int, 4> violations{};  // by rules::Severity
  int people = 0;                   // distinct workers among them
  Money amount;                     // Σ of those that have one
  int missing = 0;                  // projects where it could not be judged
};

// A verdict in numbers. The findings refer to the book.
struct Tally {
  book::Book facts;
  std::vector<verify::BriefFinding> findings;  // in the report's order, notes too
  std::vector<RuleTally> rules;                // in the catalogue's order, those that say anything
  int projects = 0;
  int violations = 0;  // notes (blue) are none
  int missing = 0;
  int exit_status = 0;  // as verify::exit_status of the report
};

// The same findings as verify_folder, without texts and evidence: many times as fast. Errors as
// there.
Result<Tally> verify_in_brief(const VerifyOrder& order, const law::Law& law,
                              const Progress& progress);

}  // namespace qingxin::app
