// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "app/answer_clue.h"
#include "app/case_figures.h"
#include "app/list_cases.h"
#include "app/look_back.h"
#include "app/open_case.h"
#include "app/record_step.h"
#include "app/settle_case.h"
#include "app/show_case.h"
#include "app/tick_cases.h"
#include "wire/problem.h"

// Dossiers of clues and cases as JSON; amounts in fen, moments in UTC. What is not known is null.
namespace qingxin::wire {

std::string case_opened_json(const app::CaseOpened& opened);
// {"items": […], "next": …}.
std::string cases_json(const app::CasePage& page);
std::string dossier_json(const app::DossierShown& shown);
std::string step_recorded_json(app::DossierId id, const app::StepRecorded& recorded);
std::string arrears_changed_json(const app::ArrearsChanged& changed);
std::string look_back_json(const app::LookBack& back);
std::string case_figures_json(const app::CaseFigures& figures);
std::string cases_ticked_json(const app::CasesTicked& ticked);
std::string escalation_rules_json(const std::vector<casework::EscalationRule>& rules);
std::string kept_json(store::Kept kept);

// Bodies of api/openapi.yaml. The dossier is named by the address.
Outcome<app::CaseOrder> read_case_order(std::string_view body);
Outcome<app::StepOrder> read_step_order(std::string_view body, app::Subject subject,
                                        std::int64_t dossier);
Outcome<std::vector<app::ArrearsEntered>> read_arrears(std::string_view body);
Outcome<app::SettlementEntered> read_settlement(std::string_view body);
Outcome<app::CallEntered> read_call(std::string_view body);
struct DelayOrder {
  app::DelayNamed named;
  std::string account;
};
Outcome<DelayOrder> read_delay(std::string_view body);
Outcome<app::DossierNotes> read_dossier_notes(std::string_view body);
Outcome<app::DossierReveal> read_dossier_reveal(std::string_view body, app::DossierId id);
Outcome<app::LookBackOrder> read_look_back_order(std::string_view body);

}  // namespace qingxin::wire
