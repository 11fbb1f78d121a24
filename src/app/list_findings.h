// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/list_projects.h"
#include "app/stored_data.h"
#include "law/law.h"
#include "verify/report.h"

namespace qingxin::app {

// What a finding is looked up by: its project and its id.
struct FindingKey {
  ProjectId project{};
  std::string id;  // 32 hex digits

  friend auto operator<=>(const FindingKey&, const FindingKey&) = default;
};

// A recorded finding as `verify --json` tells one. `finding` has the verdict, the colour, the
// amount and the days of the record. Where the asker's scope does not reach everything that the
// verdict rests on, the reason says so instead of telling it, and only rows that he may read are
// there. Names of files that another unit delivered are not told to enterprises.
struct ListedFinding {
  FindingKey key;
  verify::Finding finding;
  bool is_open = true;
  int version = 1;  // as many steps as its history has
  // Whether `evidence`, `missing`, `due` and `explains` are there: false for what was cleared, what
  // waits to be judged anew, and where rows were not asked for.
  bool has_rows = false;
};

enum class FindingState : unsigned char { open, cleared, all };

// Which findings, from where on. What is empty does not narrow; the scope is the principal's.
struct FindingQuery {
  std::optional<ProjectId> project;       // empty: all that the scope reaches
  std::string rule;                       // its id
  std::optional<rules::Severity> colour;  // of violations
  std::optional<rules::Verdict> verdict;  // violates or missing_fact
  FindingState state = FindingState::open;
  bool has_rows = true;  // with the rows; without them a page costs less
  std::string after;     // FindingPage::next; empty: from the beginning
  int limit = 100;       // 1–1000; a page may have fewer and yet a next one
  int threads = 1;
};

struct FindingPage {
  std::vector<ListedFinding> findings;  // by project, then by id
  std::string next;                     // what to ask after; empty: that was all
  bool is_for_unit = false;             // told to the unit concerned: as Report::is_for_unit
  std::optional<Date> as_of;            // until which day anything was judged; empty: never
};

// Errors: not_permitted, usage (the cursor, the limit, a rule that there is not), not_found (the
// project, also where the scope does not reach it), unavailable.
Result<FindingPage> list_findings(const access::Principal& who, StoredData& data,
                                  const FindingQuery& query, const law::Law& law);

// One finding with its rows and what became of it.
struct FindingShown {
  ListedFinding found;
  std::vector<store::FindingEvent> history;  // by version
  bool is_for_unit = false;
};

// Errors: not_permitted; not_found, also where the scope does not reach its project.
Result<FindingShown> show_finding(const access::Principal& who, StoredData& data,
                                  const FindingKey& key, const law::Law& law, int threads);

// "7301234567890123456-06051e27…", as people and cursors write it. Error: usage.
std::string to_string(const FindingKey& key);
Result<FindingKey> finding_key_in(std::string_view text);

// open, cleared, all. Error: usage.
Result<FindingState> finding_state_in(std::string_view text);

}  // namespace qingxin::app
