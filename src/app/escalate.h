// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/case_desk.h"

namespace qingxin::app {

// The rules by which cases go up: those that the place has set, or the product's own.
Result<std::vector<casework::EscalationRule>> rules_in_force(store::Store& held);

// Which of them are due for a clue or case, and of which something is not known; `fired` fired
// before.
casework::Escalations escalations_of(const DossierWork& work, const EndFacts& facts,
                                     std::span<const casework::EscalationRule> rules,
                                     std::span<const store::EscalationNote> fired);

// Rules as a place writes them, TOML: [[rule]] with id, rung (督办 …), source and what has to hold:
// open_days, overdue_days, people, amount ("1000000.00" yuan), fundings, incident. Errors:
// invalid_input with file, line, key, value and remedy; those of casework::checked_rules.
Result<std::vector<casework::EscalationRule>> read_escalation_rules(std::string_view toml,
                                                                    std::string_view file);

}  // namespace qingxin::app
