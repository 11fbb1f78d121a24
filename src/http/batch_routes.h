// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Batches of facts: what was delivered, what it would bring, from when on it counts.
namespace qingxin::http {

wire::Outcome<Response> answer_batches(const Request& request, Api& api);
wire::Outcome<Response> answer_batch(const Request& request, Api& api);
wire::Outcome<Response> answer_rejects(const Request& request, Api& api);
wire::Outcome<Response> answer_preview(const Request& request, Api& api);
wire::Outcome<Response> answer_use_batch(const Request& request, Api& api);
wire::Outcome<Response> answer_withdraw_batch(const Request& request, Api& api);

}  // namespace qingxin::http
