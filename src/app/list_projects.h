// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/stored_data.h"
#include "base/date.h"

namespace qingxin::app {

using store::ProjectId;

// A project that facts in force speak of, as it stands.
struct ListedProject {
  ProjectId id{};
  std::string code;                     // as the table of projects writes it
  std::string name;                     // of the row that came into force last; empty: no row yet
  std::string region_code, industry;    // the same
  std::optional<Date> as_of;            // the day as of which it was judged last; empty: never
  std::array<int, 4> open_by_colour{};  // open violations, by rules::Severity: red … blue
  int unjudged = 0;                     // open: a fact is missing (grey)

  friend bool operator==(const ListedProject&, const ListedProject&) = default;
};

// Which projects, from where on. What is empty does not narrow; the scope is the principal's.
struct ProjectQuery {
  std::string region;  // a prefix of the region code
  std::string words;   // that the name or the code contains
  std::string after;   // ProjectPage::next; empty: from the beginning
  int limit = 100;     // 1–1000
};

struct ProjectPage {
  std::vector<ListedProject> projects;  // in the order of their ids
  std::string next;                     // what to ask after; empty: that was all
};

// Errors: not_permitted, usage (the cursor, the limit), unavailable.
Result<ProjectPage> list_projects(const access::Principal& who, StoredData& data,
                                  const ProjectQuery& query);

// Error: not_found, also where the scope does not reach it.
Result<ListedProject> show_project(const access::Principal& who, StoredData& data,
                                   ProjectId project);

// The number that people write: digits alone. Error: usage.
Result<ProjectId> project_id_in(std::string_view text);

}  // namespace qingxin::app
