// SPDX-License-Identifier: Apache-2.0
#include "http/status_routes.h"

#include <chrono>

#include "http/assets.h"

namespace qingxin::http {

using wire::Outcome;

namespace {

Response text_response(std::string words) {
  return {.content_type = "text/plain; charset=utf-8", .body = std::move(words)};
}

}  // namespace

Outcome<Response> answer_front_page(const Request& request, Api&) {
  return response_of(front_page(), request);
}

Outcome<Response> answer_contract(const Request& request, Api&) {
  return response_of(contract(), request);
}

Outcome<Response> answer_health(const Request&, Api&) {
  return text_response("ok\n");
}

Outcome<Response> answer_readiness(const Request&, Api& api) {
  const auto began = std::chrono::steady_clock::now();
  const Result<void> answers = api.store_answers();
  api.metrics.count_store(std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began));
  if (answers) return text_response("ready\n");
  // That the schema is another one may be known to everybody; where the database is may not.
  wire::Problem fault = wire::problem_of({ErrorCode::unavailable, answers.error().message});
  if (answers.error().code == ErrorCode::conflict) fault.message = answers.error().message;
  return tl::unexpected(std::move(fault));
}

Outcome<Response> answer_metrics(const Request&, Api& api) {
  return Response{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                  .body = api.metrics.text(api.load(), api.log.lost())};
}

}  // namespace qingxin::http
