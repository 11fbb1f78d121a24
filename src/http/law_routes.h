// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// What needs no facts: the rules, the counting of days.
namespace qingxin::http {

wire::Outcome<Response> answer_version(const Request& request, Api& api);
wire::Outcome<Response> answer_rules(const Request& request, Api& api);
wire::Outcome<Response> answer_rule(const Request& request, Api& api);
wire::Outcome<Response> answer_deadline(const Request& request, Api& api);

}  // namespace qingxin::http
