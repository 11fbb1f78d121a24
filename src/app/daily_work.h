// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/bulletins.h"
#include "app/raise_warnings.h"
#include "app/recheck.h"
#include "app/tick_cases.h"

namespace qingxin::app {

// What is done day by day without anybody asking, and after facts came into force.
struct WorkOrder {
  Moment moment;        // as of moment.today
  std::string program;  // its version
  int threads = 1;
  // Of projects that were not judged now, too: after a break in which a run may have been cut off.
  bool has_all_warnings = false;
  std::function<bool()> leaves_off = {};  // RecheckOrder::leaves_off
  BulletinPlan bulletins = {};            // of the nightly one
};

struct WorkDone {
  Rechecked rechecked;
  std::vector<WarningChange> warnings;
  CasesTicked cases = {};                 // of the nightly one
  std::vector<RecordId> bulletins = {};   // that it drafted
  std::vector<RecordId> proposals = {};   // orders that it proposed
  std::vector<RecordId> taken_down = {};  // exposures whose day had come
  std::vector<std::string> failed = {};   // parts of the nightly one that did not get done, and why
};

// Judges anew what may have changed (recheck), then brings the warnings of the projects that it
// judged up to date. Harmless to repeat; broken off, the nightly one finishes it. By the machine.
// Errors: those of recheck() and raise_warnings().
Result<WorkDone> follow_facts(StoredData& data, const WorkOrder& order, const law::Law& law,
                              const verify::Pack& pack, const Progress& progress);

// Takes down exposures whose day has come, forgets old failures to sign in, judges everything anew,
// lets deadlines that passed climb, brings all warnings up to date, those that were drawn by
// another pack, too, looks at all dossiers that are open (tick_cases), drafts the bulletins that
// are due and proposes orders. By the machine. What fails of it does not keep the rest from being
// done: it stands in `failed`. Error: all that failed, where the facts were not judged.
Result<WorkDone> nightly(StoredData& data, const WorkOrder& order, const law::Law& law,
                         const verify::Pack& pack, const Progress& progress);

}  // namespace qingxin::app
