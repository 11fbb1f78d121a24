// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "http/message.h"
#include "wire/problem.h"

// 专项行动、报表、检查、抽取、包联、网格: what goes beyond one record at a time.
namespace qingxin::http {

wire::Outcome<Response> answer_new_campaign(const Request& request, Api& api);
wire::Outcome<Response> answer_next_campaign(const Request& request, Api& api);
wire::Outcome<Response> answer_campaign_progress(const Request& request, Api& api);
wire::Outcome<Response> answer_campaign_summary(const Request& request, Api& api);
wire::Outcome<Response> answer_open_returns(const Request& request, Api& api);
wire::Outcome<Response> answer_return_board(const Request& request, Api& api);
wire::Outcome<Response> answer_file_return(const Request& request, Api& api);
wire::Outcome<Response> answer_checklists(const Request& request, Api& api);
wire::Outcome<Response> answer_prefill(const Request& request, Api& api);
wire::Outcome<Response> answer_self_inspection(const Request& request, Api& api);
wire::Outcome<Response> answer_site_comparison(const Request& request, Api& api);
wire::Outcome<Response> answer_make_hazards(const Request& request, Api& api);
wire::Outcome<Response> answer_draw(const Request& request, Api& api);
wire::Outcome<Response> answer_check_draw(const Request& request, Api& api);
wire::Outcome<Response> answer_pair_contacts(const Request& request, Api& api);
wire::Outcome<Response> answer_unvisited(const Request& request, Api& api);
wire::Outcome<Response> answer_grid_coverage(const Request& request, Api& api);

}  // namespace qingxin::http
