// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/case_desk.h"

namespace qingxin::app {

// By what deadlines were counted before.
struct CountedBefore {
  law::Calendar calendar;
  std::string version;  // of the law data
};

struct CasesTicked {
  struct Reminded {
    DossierId id{};
    casework::Reminder reminder;
  };
  struct Escalated {
    DossierId id{};
    std::string rule;
    casework::Rung rung{};
  };
  struct Redated {
    DossierId id{};
    casework::Redating redating;
  };
  struct Followed {
    DossierId id{};
    Step step{};
  };
  struct Faulty {
    DossierId id{};
    std::string message;
  };
  int looked_at = 0;
  int begun = 0;  // dossiers of clues that had none yet
  std::vector<Reminded> reminders;
  std::vector<Escalated> escalations;
  std::vector<Redated> redatings;
  std::vector<Followed> followed;  // "没收到" took an end back
  std::vector<Faulty> faulty;      // could not be looked at: the others were
};

// The daily work on dossiers: reminders once a rung, rules of escalation once a rule, what a
// corrected calendar moved once a correction, and what the program does by itself. Harmless to
// repeat; after days without it the result is that of its last day. `before`: by what deadlines
// were counted when it ran last; empty: as the notices stood on the day of the law data by which it
// ran. A dossier that cannot be read is told and does not stop the others. Errors: not_permitted,
// those of the store over the whole.
Result<CasesTicked> tick_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                               const std::optional<CountedBefore>& before);

// The rules by which cases go up: those that the place has set, or the product's own.
Result<std::vector<casework::EscalationRule>> escalation_rules(const access::Principal& who,
                                                               const CaseDesk& desk);
// All of them anew. Errors: not_permitted, invalid_input (casework::checked_rules).
Result<store::Kept> set_escalation_rules(const access::Principal& who, Moment moment,
                                         const CaseDesk& desk,
                                         std::vector<casework::EscalationRule> rules);

}  // namespace qingxin::app
