// SPDX-License-Identifier: Apache-2.0
#include "wire/assign_json.h"

#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kWords{.least = 1, .most = 2'000}, kId{.least = 1, .most = 20};
constexpr std::int64_t kFenMost = 100'000'000'000'000, kPeopleMost = 1'000'000;

std::int64_t id_in(JsonObject& object, std::string_view name, std::string_view said) {
  const Result<app::DossierId> id = app::dossier_id_in(said);
  if (id) return number(*id);
  object.refuse(ProblemCode::invalid_input, name, "编号应是一串数字");
  return 0;
}

}  // namespace

Outcome<app::AssignOrder> read_assign_order(std::string_view body) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  app::AssignOrder order;
  for (const std::string& said : object.texts("dossiers", app::kAssignedMost, kId))
    order.dossiers.push_back(app::DossierId{id_in(object, "dossiers", said)});
  order.assignee = access::UserId{id_in(object, "assignee_id", object.text("assignee_id", kId))};
  order.key = object.text("key", kClientKey);
  order.reason = object.text_or_none("reason", kWords).value_or("");
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return order;
}

std::string assigned_json(const std::vector<app::Assigned>& assigned) {
  json::array items;
  for (const app::Assigned& one : assigned) {
    json::object object;
    object["id"] = id_text(number(one.id));
    object["is_done"] = one.refused.empty();
    object["refused"] = text_or_null(one.refused);
    items.push_back(std::move(object));
  }
  return json::serialize(json::object{{"items", std::move(items)}});
}

Outcome<app::ClueAnswer> read_clue_answer(std::string_view body, app::ClueId clue) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  app::ClueAnswer answer;
  answer.clue = clue;
  answer.key = object.text("key", kClientKey);
  answer.text = object.text("text", kWords);
  if (const auto people = object.number_or_none("people", 0, kPeopleMost))
    answer.people = static_cast<int>(*people);
  if (const auto fen = object.number_or_none("amount_fen", 0, kFenMost))
    answer.amount = Money{*fen};
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return answer;
}

Outcome<app::AnswerSent> read_answer_sent(std::string_view body, app::ClueId clue) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  app::AnswerSent sent;
  sent.clue = clue;
  sent.key = object.text("key", kClientKey);
  sent.document = object.text("document", kName);
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return sent;
}

Outcome<app::ClueId> read_clue_to_join(std::string_view body) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  const std::int64_t clue = id_in(object, "clue_id", object.text("clue_id", kId));
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return app::ClueId{clue};
}

Outcome<Date> read_as_of(std::string_view body, Date usual) {
  const Outcome<JsonDocument> document = JsonDocument::parse(body);
  if (!document) return tl::unexpected(document.error());
  JsonObject object = document->object();
  const Date day = object.day_or_none("as_of").value_or(usual);
  if (const std::optional<Problem> problem = object.end()) return tl::unexpected(*problem);
  return day;
}

}  // namespace qingxin::wire
