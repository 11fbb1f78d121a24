// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Cases and the lives of clues: opened, gone on with step by step, paid, asked about afterwards.
namespace qingxin::http {

wire::Outcome<Response> answer_cases(const Request& request, Api& api);
wire::Outcome<Response> answer_open_case(const Request& request, Api& api);
wire::Outcome<Response> answer_case(const Request& request, Api& api);
wire::Outcome<Response> answer_reveal_case(const Request& request, Api& api);
wire::Outcome<Response> answer_case_step(const Request& request, Api& api);
wire::Outcome<Response> answer_join_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_arrears(const Request& request, Api& api);
wire::Outcome<Response> answer_establish_arrears(const Request& request, Api& api);
wire::Outcome<Response> answer_settlement(const Request& request, Api& api);
wire::Outcome<Response> answer_settle_from_facts(const Request& request, Api& api);
wire::Outcome<Response> answer_call(const Request& request, Api& api);
wire::Outcome<Response> answer_delay(const Request& request, Api& api);
wire::Outcome<Response> answer_case_notes(const Request& request, Api& api);

wire::Outcome<Response> answer_clue_life(const Request& request, Api& api);
wire::Outcome<Response> answer_clue_step(const Request& request, Api& api);
wire::Outcome<Response> answer_clue_answer(const Request& request, Api& api);
wire::Outcome<Response> answer_send_answer(const Request& request, Api& api);

wire::Outcome<Response> answer_assignments(const Request& request, Api& api);
wire::Outcome<Response> answer_look_back(const Request& request, Api& api);
wire::Outcome<Response> answer_case_figures(const Request& request, Api& api);

}  // namespace qingxin::http
