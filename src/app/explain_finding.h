// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/rule_book.h"
#include "app/verify_folder.h"
#include "verify/explanation.h"

namespace qingxin::app {

// What `qingxin explain ID` was asked.
struct ExplainOrder {
  std::string id;  // of a finding, or how it begins (at least 6 characters)
  FactsPlace facts;
  Date as_of;
  bool run_all_rules = false;
  int threads = 1;
  // Of stored facts: the finding's project; nothing: it is looked for in all of them.
  std::optional<store::ProjectId> project = {};
};

// Judges the facts again and tells one finding in full; of stored facts those in the scope of who
// asks. Errors: usage (no finding begins so, or several do; not_found, where a project is named),
// and those of verify_folder.
Result<verify::Explanation> explain_finding(const ExplainOrder& order, const law::Law& law,
                                            const Progress& progress);

// One self-contained page to print, A4. `is_for_unit`: for the unit concerned, without orders.
std::string explanation_page(const verify::Explanation& explanation, bool is_revealed,
                             bool is_for_unit);

}  // namespace qingxin::app
