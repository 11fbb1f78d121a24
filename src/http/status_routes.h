// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// How the service does, and the files that are part of it.
namespace qingxin::http {

wire::Outcome<Response> answer_front_page(const Request& request, Api& api);
wire::Outcome<Response> answer_contract(const Request& request, Api& api);
wire::Outcome<Response> answer_health(const Request& request, Api& api);
wire::Outcome<Response> answer_readiness(const Request& request, Api& api);
wire::Outcome<Response> answer_metrics(const Request& request, Api& api);

}  // namespace qingxin::http
