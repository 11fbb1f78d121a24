// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <vector>

#include "app/case_figures.h"
#include "app/list_cases.h"
#include "app/look_back.h"
#include "app/open_case.h"
#include "app/settle_case.h"
#include "app/show_case.h"
#include "app/tick_cases.h"
#include "cli/text_table.h"

// Cases as people read them on a terminal.
namespace qingxin::cli {

void print_opened(const app::CaseOpened& opened, std::ostream& out);
void print_step(const app::StepRecorded& recorded, app::Step step, std::ostream& out);
void print_cases(const app::CasePage& page, Colour colour, std::ostream& out);
// Of a clue or a case: both ends with what is missing, where it stands, what can be done next.
void print_dossier(const app::DossierShown& shown, Colour colour, std::ostream& out);
// Every clock with why its deadline is what it is.
void print_clocks(const app::DossierShown& shown, Colour colour, std::ostream& out);
void print_arrears(const app::DossierShown& shown, Colour colour, std::ostream& out);
void print_changed(const app::ArrearsChanged& changed, std::ostream& out);
void print_look_back(const app::LookBack& back, Colour colour, std::ostream& out);
void print_figures(const app::CaseFigures& figures, std::ostream& out);
void print_rules(const std::vector<casework::EscalationRule>& rules, Colour colour,
                 std::ostream& out);
void print_ticked(const app::CasesTicked& ticked, std::ostream& out);

}  // namespace qingxin::cli
