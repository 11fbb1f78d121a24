// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/register_query.h"
#include "http/api.h"
#include "wire/problem.h"

// Registers: saved views, and what left the house.
namespace qingxin::http {

wire::Outcome<Response> answer_views(const Request& request, Api& api);
wire::Outcome<Response> answer_save_view(const Request& request, Api& api);
wire::Outcome<Response> answer_delete_view(const Request& request, Api& api);
// The file itself, its number in its name.
wire::Outcome<Response> answer_export(const Request& request, Api& api);
wire::Outcome<Response> answer_exports(const Request& request, Api& api);

// What the query of a list says beside where it begins and ends, over the view that it names.
wire::Outcome<app::QueryParts> query_parts_of(const Request& request, Api& api, app::Register of);

}  // namespace qingxin::http
