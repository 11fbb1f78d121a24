// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Clues: what was said, what it may belong to, and whoever reported by himself.
namespace qingxin::http {

wire::Outcome<Response> answer_clues(const Request& request, Api& api);
wire::Outcome<Response> answer_receive_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_reveal_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_merge_clues(const Request& request, Api& api);
wire::Outcome<Response> answer_take_clue_apart(const Request& request, Api& api);
wire::Outcome<Response> answer_confirm_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_compare_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_new_receipt(const Request& request, Api& api);
wire::Outcome<Response> answer_report_own_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_look_up_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_rate_own_clue(const Request& request, Api& api);
wire::Outcome<Response> answer_own_proof(const Request& request, Api& api);

}  // namespace qingxin::http
