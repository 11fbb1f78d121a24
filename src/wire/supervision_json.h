// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/assessments.h"
#include "app/exposures.h"
#include "app/import_office_registers.h"
#include "app/proposals.h"
#include "app/submissions.h"
#include "wire/problem.h"

// Orders that were proposed, exposure, market violations, the public directory, assessment and
// submissions as JSON. Points in hundredths.
namespace qingxin::wire {

std::string proposal_rules_json(const oversight::ProposalRules& rules);
std::string orders_proposed_json(const app::OrdersProposed& proposed);

std::string exposure_board_json(const app::ExposureBoard& board);
std::string violation_board_json(const std::vector<app::ViolationWaiting>& board);
// What anybody may see: exposures, the directory.
std::string public_records_json(const std::vector<store::KeptRecord>& records);
std::string register_imported_json(const app::OfficeRegisterImported& done);

std::string scheme_json(const oversight::Scheme& scheme);
std::string scored_json(const app::Scored& scored);
Outcome<app::ScoreOrder> read_score_order(std::string_view body);
Outcome<app::LetterOrder> read_letter_order(std::string_view body);

std::string submission_made_json(const app::SubmissionMade& made);
std::string submission_taken_json(const app::SubmissionTaken& taken);
std::string submission_board_json(const app::SubmissionBoard& board);
Outcome<std::string> read_submission_file(std::string_view body);

}  // namespace qingxin::wire
