// SPDX-License-Identifier: Apache-2.0
#include "http/register_routes.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "app/export_cases.h"
#include "app/export_clues.h"
#include "app/export_records.h"
#include "app/saved_views.h"
#include "http/routes.h"
#include "wire/registers_json.h"

namespace qingxin::http {

namespace {

using wire::Outcome;
using wire::problem;
using wire::ProblemCode;

app::Moment moment_of(const Request& request) {
  return {request.received, china_day(request.received)};
}

Outcome<app::Register> register_of(const Request& request) {
  const std::string_view name = request.query_value("register");
  const Result<app::Register> of =
      name.empty() ? Result<app::Register>(app::Register::clues) : app::register_named(name);
  if (of) return *of;
  return problem(ProblemCode::invalid_input, of.error().message, "register");
}

// RFC 6266: a name that is not in ASCII is written with %.
std::string attachment(std::string_view name) {
  std::string encoded;
  for (const char c : name)
    encoded += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  return "attachment; filename*=UTF-8''" + encoded;
}

// Sends a file and leaves none behind: it has no name any more when the first byte goes out.
Outcome<Response> file_response(const std::filesystem::path& file, std::string_view name) {
  const auto in = std::make_shared<std::ifstream>(file, std::ios::binary);
  std::error_code code;
  std::filesystem::remove(file, code);
  if (!*in) return problem(ProblemCode::unavailable, "写好的文件读不出来；请再导出一次");
  Response response{.content_type = "application/octet-stream"};
  response.set("Content-Disposition", attachment(name));
  response.source = [in]() -> std::optional<std::string> {
    constexpr std::size_t kPiece = 64 * 1024;
    std::string piece(kPiece, '\0');
    in->read(piece.data(), static_cast<std::streamsize>(kPiece));
    if (in->bad()) return std::nullopt;
    piece.resize(static_cast<std::size_t>(in->gcount()));
    return piece;
  };
  return response;
}

Result<app::Export> exported(const Request& request, Api& api, const wire::ExportOrder& order) {
  store::Store* const store = api.data.store.get();
  switch (order.of) {
    case app::Register::clues:
      return app::export_clues(request.who, moment_of(request),
                               {store, &api.law, api.data.ids.get()}, order.asked);
    case app::Register::cases:
      return app::export_cases(request.who, moment_of(request),
                               {store, &api.law, api.data.ids.get()}, order.asked);
    case app::Register::records:
      return app::export_records(request.who, moment_of(request),
                                 {store, &api.law, api.data.ids.get()}, order.asked);
  }
  return fail(ErrorCode::invalid_input, "没有这种台账");
}

}  // namespace

Outcome<app::QueryParts> query_parts_of(const Request& request, Api& api, app::Register of) {
  app::QueryParts parts;
  for (const auto& [name, value] : request.query)
    if (name != "cursor" && name != "limit" && name != "view") parts.emplace_back(name, value);
  const std::string_view view = request.query_value("view");
  if (view.empty()) return parts;
  const std::optional<std::int64_t> id = id_in(view);
  if (!id)
    return problem(ProblemCode::invalid_input, "view 应为 GET /api/v1/views 给的 id", "view");
  const Result<app::SavedView> saved =
      app::view_of(request.who, *api.data.store, of, app::ViewId{*id});
  if (!saved) return tl::unexpected(wire::problem_of(saved.error()));
  const Result<app::QueryParts> kept = app::query_parts(saved->query);
  if (!kept) return tl::unexpected(wire::problem_of(kept.error()));
  return app::over(std::move(parts), *kept);
}

Outcome<Response> answer_views(const Request& request, Api& api) {
  const Outcome<app::Register> of = register_of(request);
  if (!of) return tl::unexpected(of.error());
  return answered(app::list_views(request.who, *api.data.store, *of), wire::views_json);
}

Outcome<Response> answer_save_view(const Request& request, Api& api) {
  const Outcome<app::ViewAsked> asked = wire::read_view_asked(request.body);
  if (!asked) return tl::unexpected(asked.error());
  return answered(
      app::save_view(request.who, moment_of(request), *api.data.store, *api.data.ids, *asked),
      wire::view_json);
}

Outcome<Response> answer_delete_view(const Request& request, Api& api) {
  const Outcome<std::int64_t> id = id_in_path(request, "view");
  if (!id) return tl::unexpected(id.error());
  const Result<void> done =
      app::delete_view(request.who, moment_of(request), *api.data.store, app::ViewId{*id});
  if (!done) return tl::unexpected(wire::problem_of(done.error()));
  return json_response("{}");
}

Outcome<Response> answer_export(const Request& request, Api& api) {
  Outcome<wire::ExportOrder> order = wire::read_export_order(request.body);
  if (!order) return tl::unexpected(order.error());
  const app::Moment moment = moment_of(request);
  const std::string name = fmt::format("export-{}{}", api.data.ids->next(moment.now),
                                       order->is_workbook ? ".xlsx" : ".csv");
  order->asked.file = api.data.folder / name;
  const Result<app::Export> done = exported(request, api, *order);
  if (!done) return tl::unexpected(wire::problem_of(done.error()));
  return file_response(order->asked.file,
                       app::number_text(*done) + (order->is_workbook ? ".xlsx" : ".csv"));
}

Outcome<Response> answer_exports(const Request& request, Api& api) {
  const Outcome<int> limit = limit_of(request);
  if (!limit) return tl::unexpected(limit.error());
  const Outcome<std::int64_t> cursor = id_cursor_of(request);
  if (!cursor) return tl::unexpected(cursor.error());
  app::ExportsAsked asked{.of = {}, .year = {}, .before = app::ExportId{*cursor}, .limit = *limit};
  if (!request.query_value("register").empty()) {
    const Outcome<app::Register> of = register_of(request);
    if (!of) return tl::unexpected(of.error());
    asked.of = *of;
  }
  if (const std::string_view year = request.query_value("year"); !year.empty()) {
    const std::optional<std::int64_t> number = id_in(year);
    if (!number || *number > 9999)
      return problem(ProblemCode::invalid_input, "year 应为四位数的年，如 2026", "year");
    asked.year = static_cast<int>(*number);
  }
  return answered(app::list_exports(request.who, *api.data.store, asked), wire::exports_json);
}

}  // namespace qingxin::http
