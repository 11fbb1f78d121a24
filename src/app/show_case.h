// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/record_step.h"
#include "casework/clocks.h"
#include "store/sealed_fields.h"

namespace qingxin::app {

// A run of a clock with why its deadline is what it is.
struct ShownClock {
  casework::Reading reading;
  casework::ClockExplanation explained;
};

// A dossier with all that follows from it at this moment. Masked: of the people who are owed no
// name and no number can be read.
struct DossierShown {
  WholeDossier whole;
  std::string project_code;           // empty: not known
  std::vector<casework::Gap> answer;  // of a clue: what is missing before its answer may go out
  std::vector<casework::Gap> conclusion, clearing;  // of a case: before 结案, before 销账
  std::vector<casework::Defect> defects;            // that there are or were, as they are counted
  casework::CaseSums sums;
  std::vector<casework::Standing> standings;  // of whole.facts.workers, one by one
  std::vector<ShownClock> clocks;
  std::vector<PossibleStep> possible;      // what whoever asks may write down next
  std::vector<store::KeptDossier> joined;  // of a case: its clues
  std::vector<store::ReminderNote> reminders;
  std::vector<store::EscalationNote> escalations;
  std::vector<std::string> undecided;  // rules of which something is not known yet
  std::vector<store::RedatingNote> redatings;
  std::map<std::int64_t, std::string> units, users;  // names of those who have to do with it
  bool is_masked = true;
};

// Errors: not_permitted, not_found. Of a clue or a case.
Result<DossierShown> show_dossier(const access::Principal& who, Moment moment, const CaseDesk& desk,
                                  DossierId id);

struct DossierReveal {
  DossierId id{};
  store::RevealPurpose purpose = store::RevealPurpose::handle_case;
  std::string reason;  // 5 to 500 characters
};

// The same with names and numbers; who saw it and why is recorded before. Errors: the same,
// invalid_input (the reason).
Result<DossierShown> reveal_dossier(const access::Principal& who, Moment moment,
                                    const CaseDesk& desk, const DossierReveal& asked);

}  // namespace qingxin::app
