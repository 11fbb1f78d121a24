// SPDX-License-Identifier: Apache-2.0
#include "wire/record_json.h"

#include <charconv>
#include <ostream>

#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using oversight::Field;
using oversight::FieldForm;
using oversight::Fields;
using oversight::RecordActor;
using oversight::words_of;

json::value id_of(oversight::PersonId person) {
  return id_text(static_cast<std::int64_t>(person));
}
json::value id_of(oversight::BodyId body) {
  return id_text(static_cast<std::int64_t>(body));
}

std::string_view name_of(RecordActor actor) {
  switch (actor) {
    case RecordActor::organiser: return "organiser";
    case RecordActor::addressee: return "addressee";
    case RecordActor::other: return "other";
    case RecordActor::leader: return "leader";
    case RecordActor::machine: return "machine";
  }
  return "";
}
std::string_view name_of(FieldForm form) {
  switch (form) {
    case FieldForm::text: return "text";
    case FieldForm::prose: return "prose";
    case FieldForm::day: return "day";
    case FieldForm::number: return "number";
    case FieldForm::money: return "money";
    case FieldForm::choice: return "choice";
    case FieldForm::lines: return "lines";
    case FieldForm::phone: return "phone";
    case FieldForm::code: return "code";
  }
  return "";
}
std::string_view name_of(oversight::LineAct act) {
  switch (act) {
    case oversight::LineAct::none: return "none";
    case oversight::LineAct::add: return "add";
    case oversight::LineAct::write: return "write";
  }
  return "";
}

json::array lines_json(std::string_view lines) {
  json::array array;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    array.emplace_back(text(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return array;
}

// As it is read back: numbers and fen as numbers, lines as an array, the rest as texts.
json::value value_json(Field field, const std::string& value) {
  const FieldForm form = words_of(field).form;
  if (form == FieldForm::lines) return lines_json(value);
  if (form != FieldForm::number && form != FieldForm::money) return json::value(value);
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

// A value that was taken away by a step is null.
json::object values_json(const oversight::Values& values) {
  json::object object;
  for (const auto& [field, value] : values)
    object[text(words_of(field).name)] = value.empty() ? nullptr : value_json(field, value);
  return object;
}

json::object labels_json(const oversight::Values& values) {
  json::object object;
  for (const auto& [field, value] : values)
    object[text(words_of(field).name)] = text(words_of(field).chinese);
  return object;
}

// What the names that were chosen mean.
json::object choices_json(const oversight::Values& values) {
  json::object object;
  for (const auto& [field, value] : values)
    if (words_of(field).form == FieldForm::choice)
      object[text(words_of(field).name)] = app::value_in_words(field, value);
  return object;
}

json::array names_of(const Fields& fields) {
  json::array names;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (fields.has(field)) names.emplace_back(text(words_of(field).name));
  }
  return names;
}

json::object to_json(const oversight::Line& line) {
  json::object object;
  object["item"] = line.item;
  object["answer"] = text_or_null(line.answer);
  object["told"] = text_or_null(line.told);
  object["note"] = text_or_null(line.note);
  object["photos"] =
      array_of(line.photos, [](const std::string& photo) { return json::value(photo); });
  return object;
}

json::array lines_json(const std::vector<oversight::Line>& lines) {
  return array_of(lines, [](const oversight::Line& line) { return to_json(line); });
}

json::object to_json(const oversight::RecordFace& face) {
  json::object object;
  object["parent_id"] = id_text(face.parent);
  object["region_code"] = text_or_null(face.region_code);
  object["industry"] = text_or_null(face.industry);
  object["owner_id"] = id_of(face.owner);
  object["addressee_id"] = id_of(face.addressee);
  object["project"] = id_text(face.project);
  object["dossier_id"] = id_text(face.dossier);
  return object;
}

void put_standing(oversight::RecordKind kind, oversight::RecordState state, json::object& object) {
  object["kind"] = text(words_of(kind).name);
  object["kind_words"] = text(words_of(kind).chinese);
  object["state"] = text(words_of(state).name);
  object["state_words"] = text(words_of(state).chinese);
  object["is_open"] = words_of(state).is_open;
}

json::object to_json(const oversight::RecordEvent& event) {
  json::object object;
  object["key"] = event.key;
  object["step"] = text(words_of(event.step).name);
  object["words"] = text(words_of(event.step).chinese);
  object["at"] = moment(event.at);
  object["entered"] = moment(event.entered_at);
  object["by"] = text(name_of(event.by));
  object["user_id"] = id_of(event.person);
  object["unit_id"] = id_of(event.for_body);
  object["values"] = values_json(event.values);
  object["lines"] = lines_json(event.lines);
  object["to_id"] = event.to ? id_of(*event.to) : json::value(nullptr);
  return object;
}

// What can be left out of a step of this kind is only what the kind has.
json::array sayable(oversight::RecordKind kind, const Fields& fields, const Fields& needs) {
  const oversight::KindWords& words = words_of(kind);
  json::array names;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    const bool has = words.needs.has(field) || words.may_have.has(field);
    if (has && fields.has(field) && !needs.has(field))
      names.emplace_back(text(words_of(field).name));
  }
  return names;
}

json::object to_json(const oversight::RecordMove& move) {
  json::object object;
  object["step"] = text(words_of(move.step).name);
  object["words"] = text(words_of(move.step).chinese);
  object["to"] = text(words_of(move.to).name);
  json::array by;
  for (std::size_t i = 1; i <= oversight::kRecordActors; ++i)
    if (move.by.has(static_cast<RecordActor>(i)))
      by.emplace_back(text(name_of(static_cast<RecordActor>(i))));
  object["by"] = std::move(by);
  object["needs"] = names_of(move.needs);
  object["may_say"] = sayable(move.kind, move.may_say, move.needs);
  object["lines"] = text(name_of(move.lines));
  return object;
}

json::object names_json(const std::map<std::int64_t, std::string>& names) {
  json::object object;
  for (const auto& [id, name] : names) object[std::to_string(id)] = name;
  return object;
}

json::object listed_json(const store::KeptRecord& kept, Date today) {
  json::object object;
  object["id"] = id_text(number(kept.id));
  object["number"] = text_or_null(kept.number);
  object["title"] = text_or_null(kept.title);
  put_standing(kept.face.kind, kept.state, object);
  object["version"] = kept.version;
  object["face"] = to_json(kept.face);
  object["values"] = values_json(kept.values);
  object["due"] = day(kept.due);
  object["is_overdue"] = app::is_overdue(kept, today);
  object["begun"] = moment(kept.begun);
  object["changed"] = moment(kept.changed);
  return object;
}

json::object field_json(oversight::RecordKind kind, Field field) {
  const oversight::FieldWords& words = words_of(field);
  json::object object;
  object["field"] = text(words.name);
  object["words"] = text(words.chinese);
  object["form"] = text(name_of(words.form));
  object["is_needed"] = words_of(kind).needs.has(field);
  json::array choices;
  for (const std::string_view name : oversight::choices_of(kind, field))
    choices.push_back(json::object{{"name", text(name)},
                                   {"words", text(oversight::choice_in_chinese(field, name))}});
  object["choices"] = std::move(choices);
  return object;
}

json::object steps_and_fields_json(oversight::RecordKind kind) {
  const oversight::KindWords& words = words_of(kind);
  json::object object;
  object["kind"] = text(words.name);
  object["words"] = text(words.chinese);
  object["needs_parent"] = words.has_parent;
  object["has_lines"] = words.has_lines;
  json::array fields;
  for (std::size_t i = 1; i <= oversight::kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (words.needs.has(field) || words.may_have.has(field))
      fields.push_back(field_json(kind, field));
  }
  object["fields"] = std::move(fields);
  json::array steps;
  for (const oversight::RecordMove& move : oversight::record_life()) {
    if (move.kind != kind) continue;
    json::object step = to_json(move);
    step["from"] = move.from ? json::value(text(words_of(*move.from).name)) : json::value(nullptr);
    steps.push_back(std::move(step));
  }
  object["steps"] = std::move(steps);
  return object;
}

}  // namespace

