// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/case_desk.h"
#include "casework/clocks.h"

namespace qingxin::app {

// Which dossiers, from where on. The scope is the principal's.
struct CaseQuery {
  store::DossierFilter filter;  // of cases, unless it asks for clues
  bool is_overdue = false;      // only those of which a deadline of an authority has passed
  // 积案 without a plan that runs: not cleared, somebody was asked before this year began, or more
  // than so many days ago.
  bool is_backlog = false;
  std::optional<int> backlog_days;
  DossierId before{};  // the last one that was seen; DossierId{}: from the newest on
  int limit = 100;     // 1–1000
};

// One with what its clocks say at this moment.
struct ListedCase {
  store::KeptDossier kept;
  std::optional<casework::Reading> next;  // the authority's first deadline that is still to be met
  std::vector<casework::ClockId> overdue;
  std::string fault;  // why it cannot be read; empty: it can
};

struct CasePage {
  std::vector<ListedCase> cases;  // the newest first
  std::optional<DossierId> next;  // what to ask before; nothing: that was all
};

// Errors: not_permitted, usage (the limit).
Result<CasePage> list_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                            const CaseQuery& query);

// Whether a deadline that has passed is the authority's own.
bool is_authority_overdue(const casework::Reading& reading);

}  // namespace qingxin::app
