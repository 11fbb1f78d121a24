// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// What the office presses with, and what it tells: orders that the program proposes, exposure,
// market violations, assessment, submissions from below, and the public directory.
namespace qingxin::http {

wire::Outcome<Response> answer_proposal_rules(const Request& request, Api& api);
wire::Outcome<Response> answer_propose_orders(const Request& request, Api& api);

wire::Outcome<Response> answer_directory(const Request& request, Api& api);
wire::Outcome<Response> answer_exposures(const Request& request, Api& api);
wire::Outcome<Response> answer_exposures_page(const Request& request, Api& api);
wire::Outcome<Response> answer_exposure_board(const Request& request, Api& api);
wire::Outcome<Response> answer_violation_board(const Request& request, Api& api);

wire::Outcome<Response> answer_assessment_scheme(const Request& request, Api& api);
wire::Outcome<Response> answer_assessment_score(const Request& request, Api& api);
wire::Outcome<Response> answer_target_letter(const Request& request, Api& api);

wire::Outcome<Response> answer_take_submission(const Request& request, Api& api);
wire::Outcome<Response> answer_submission_board(const Request& request, Api& api);

}  // namespace qingxin::http
