// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// The audit trail.
namespace qingxin::http {

wire::Outcome<Response> answer_audit(const Request& request, Api& api);
wire::Outcome<Response> answer_audit_verification(const Request& request, Api& api);

}  // namespace qingxin::http
