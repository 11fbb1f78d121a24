// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Projects, what was found of them, and what of it is sealed.
namespace qingxin::http {

wire::Outcome<Response> answer_projects(const Request& request, Api& api);
wire::Outcome<Response> answer_project(const Request& request, Api& api);
wire::Outcome<Response> answer_findings(const Request& request, Api& api);
wire::Outcome<Response> answer_finding(const Request& request, Api& api);
// A document number, phone or card of the worker of a finding, in full; recorded.
wire::Outcome<Response> answer_reveal(const Request& request, Api& api);
// Has the checks follow the facts now, and waits for them.
wire::Outcome<Response> answer_recheck(const Request& request, Api& api);

}  // namespace qingxin::http