std::string records_json(const app::RecordPage& page, Date today) {
  json::object object;
  object["items"] = array_of(
      page.records, [&](const store::KeptRecord& kept) { return listed_json(kept, today); });
  object["next"] = page.next ? id_text(number(*page.next)) : json::value(nullptr);
  return json::serialize(object);
}

std::string record_json(const app::RecordShown& shown) {
  const oversight::Record& record = shown.whole.record;
  json::object object;
  object["id"] = id_text(number(shown.whole.id));
  object["number"] = text_or_null(shown.whole.number);
  object["title"] = text_or_null(oversight::title_of(record.values));
  put_standing(record.face.kind, record.state, object);
  object["version"] = record.events.size();
  object["face"] = to_json(record.face);
  object["project_id"] = text_or_null(shown.project_code);
  object["values"] = values_json(record.values);
  object["labels"] = labels_json(record.values);
  object["choices"] = choices_json(record.values);
  object["lines"] = lines_json(record.lines);
  object["due"] = day(shown.due);
  object["is_overdue"] = shown.is_overdue;
  object["possible"] =
      array_of(shown.possible, [](const oversight::RecordMove& move) { return to_json(move); });
  object["events"] =
      array_of(record.events, [](const oversight::RecordEvent& event) { return to_json(event); });
  object["units"] = names_json(shown.units);
  object["users"] = names_json(shown.users);
  return json::serialize(object);
}

std::string record_kept_json(const app::RecordKept& kept) {
  const oversight::Record& record = kept.whole.record;
  json::object object;
  object["id"] = id_text(number(kept.whole.id));
  object["number"] = text_or_null(kept.whole.number);
  object["kept"] = kept.kept == store::Kept::now ? "now" : "already";
  put_standing(record.face.kind, record.state, object);
  object["version"] = record.events.size();
  return json::serialize(object);
}

std::string record_kinds_json() {
  json::array items;
  for (std::size_t i = 1; i <= oversight::kRecordKinds; ++i) {
    const oversight::KindWords& words = words_of(static_cast<oversight::RecordKind>(i));
    items.push_back(json::object{{"kind", text(words.name)}, {"words", text(words.chinese)}});
  }
  return json::serialize(json::object{{"items", std::move(items)}});
}

std::string record_kind_json(oversight::RecordKind kind) {
  return json::serialize(steps_and_fields_json(kind));
}

}  // namespace qingxin::wire
