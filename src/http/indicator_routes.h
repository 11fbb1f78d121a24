// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "http/message.h"
#include "wire/problem.h"

// 指标、重点名单、纳管情况.
namespace qingxin::http {

wire::Outcome<Response> answer_indicators(const Request& request, Api& api);
wire::Outcome<Response> answer_indicator_formulas(const Request& request, Api& api);
wire::Outcome<Response> answer_indicator_rows(const Request& request, Api& api);
wire::Outcome<Response> answer_indicator_corrections(const Request& request, Api& api);
wire::Outcome<Response> answer_priorities(const Request& request, Api& api);
wire::Outcome<Response> answer_coverage(const Request& request, Api& api);

}  // namespace qingxin::http
