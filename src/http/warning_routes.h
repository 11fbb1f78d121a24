// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Warnings: what was asked of whom, what came of it.
namespace qingxin::http {

wire::Outcome<Response> answer_warnings(const Request& request, Api& api);
wire::Outcome<Response> answer_warning(const Request& request, Api& api);
wire::Outcome<Response> answer_answer_warning(const Request& request, Api& api);
wire::Outcome<Response> answer_review_warning(const Request& request, Api& api);
wire::Outcome<Response> answer_clear_warning(const Request& request, Api& api);

}  // namespace qingxin::http
