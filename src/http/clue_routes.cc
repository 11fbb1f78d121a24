// SPDX-License-Identifier: Apache-2.0
#include "http/clue_routes.h"

#include <fmt/format.h>

#include "app/clue_query.h"
#include "app/compare_clue.h"
#include "app/own_clue.h"
#include "app/sort_clues.h"
#include "app/write_paper.h"
#include "base/text.h"
#include "http/hashing_turn.h"
#include "http/notice_routes.h"
#include "http/register_routes.h"
#include "http/routes.h"
#include "wire/clue_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

app::ClueDesk desk_of(Api& api) {
  return {api.data.store.get(), &api.law, api.data.ids.get()};
}

Outcome<app::ClueId> clue_in(const Request& request) {
  const Outcome<std::int64_t> id = id_in_path(request, "clue");
  if (!id) return tl::unexpected(id.error());
  return app::ClueId{*id};
}

// What narrows the list; a wrong word is told, not taken for none.
Outcome<app::ClueQuery> query_of(const Request& request, Api& api) {
  const Outcome<app::QueryParts> parts = query_parts_of(request, api, app::Register::clues);
  if (!parts) return tl::unexpected(parts.error());
  app::ClueQuery query;
  for (const auto& [name, value] : *parts)
    if (const Result<void> read = app::narrow(query, name, value); !read)
      return problem(ProblemCode::invalid_input, read.error().message, name);
  return query;
}

// What was sent about a clue, what is done with it, and the clue as it is then.
template <typename Asked, typename Do>
Outcome<Response> step(const Request& request, Api& api, const Outcome<Asked>& asked, Do act) {
  if (!asked) return tl::unexpected(asked.error());
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  const auto done = act(desk_of(api), *clue, *asked);
  if (!done) return tl::unexpected(wire::problem_of(done.error()));
  return answered(app::show_clue(request.who, desk_of(api), *clue), wire::clue_json);
}

}  // namespace

Outcome<Response> answer_clues(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  Outcome<app::ClueQuery> query = query_of(request, api);
  if (!query) return tl::unexpected(query.error());
  query->before = app::ClueId{*cursor};
  query->limit = *limit;
  return answered(app::list_clues(request.who, desk_of(api), *query), wire::clues_json);
}

Outcome<Response> answer_receive_clue(const Request& request, Api& api) {
  Outcome<app::ClueBrought> brought = wire::read_clue_brought(request.body);
  if (!brought) return tl::unexpected(brought.error());
  std::optional<HashingTurn> turn;
  if (brought->wants_receipt) {
    turn.emplace(api);
    if (const std::optional<wire::Problem> fault = turn->fault()) return tl::unexpected(*fault);
  }
  const bool wants_notice = brought->wants_notice;
  const Result<app::ClueReceived> received =
      app::receive_clue(request.who, moment_of(request), desk_of(api), *std::move(brought));
  if (received && wants_notice) tell_filing(api, request.received, received->added.id);
  return answered(received, wire::clue_received_json);
}

Outcome<Response> answer_clue(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  return answered(app::show_clue(request.who, desk_of(api), *clue), wire::clue_json);
}

Outcome<Response> answer_reveal_clue(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  const Outcome<app::ClueReveal> asked = wire::read_clue_reveal(request.body, *clue);
  if (!asked) return tl::unexpected(asked.error());
  return answered(app::reveal_clue(request.who, moment_of(request), desk_of(api), *asked),
                  wire::clue_json);
}

Outcome<Response> answer_merge_clues(const Request& request, Api& api) {
  return step(request, api, wire::read_clue_merge(request.body),
              [&](const app::ClueDesk& desk, app::ClueId clue, const wire::ClueMergeOrder& order) {
                return app::merge_clues(request.who, moment_of(request), desk, clue, order.others,
                                        order.why);
              });
}

Outcome<Response> answer_take_clue_apart(const Request& request, Api& api) {
  return step(request, api, wire::read_clue_apart(request.body),
              [&](const app::ClueDesk& desk, app::ClueId clue, const std::string& why) {
                return app::take_clue_apart(request.who, moment_of(request), desk, clue, why);
              });
}

Outcome<Response> answer_confirm_clue(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  return step(request, api, wire::read_clue_confirmed(request.body, *clue),
              [&](const app::ClueDesk& desk, app::ClueId, const app::ClueConfirmed& confirmed) {
                return app::confirm_clue(request.who, moment_of(request), desk, confirmed);
              });
}

Outcome<Response> answer_compare_clue(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  return answered(app::compare_clue(request.who, desk_of(api), *clue), wire::clue_comparison_json);
}

Outcome<Response> answer_new_receipt(const Request& request, Api& api) {
  const Outcome<app::ClueId> clue = clue_in(request);
  if (!clue) return tl::unexpected(clue.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  return answered(app::new_receipt(request.who, moment_of(request), desk_of(api), *clue),
                  wire::proof_json);
}

Outcome<Response> answer_report_own_clue(const Request& request, Api& api) {
  Outcome<app::ClueBrought> brought = wire::read_clue_report(request.body);
  if (!brought) return tl::unexpected(brought.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  const bool wants_notice = brought->wants_notice;
  const Result<app::ClueReceived> received =
      app::report_own_clue(moment_of(request), desk_of(api), *std::move(brought), request.client);
  if (received && wants_notice) tell_filing(api, request.received, received->added.id);
  return answered(received, wire::clue_received_json);
}

Outcome<Response> answer_look_up_clue(const Request& request, Api& api) {
  const Outcome<std::string> code = wire::read_receipt_code(request.body);
  if (!code) return tl::unexpected(code.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  return answered(app::look_up_clue(moment_of(request), desk_of(api), *code, request.client),
                  wire::own_clue_json);
}

Outcome<Response> answer_rate_own_clue(const Request& request, Api& api) {
  const Outcome<wire::OwnRating> rating = wire::read_own_rating(request.body);
  if (!rating) return tl::unexpected(rating.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  return answered(app::rate_own_clue(moment_of(request), desk_of(api), rating->code, rating->stars,
                                     request.client),
                  wire::own_clue_json);
}

Outcome<Response> answer_own_proof(const Request& request, Api& api) {
  const Outcome<std::string> code = wire::read_receipt_code(request.body);
  if (!code) return tl::unexpected(code.error());
  const HashingTurn turn(api);
  if (const std::optional<wire::Problem> fault = turn.fault()) return tl::unexpected(*fault);
  const app::Moment moment = moment_of(request);
  const Result<app::ProofOfFiling> proof =
      app::own_proof(moment, desk_of(api), *code, request.client);
  if (!proof) return tl::unexpected(wire::problem_of(proof.error()));
  const Result<std::string> page = app::paper_bytes(app::filing_proof(*proof, moment.today),
                                                    api.law.instruments, app::PaperForm::page);
  if (!page) return tl::unexpected(wire::problem_of(page.error()));
  Response response{.content_type = "text/html; charset=utf-8", .body = *page};
  // Its own style and nothing else: it has no script and fetches nothing.
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
               "base-uri 'none'; form-action 'none'");
  return response;
}

}  // namespace qingxin::http
