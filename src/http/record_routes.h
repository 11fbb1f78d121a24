// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// The records of the leading-group office: every kind in the same way.
namespace qingxin::http {

wire::Outcome<Response> answer_record_kinds(const Request& request, Api& api);
wire::Outcome<Response> answer_record_kind(const Request& request, Api& api);
wire::Outcome<Response> answer_records(const Request& request, Api& api);
wire::Outcome<Response> answer_new_record(const Request& request, Api& api);
wire::Outcome<Response> answer_record(const Request& request, Api& api);
wire::Outcome<Response> answer_record_step(const Request& request, Api& api);

}  // namespace qingxin::http
