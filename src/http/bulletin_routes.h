// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// Bulletins of the office: frozen, written, signed, taken as files. Their list is that of records.
namespace qingxin::http {

wire::Outcome<Response> answer_bulletin_kinds(const Request& request, Api& api);
wire::Outcome<Response> answer_freeze_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_write_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_submit_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_sign_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_check_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_compare_bulletin(const Request& request, Api& api);
wire::Outcome<Response> answer_bulletin_page(const Request& request, Api& api);
wire::Outcome<Response> answer_bulletin_file(const Request& request, Api& api);

}  // namespace qingxin::http
