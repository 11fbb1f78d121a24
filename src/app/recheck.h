// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/stored_data.h"
#include "app/verify_folder.h"

namespace qingxin::app {

struct RecheckOrder {
  Date as_of;
  bool is_everything = false;  // also where nothing can have changed: the nightly run
  std::string program;         // its version: another one may judge otherwise
  int threads = 1;
  // Asked between projects; whether to leave off. What is left is judged the next time.
  std::function<bool()> leaves_off = {};
};

// What became of one project's findings.
struct ProjectChanges {
  std::string project;  // its code
  std::vector<store::FindingChange> changes;
};

struct Rechecked {
  store::RunId run;
  Date as_of;
  int judged = 0;                                 // projects
  std::vector<store::ProjectId> judged_projects;  // which
  std::vector<ProjectChanges> projects;           // those with any change
  int opened = 0, changed = 0, cleared = 0, reopened = 0;
};

// Judges anew whatever may have changed since it was judged last: the projects that batches in
// force speak of and those with whom these have people, cards, accounts or names in common;
// projects where a day has come; all of them in another month, under other parameters, law or
// program. What is found is recorded: findings are opened, changed, cleared and reopened, with
// history. Afterwards the record is that of a run over everything, as far as the scope reaches:
// what is judged lies in it, and rests on all facts that there are. May be broken off and repeated.
// Errors: not_permitted, unavailable (left off), conflict (an earlier day than was judged before),
// those of the store and the parameters.
Result<Rechecked> recheck(const access::Principal& who, Instant now, StoredData& data,
                          const RecheckOrder& order, const law::Law& law, const Progress& progress);

}  // namespace qingxin::app
