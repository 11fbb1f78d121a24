// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/clue_desk.h"
#include "http/api.h"
#include "wire/problem.h"

// What goes out to people outside of the program, and who wants none of it.
namespace qingxin::http {

wire::Outcome<Response> answer_notices(const Request& request, Api& api);
wire::Outcome<Response> answer_retry_notice(const Request& request, Api& api);
wire::Outcome<Response> answer_call_off_notice(const Request& request, Api& api);
wire::Outcome<Response> answer_notice_stops(const Request& request, Api& api);
wire::Outcome<Response> answer_stop_receiver(const Request& request, Api& api);
wire::Outcome<Response> answer_allow_receiver(const Request& request, Api& api);

// That a clue was filed, to whoever agreed to be told. What fails is logged: the clue is kept.
void tell_filing(Api& api, Instant now, app::ClueId clue);

}  // namespace qingxin::http
