// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Signing in and out, one's own password and sessions.
namespace qingxin::http {

wire::Outcome<Response> answer_sign_in(const Request& request, Api& api);
wire::Outcome<Response> answer_self(const Request& request, Api& api);
wire::Outcome<Response> answer_sign_out(const Request& request, Api& api);
wire::Outcome<Response> answer_own_sessions(const Request& request, Api& api);
wire::Outcome<Response> answer_end_own_session(const Request& request, Api& api);
wire::Outcome<Response> answer_change_password(const Request& request, Api& api);

}  // namespace qingxin::http
