// SPDX-License-Identifier: Apache-2.0
#include "http/bulletin_routes.h"

#include <fmt/format.h>

#include "app/bulletins.h"
#include "http/record_request.h"
#include "http/routes.h"
#include "wire/bulletin_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;

// What is asked of one bulletin, and what became of it.
template <typename Do, typename ToJson>
Outcome<Response> on_bulletin(const Request& request, Api& api, Do act, ToJson to_json) {
  const Outcome<std::int64_t> id = id_in_path(request, "bulletin");
  if (!id) return tl::unexpected(id.error());
  return answered(act(moment_of(request), desk_of_records(api), app::RecordId{*id}), to_json);
}

// A step that says nothing but its key.
template <typename Do>
Outcome<Response> stepped(const Request& request, Api& api, Do act) {
  const Outcome<std::string> key = wire::read_client_key(request.body);
  if (!key) return tl::unexpected(key.error());
  return on_bulletin(
      request, api,
      [&](app::Moment moment, const app::RecordDesk& desk, app::RecordId id) {
        return act(request.who, moment, desk, id, *key);
      },
      wire::bulletin_json);
}

Outcome<std::string> bytes_of(const Request& request, Api& api, app::BulletinForm form) {
  const Outcome<std::int64_t> id = id_in_path(request, "bulletin");
  if (!id) return tl::unexpected(id.error());
  Result<std::string> bytes = app::bulletin_bytes(request.who, moment_of(request),
                                                  desk_of_records(api), app::RecordId{*id}, form);
  if (!bytes) return tl::unexpected(wire::problem_of(bytes.error()));
  return *std::move(bytes);
}

}  // namespace

Outcome<Response> answer_bulletin_kinds(const Request& /*request*/, Api& /*api*/) {
  return json_response(wire::bulletin_kinds_json());
}

Outcome<Response> answer_freeze_bulletin(const Request& request, Api& api) {
  const Outcome<app::FreezeOrder> order = wire::read_freeze_order(request.body);
  if (!order) return tl::unexpected(order.error());
  return answered(
      app::freeze_bulletin(request.who, moment_of(request), desk_of_records(api), *order),
      wire::bulletin_json);
}

Outcome<Response> answer_bulletin(const Request& request, Api& api) {
  return on_bulletin(
      request, api,
      [&](app::Moment moment, const app::RecordDesk& desk, app::RecordId id) {
        return app::show_bulletin(request.who, moment, desk, id);
      },
      wire::bulletin_json);
}

Outcome<Response> answer_write_bulletin(const Request& request, Api& api) {
  const Outcome<std::int64_t> id = id_in_path(request, "bulletin");
  if (!id) return tl::unexpected(id.error());
  const Outcome<app::ProseOrder> order = wire::read_prose_order(request.body, app::RecordId{*id});
  if (!order) return tl::unexpected(order.error());
  return answered(
      app::write_bulletin(request.who, moment_of(request), desk_of_records(api), *order),
      wire::bulletin_json);
}

Outcome<Response> answer_submit_bulletin(const Request& request, Api& api) {
  return stepped(request, api, app::submit_bulletin);
}

Outcome<Response> answer_sign_bulletin(const Request& request, Api& api) {
  return stepped(request, api, app::sign_bulletin);
}

Outcome<Response> answer_check_bulletin(const Request& request, Api& api) {
  return on_bulletin(
      request, api,
      [&](app::Moment moment, const app::RecordDesk& desk, app::RecordId id) {
        return app::check_bulletin(request.who, moment, desk, id);
      },
      wire::bulletin_checked_json);
}

Outcome<Response> answer_compare_bulletin(const Request& request, Api& api) {
  return on_bulletin(
      request, api,
      [&](app::Moment moment, const app::RecordDesk& desk, app::RecordId id) {
        return app::compare_bulletin(request.who, moment, desk, id);
      },
      wire::bulletins_compared_json);
}

Outcome<Response> answer_bulletin_page(const Request& request, Api& api) {
  Outcome<std::string> page = bytes_of(request, api, app::BulletinForm::html);
  if (!page) return tl::unexpected(page.error());
  Response response{.content_type = "text/html; charset=utf-8", .body = *std::move(page)};
  // Its own style and nothing else: it has no script and fetches nothing.
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
               "base-uri 'none'; form-action 'none'");
  return response;
}

Outcome<Response> answer_bulletin_file(const Request& request, Api& api) {
  const Result<app::BulletinForm> form = app::bulletin_form_named(request.capture("form"));
  if (!form) return wire::problem(wire::ProblemCode::not_found, form.error().message, "form");
  Outcome<std::string> bytes = bytes_of(request, api, *form);
  if (!bytes) return tl::unexpected(bytes.error());
  Response response{.content_type = "application/octet-stream", .body = *std::move(bytes)};
  response.set("Content-Disposition",
               fmt::format("attachment; filename=\"bulletin-{}.{}\"", request.capture("bulletin"),
                           app::name_of(*form)));
  return response;
}

}  // namespace qingxin::http
