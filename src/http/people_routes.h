// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Users, their keys, and units.
namespace qingxin::http {

wire::Outcome<Response> answer_users(const Request& request, Api& api);
wire::Outcome<Response> answer_add_user(const Request& request, Api& api);
wire::Outcome<Response> answer_user(const Request& request, Api& api);
wire::Outcome<Response> answer_disable_user(const Request& request, Api& api);
wire::Outcome<Response> answer_enable_user(const Request& request, Api& api);
wire::Outcome<Response> answer_reset_password(const Request& request, Api& api);
wire::Outcome<Response> answer_api_keys(const Request& request, Api& api);
wire::Outcome<Response> answer_add_api_key(const Request& request, Api& api);
wire::Outcome<Response> answer_revoke_api_key(const Request& request, Api& api);
wire::Outcome<Response> answer_units(const Request& request, Api& api);
wire::Outcome<Response> answer_add_unit(const Request& request, Api& api);
wire::Outcome<Response> answer_add_unit_member(const Request& request, Api& api);

}  // namespace qingxin::http
