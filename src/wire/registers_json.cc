// SPDX-License-Identifier: Apache-2.0
#include "wire/registers_json.h"

#include <array>
#include <ostream>

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::object to_json(const app::SavedView& view) {
  json::object object;
  object["id"] = id_text(number(view.id));
  object["register"] = text(app::name_of(view.of));
  object["name"] = view.name;
  object["query"] = view.query;
  object["is_shared"] = view.shared_in != access::UnitId{};
  object["saved_at"] = moment(view.saved);
  return object;
}

json::object to_json(const app::Export& exported) {
  json::object object;
  object["id"] = id_text(number(exported.asked.id));
  object["number"] = app::number_text(exported);
  object["register"] = text(app::name_of(exported.asked.of));
  object["year"] = exported.asked.year;
  object["unit_id"] = id_text(number(exported.asked.unit));
  object["user_id"] = id_text(number(exported.user));
  object["at"] = moment(exported.at);
  object["why"] = exported.asked.why;
  object["query"] = exported.asked.query;
  object["has_names"] = exported.asked.has_names;
  object["is_finished"] = exported.is_finished();
  object["rows"] = exported.rows ? json::value(*exported.rows) : json::value(nullptr);
  object["sm3"] = text_or_null(exported.sm3);
  return object;
}

json::object to_json(const app::ExportLine& line) {
  json::object object = to_json(line.exported);
  object["unit"] = text_or_null(line.unit);
  object["user"] = text_or_null(line.user);
  return object;
}

json::object page_of(std::string_view items, json::array things, json::value next) {
  json::object object;
  object[text(items)] = std::move(things);
  object["next"] = std::move(next);
  return object;
}

template <typename Things>
json::array all_of(const Things& things) {
  json::array array;
  for (const auto& thing : things) array.push_back(to_json(thing));
  return array;
}

json::value next_of(const app::ExportPage& page) {
  return page.next ? id_text(number(*page.next)) : json::value(nullptr);
}

app::Register read_register(JsonObject& object) {
  constexpr std::array kRegisters{app::Register::clues, app::Register::cases,
                                  app::Register::records};
  std::vector<std::string_view> names;
  for (const app::Register of : kRegisters) names.push_back(app::name_of(of));
  return kRegisters[object.choice("register", names)];
}

}  // namespace

std::string views_json(const std::vector<app::SavedView>& views) {
  return json::serialize(page_of("items", all_of(views), nullptr));
}

std::string view_json(const app::SavedView& view) {
  return json::serialize(to_json(view));
}

std::string exports_json(const app::ExportPage& page) {
  return json::serialize(page_of("items", all_of(page.exports), next_of(page)));
}

std::string export_json(const app::Export& exported) {
  return json::serialize(to_json(exported));
}

Outcome<app::ViewAsked> read_view_asked(std::string_view body) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  app::ViewAsked asked;
  asked.of = read_register(object);
  asked.name = object.text("name", {.least = 1, .most = 40});
  asked.query = object.text("query", {.least = 1, .most = 2'000});
  asked.is_shared = object.is_true("is_shared");
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return asked;
}

Outcome<ExportOrder> read_export_order(std::string_view body) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  ExportOrder order;
  order.of = read_register(object);
  const std::optional<std::string> query =
      object.text_or_none("query", {.least = 1, .most = 2'000});
  order.asked.reason = object.text("reason", {.least = 5, .most = 500});
  order.asked.has_names = object.is_true("has_names");
  order.is_workbook = object.choice("format", {"csv", "xlsx"}) == 1;
  Result<app::QueryParts> parts = app::query_parts(query.value_or(""));
  if (!parts) object.refuse(ProblemCode::invalid_input, "query", parts.error().message);
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  order.asked.query = *std::move(parts);
  return order;
}

void write_views_json(const std::vector<app::SavedView>& views, std::ostream& out) {
  out << json::serialize(page_of("views", all_of(views), nullptr)) << '\n';
}

void write_exports_json(const app::ExportPage& page, std::ostream& out) {
  out << json::serialize(page_of("exports", all_of(page.exports), next_of(page))) << '\n';
}

void write_export_json(const app::Export& exported, std::ostream& out) {
  out << export_json(exported) << '\n';
}

}  // namespace qingxin::wire
