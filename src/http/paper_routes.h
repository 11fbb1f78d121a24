// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/api.h"
#include "wire/problem.h"

// The papers of cases and clues: written, taken, served, void.
namespace qingxin::http {

wire::Outcome<Response> answer_case_papers(const Request& request, Api& api);
wire::Outcome<Response> answer_write_case_paper(const Request& request, Api& api);
wire::Outcome<Response> answer_clue_papers(const Request& request, Api& api);
wire::Outcome<Response> answer_write_clue_paper(const Request& request, Api& api);
wire::Outcome<Response> answer_paper(const Request& request, Api& api);
wire::Outcome<Response> answer_paper_file(const Request& request, Api& api);
wire::Outcome<Response> answer_reveal_annex(const Request& request, Api& api);
wire::Outcome<Response> answer_serve_paper(const Request& request, Api& api);
wire::Outcome<Response> answer_void_paper(const Request& request, Api& api);

}  // namespace qingxin::http
