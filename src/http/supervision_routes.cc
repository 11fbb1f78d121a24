// SPDX-License-Identifier: Apache-2.0
#include "http/supervision_routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "http/record_request.h"
#include "http/routes.h"
#include "wire/supervision_json.h"

namespace qingxin::http {

namespace {

using oversight::RecordKind;
using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

Result<std::vector<store::KeptRecord>> public_records(const Request& request, Api& api,
                                                      RecordKind kind) {
  return app::public_list(desk_of_records(api), kind, request.query_value("region"),
                          moment_of(request).today);
}

// Over the network only a scheme that ships can be named: a file of the machine is none of whoever
// asks.
Outcome<std::string> scheme_in(const std::string& name) {
  const std::vector<std::string> known = oversight::built_in_schemes();
  if (std::ranges::find(known, name) != known.end()) return name;
  return problem(ProblemCode::not_found,
                 fmt::format("没有考核方案「{}」", shortened(printable(name), 40)), "scheme");
}

// A period has to be said: there is no usual one.
Outcome<app::SubmissionOrder> period_of(const Request& request) {
  app::SubmissionOrder order{};
  for (const auto& [name, day] : {std::pair{"from", &order.from}, {"until", &order.until}}) {
    const Result<Date> read = parse_iso_date(request.query_value(name));
    if (!read)
      return problem(ProblemCode::invalid_input, fmt::format("请写明 {}，如 2026-11-01", name),
                     name);
    *day = *read;
  }
  return order;
}

Outcome<std::vector<oversight::SubmissionKey>> keys_of(Api& api) {
  if (api.settings.submission_keys.empty())
    return problem(ProblemCode::not_found, "这台服务没有配报送密钥，见 [submissions] keys_file");
  Result<std::vector<oversight::SubmissionKey>> keys =
      app::read_key_file(api.settings.submission_keys);
  if (!keys) return tl::unexpected(wire::problem_of(keys.error()));
  return *std::move(keys);
}

}  // namespace

Outcome<Response> answer_proposal_rules(const Request& /*request*/, Api& /*api*/) {
  return answered(oversight::built_in_proposals(), wire::proposal_rules_json);
}

Outcome<Response> answer_propose_orders(const Request& request, Api& api) {
  return answered(app::propose_orders(request.who, moment_of(request), desk_of_records(api)),
                  wire::orders_proposed_json);
}

Outcome<Response> answer_directory(const Request& request, Api& api) {
  return answered(public_records(request, api, RecordKind::directory), wire::public_records_json);
}

Outcome<Response> answer_exposures(const Request& request, Api& api) {
  return answered(public_records(request, api, RecordKind::exposure), wire::public_records_json);
}

Outcome<Response> answer_exposures_page(const Request& request, Api& api) {
  const auto exposures = public_records(request, api, RecordKind::exposure);
  if (!exposures) return tl::unexpected(wire::problem_of(exposures.error()));
  Response response{.content_type = "text/html; charset=utf-8",
                    .body = app::exposures_page(*exposures)};
  // Its own style and nothing else: it has no script and fetches nothing.
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
               "base-uri 'none'; form-action 'none'");
  return response;
}

Outcome<Response> answer_exposure_board(const Request& request, Api& api) {
  return answered(app::exposure_board(request.who, moment_of(request), desk_of_records(api),
                                      request.query_value("region")),
                  wire::exposure_board_json);
}

Outcome<Response> answer_violation_board(const Request& request, Api& api) {
  return answered(app::violation_board(request.who, moment_of(request), desk_of_records(api),
                                       request.query_value("region")),
                  wire::violation_board_json);
}

Outcome<Response> answer_assessment_scheme(const Request& request, Api& /*api*/) {
  const Outcome<std::string> name = scheme_in(std::string{request.capture("scheme")});
  if (!name) return tl::unexpected(name.error());
  return answered(oversight::find_scheme(*name), wire::scheme_json);
}

Outcome<Response> answer_assessment_score(const Request& request, Api& api) {
  const Outcome<app::ScoreOrder> order = wire::read_score_order(request.body);
  if (!order) return tl::unexpected(order.error());
  const Outcome<std::string> name = scheme_in(order->scheme);
  if (!name) return tl::unexpected(name.error());
  return answered(
      app::score_district(request.who, moment_of(request), desk_of_records(api), *order),
      wire::scored_json);
}

Outcome<Response> answer_target_letter(const Request& request, Api& /*api*/) {
  const Outcome<app::LetterOrder> order = wire::read_letter_order(request.body);
  if (!order) return tl::unexpected(order.error());
  const Outcome<std::string> name = scheme_in(order->scheme);
  if (!name) return tl::unexpected(name.error());
  Result<std::string> bytes = app::target_letter(request.who, moment_of(request), *order);
  if (!bytes) return tl::unexpected(wire::problem_of(bytes.error()));
  Response response{.content_type = "application/octet-stream", .body = *std::move(bytes)};
  response.set("Content-Disposition",
               fmt::format("attachment; filename=\"target-letter-{}.{}\"", order->year,
                           order->form == app::PaperForm::docx ? "docx" : "html"));
  return response;
}

Outcome<Response> answer_take_submission(const Request& request, Api& api) {
  const Outcome<std::string> file = wire::read_submission_file(request.body);
  if (!file) return tl::unexpected(file.error());
  const auto keys = keys_of(api);
  if (!keys) return tl::unexpected(keys.error());
  return answered(app::take_submission(request.who, moment_of(request), desk_of_records(api), *keys,
                                       *file, "interface"),
                  wire::submission_taken_json);
}

Outcome<Response> answer_submission_board(const Request& request, Api& api) {
  const Outcome<app::SubmissionOrder> order = period_of(request);
  if (!order) return tl::unexpected(order.error());
  const auto keys = keys_of(api);
  if (!keys) return tl::unexpected(keys.error());
  return answered(app::submission_board(request.who, moment_of(request), desk_of_records(api),
                                        *keys, *order, request.query_value("region")),
                  wire::submission_board_json);
}

}  // namespace qingxin::http
