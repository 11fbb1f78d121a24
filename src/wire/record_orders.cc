// SPDX-License-Identifier: Apache-2.0
#include "wire/json_reader.h"
#include "wire/record_json.h"

// The bodies that clients send about records. What a step may say and who may make it is not said
// here.
namespace qingxin::wire {

namespace {

using oversight::Field;
using oversight::FieldForm;
using oversight::RecordKind;

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kProse{.least = 1, .most = 20'000}, kNote{.least = 1, .most = 2'000};
constexpr std::int64_t kFenMost = 99'999'999'999'999, kNumberMost = 999'999'999'999'999;
constexpr int kTextsMost = 1'000, kLinesMost = 5'000, kPhotosMost = 100;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

std::vector<std::string_view> choices(RecordKind kind, Field field) {
  const std::span<const std::string_view> names = oversight::choices_of(kind, field);
  return {names.begin(), names.end()};
}

// Nothing: it is not said.
std::optional<std::string> value_in(JsonObject& object, RecordKind kind, Field field) {
  const std::string_view name = oversight::words_of(field).name;
  switch (oversight::words_of(field).form) {
    case FieldForm::text:
    case FieldForm::phone:
    case FieldForm::code: return object.text_or_none(name, kName);
    case FieldForm::prose: return object.text_or_none(name, kProse);
    case FieldForm::day: {
      const std::optional<Date> day = object.day_or_none(name);
      return day ? std::optional{to_string(*day)} : std::nullopt;
    }
    case FieldForm::number:
    case FieldForm::money: {
      const bool is_money = oversight::words_of(field).form == FieldForm::money;
      const auto number = object.number_or_none(name, 0, is_money ? kFenMost : kNumberMost);
      return number ? std::optional{std::to_string(*number)} : std::nullopt;
    }
    case FieldForm::lines: {
      const std::vector<std::string> lines = object.texts(name, kTextsMost, kName);
      return lines.empty() ? std::nullopt : std::optional{joined(lines)};
    }
    case FieldForm::choice: {
      if (!object.has(name)) return std::nullopt;
      const std::vector<std::string_view> names = choices(kind, field);
      const std::size_t place = object.choice(name, names);
      return place < names.size() ? std::optional{std::string{names[place]}} : std::nullopt;
    }
  }
  return std::nullopt;
}

bool has_field(RecordKind kind, Field field) {
  const oversight::KindWords& words = oversight::words_of(kind);
  return words.needs.has(field) || words.may_have.has(field);
}

void take_values(JsonObject& body, RecordKind kind, oversight::Values& values) {
  if (std::optional<JsonObject> object = body.object("values")) {
    for (std::size_t i = 1; i <= oversight::kFields; ++i) {
      const auto field = static_cast<Field>(i);
      if (!has_field(kind, field)) continue;
      if (std::optional<std::string> value = value_in(*object, kind, field))
        values[field] = *std::move(value);
    }
  }
  for (const std::string& name :
       body.texts("removed", static_cast<int>(oversight::kFields), kName)) {
    const Result<Field> field = app::record_field_in(kind, name);
    if (field)
      values[*field] = "";
    else
      body.refuse(ProblemCode::invalid_input, "removed", field.error().message);
  }
}

void take(JsonObject& object, std::string_view name, TextBounds bounds, std::string& place) {
  if (const auto said = object.text_or_none(name, bounds)) place = *said;
}

void take_lines(JsonObject& body, std::vector<oversight::Line>& lines) {
  for (JsonObject& object : body.objects("lines", kLinesMost)) {
    oversight::Line line;
    line.item = object.text("item", kName);
    take(object, "answer", kProse, line.answer);
    take(object, "note", kNote, line.note);
    line.photos = object.texts("photos", kPhotosMost, kName);
    lines.push_back(std::move(line));
  }
}

void take_step(JsonObject& body, RecordKind kind, const std::string& name,
               oversight::RecordEvent& event) {
  const Result<oversight::RecordStep> step = app::record_step_in(kind, name);
  if (step)
    event.step = *step;
  else
    body.refuse(ProblemCode::invalid_input, "step", step.error().message);
}

void take_event(JsonObject& body, RecordKind kind, oversight::RecordEvent& event) {
  take(body, "key", kClientKey, event.key);
  if (const Result<void> sound = app::check_client_key(event.key); !sound)
    body.refuse(ProblemCode::invalid_input, "key", sound.error().message);
  event.at = moment_or_now(body, "at");
  take_values(body, kind, event.values);
  take_lines(body, event.lines);
  if (const auto to = id_or_none(body, "to_id")) event.to = oversight::BodyId{*to};
}

std::int64_t id_or_zero(JsonObject& body, std::string_view name) {
  return id_or_none(body, name).value_or(0);
}

}  // namespace

Outcome<app::RecordOrder> read_new_record(std::string_view body, RecordKind kind) {
  return read_body<app::RecordOrder>(body, [&](JsonObject& object) {
    app::RecordOrder order;
    order.fresh = app::RecordId{id_or_zero(object, "id")};
    oversight::RecordFace& face = order.face;
    face.kind = kind;
    face.parent = id_or_zero(object, "parent_id");
    face.dossier = id_or_zero(object, "dossier_id");
    face.owner = oversight::BodyId{id_or_zero(object, "owner_id")};
    face.addressee = oversight::BodyId{id_or_zero(object, "addressee_id")};
    take(object, "region_code", kName, face.region_code);
    take(object, "industry", kName, face.industry);
    take(object, "project_id", kName, order.project_code);
    order.event.step = app::first_step(kind);
    if (const auto step = object.text_or_none("step", kName))
      take_step(object, kind, *step, order.event);
    take_event(object, kind, order.event);
    return order;
  });
}

Outcome<app::RecordOrder> read_record_step(std::string_view body, RecordKind kind,
                                           app::RecordId id) {
  return read_body<app::RecordOrder>(body, [&](JsonObject& object) {
    app::RecordOrder order;
    order.id = id;
    order.face.kind = kind;
    take_step(object, kind, object.text("step", kName), order.event);
    take_event(object, kind, order.event);
    return order;
  });
}

}  // namespace qingxin::wire
