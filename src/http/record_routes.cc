// SPDX-License-Identifier: Apache-2.0
#include "http/record_routes.h"

#include <fmt/format.h>

#include "app/record_query.h"
#include "base/text.h"
#include "http/record_request.h"
#include "http/register_routes.h"
#include "http/routes.h"
#include "wire/record_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

// Addresses have names, no Chinese words.
Outcome<oversight::RecordKind> kind_in(const Request& request) {
  const std::string_view name = request.capture("kind");
  if (const auto kind = oversight::kind_named(name)) return *kind;
  return problem(ProblemCode::not_found,
                 fmt::format("没有记录种类「{}」，有的见 GET /api/v1/record-kinds",
                             shortened(printable(name), 40)),
                 "kind");
}

// What narrows the list; a wrong word is told, not taken for none.
Outcome<app::RecordQuery> query_of(const Request& request, Api& api) {
  const Outcome<app::QueryParts> parts = query_parts_of(request, api, app::Register::records);
  if (!parts) return tl::unexpected(parts.error());
  app::RecordQuery query;
  for (const auto& [name, value] : *parts)
    if (const Result<void> read = app::narrow(query, name, value); !read)
      return problem(ProblemCode::invalid_input, read.error().message, name);
  return query;
}

Outcome<Response> kept(const Request& request, Api& api, const Outcome<app::RecordOrder>& order) {
  if (!order) return tl::unexpected(order.error());
  return answered(app::step_record(request.who, moment_of(request), desk_of_records(api), *order),
                  wire::record_kept_json);
}

}  // namespace

Outcome<Response> answer_record_kinds(const Request& /*request*/, Api& /*api*/) {
  return json_response(wire::record_kinds_json());
}

Outcome<Response> answer_record_kind(const Request& request, Api& /*api*/) {
  const Outcome<oversight::RecordKind> kind = kind_in(request);
  if (!kind) return tl::unexpected(kind.error());
  return json_response(wire::record_kind_json(*kind));
}

Outcome<Response> answer_records(const Request& request, Api& api) {
  const Outcome<oversight::RecordKind> kind = kind_in(request);
  if (!kind) return tl::unexpected(kind.error());
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  Outcome<app::RecordQuery> query = query_of(request, api);
  if (!query) return tl::unexpected(query.error());
  if (query->filter.kind.value_or(*kind) != *kind)
    return problem(
        ProblemCode::invalid_input,
        fmt::format("这个筛选存的是{}，不是{}", oversight::words_of(*query->filter.kind).chinese,
                    oversight::words_of(*kind).chinese),
        "view");
  query->filter.kind = *kind;
  query->before = app::RecordId{*cursor};
  query->limit = *limit;
  const app::Moment moment = moment_of(request);
  return answered(
      app::list_records(request.who, moment, desk_of_records(api), *query),
      [&](const app::RecordPage& page) { return wire::records_json(page, moment.today); });
}

Outcome<Response> answer_new_record(const Request& request, Api& api) {
  const Outcome<oversight::RecordKind> kind = kind_in(request);
  if (!kind) return tl::unexpected(kind.error());
  return kept(request, api, wire::read_new_record(request.body, *kind));
}

Outcome<Response> answer_record(const Request& request, Api& api) {
  const Outcome<oversight::RecordKind> kind = kind_in(request);
  if (!kind) return tl::unexpected(kind.error());
  const Outcome<app::RecordId> id = record_in(request);
  if (!id) return tl::unexpected(id.error());
  const Result<app::RecordShown> shown =
      app::look_at_record(request.who, moment_of(request), desk_of_records(api), *id);
  if (shown && shown->whole.record.face.kind != *kind)
    return problem(ProblemCode::not_found,
                   fmt::format("{} 不是{}，是{}", number(*id), oversight::words_of(*kind).chinese,
                               oversight::words_of(shown->whole.record.face.kind).chinese),
                   "record");
  return answered(shown, wire::record_json);
}

Outcome<Response> answer_record_step(const Request& request, Api& api) {
  const Outcome<oversight::RecordKind> kind = kind_in(request);
  if (!kind) return tl::unexpected(kind.error());
  const Outcome<app::RecordId> id = record_in(request);
  if (!id) return tl::unexpected(id.error());
  return kept(request, api, wire::read_record_step(request.body, *kind, *id));
}

}  // namespace qingxin::http
