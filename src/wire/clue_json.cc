// SPDX-License-Identifier: Apache-2.0
#include "wire/clue_json.h"

#include <array>
#include <charconv>
#include <ostream>

#include "casework/clock_table.h"
#include "casework/words.h"
#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::value class_or_null(const std::optional<casework::MatterClass>& matter_class) {
  if (!matter_class) return nullptr;
  return text(app::name_of(*matter_class));
}

json::value field(store::WorkField field) {
  switch (field) {
    case store::WorkField::not_said: return nullptr;
    case store::WorkField::construction: return "construction";
    case store::WorkField::other: return "other";
  }
  return nullptr;
}

void put_figures(const store::ClueFigures& figures, json::object& object) {
  object["employer"] = text_or_null(figures.employer);
  object["employer_code"] = text_or_null(figures.employer_code);
  object["project_name"] = text_or_null(figures.project_name);
  object["place"] = text_or_null(figures.place);
  object["region_code"] = text_or_null(figures.region_code);
  object["industry"] = text_or_null(figures.industry);
  object["field"] = field(figures.field);
  object["months"] = months(figures.months);
  object["amount_fen"] = fen(figures.amount);
  object["head_count"] = number_or_null(figures.head_count);
}

json::object to_json(const store::ClueOrigin& origin) {
  json::object object;
  object["channel"] = text(app::name_of(origin.channel));
  object["foreign_number"] = text_or_null(origin.foreign_number);
  object["arrived"] = moment(origin.arrived);
  object["file"] = text_or_null(origin.file);
  object["row"] = origin.row == 0 ? json::value(nullptr) : json::value(origin.row);
  return object;
}

json::object to_json(const app::KeptClue& clue) {
  json::object object;
  object["id"] = id_text(number(clue.id));
  object["matter_id"] = id_text(number(clue.matter));
  object["clues_of_matter"] = clue.clues_of_matter;
  object["channel"] = text(app::name_of(clue.origin.channel));
  object["foreign_number"] = text_or_null(clue.origin.foreign_number);
  object["arrived"] = moment(clue.origin.arrived);
  object["entered"] = moment(clue.entered);
  object["asked_unit_id"] = id_text(access::number(clue.asked));
  object["reporting"] = text(app::name_of(clue.reporting));
  object["named_people"] = clue.named_people;
  put_figures(clue.figures, object);
  object["suggested_class"] = class_or_null(clue.suggested);
  object["class"] = class_or_null(clue.confirmed);
  object["confirmed"] = clue.is_confirmed;
  object["versions"] = clue.said_count;
  object["text_bytes"] = clue.text_bytes;
  object["excerpt"] = clue.excerpt;
  return object;
}

json::object to_json(const store::CluePerson& person) {
  json::object object;
  object["name"] = text_or_null(person.name);
  object["id_number"] = text_or_null(person.id_number);
  object["phone"] = text_or_null(person.phone);
  object["reporter"] = person.is_reporter;
  object["amount_fen"] = fen(person.amount);
  return object;
}

json::object to_json(const store::ClueVersion& version) {
  json::object object;
  object["number"] = version.said_no;
  object["at"] = moment(version.at);
  object["user_id"] = id_text(access::number(version.user));
  object["sm3"] = text_or_null(version.sm3);
  object["text"] = version.text;
  put_figures(version.figures, object);
  return object;
}

json::object to_json(const store::ClueMerge& merge) {
  json::object object;
  object["clue_id"] = id_text(number(merge.clue));
  object["other_id"] = id_text(number(merge.other));
  object["step"] = merge.is_merged ? "merged" : "taken_apart";
  object["at"] = moment(merge.at);
  object["user_id"] = id_text(access::number(merge.user));
  object["why"] = text_or_null(merge.why);
  return object;
}

json::object to_json(const store::LikeClue& like) {
  json::object object;
  object["id"] = id_text(number(like.clue.id));
  object["matter_id"] = id_text(number(like.clue.matter));
  object["verdict"] = text(intake::name_of(like.likeness.verdict));
  object["thousandths"] = like.likeness.thousandths;
  object["because"] = intake::explained(like.likeness);
  object["channel"] = text(app::name_of(like.clue.origin.channel));
  object["foreign_number"] = text_or_null(like.clue.origin.foreign_number);
  object["arrived"] = moment(like.clue.origin.arrived);
  return object;
}

json::object span(const intake::Span& span, intake::Degree degree) {
  json::object object;
  object["from"] = span.character_from;
  object["to"] = span.character_to;
  object["degree"] = text(intake::name_of(degree));
  return object;
}

template <typename Things, typename Put>
json::array found(const Things& things, Put put) {
  json::array array;
  for (const auto& thing : things) {
    json::object object = span(thing.span, thing.degree);
    put(thing, object);
    array.push_back(std::move(object));
  }
  return array;
}

// Suggestions; `from` and `to` count characters of the text in full.
json::object to_json(const intake::Reading& reading) {
  json::object object;
  const intake::ClassSuggestion& suggestion = reading.clue_class;
  object["class"] = suggestion.suggested ? json::value(text(intake::name_of(*suggestion.suggested)))
                                         : json::value(nullptr);
  object["class_degree"] = text(intake::name_of(suggestion.degree));
  object["amount_fen"] = fen(reading.amount.value);
  object["amount_standing"] = text(intake::name_of(reading.amount.standing));
  object["head_count"] = number_or_null(reading.head_count.value);
  object["head_count_standing"] = text(intake::name_of(reading.head_count.standing));
  object["months"] = months(reading.wage_months);
  object["amounts"] = found(reading.amounts, [](const intake::AmountSaid& said, json::object& one) {
    one["least_fen"] = fen(said.least);
    one["most_fen"] = fen(said.most);
    one["exactness"] = text(intake::name_of(said.exactness));
    one["bearing"] = text(intake::name_of(said.bearing));
    one["per"] = text(intake::name_of(said.per));
  });
  object["people"] = found(reading.people, [](const intake::PeopleSaid& said, json::object& one) {
    one["least"] = number_or_null(said.least);
    one["most"] = number_or_null(said.most);
    one["exactness"] = text(intake::name_of(said.exactness));
  });
  object["times"] = found(reading.months, [](const intake::MonthsSaid& said, json::object& one) {
    one["first"] = said.first ? json::value(text(to_string(*said.first))) : json::value(nullptr);
    one["last"] = said.last ? json::value(text(to_string(*said.last))) : json::value(nullptr);
    one["count"] = number_or_null(said.count);
    one["note"] = text_or_null(said.note);
  });
  const auto name = [](const intake::NameSaid& said, json::object& one) {
    one["name"] = said.name;
  };
  object["units"] = found(reading.units, name);
  object["projects"] = found(reading.projects, name);
  return object;
}

std::string_view name_of(store::ClueKept kept) {
  switch (kept) {
    case store::ClueKept::fresh: return "fresh";
    case store::ClueKept::repeat: return "repeat";
    case store::ClueKept::changed: return "changed";
  }
  return "";
}

json::object to_json(const app::ProofOfFiling& proof) {
  json::object object;
  object["receipt_code"] = proof.code;
  object["clue_id"] = id_text(number(proof.clue));
  object["body"] = text_or_null(proof.body);
  json::array lines;
  for (const auto& [name, value] : proof.lines) lines.push_back({{"name", name}, {"value", value}});
  object["lines"] = std::move(lines);
  object["sm3"] = proof.sm3;
  return object;
}

json::object to_json(const app::RejectedRow& row) {
  json::object object;
  object["row"] = row.row;
  object["column"] = text_or_null(row.column);
  object["value"] = text_or_null(row.value);
  object["reason"] = row.reason;
  return object;
}

json::object to_json(const app::ImportedClue& row) {
  json::object object;
  object["row"] = row.row;
  object["id"] = id_text(number(row.added.id));
  object["kept"] = text(name_of(row.added.kept));
  object["version"] = row.added.said_no;
  object["likely"] = row.likely;
  object["remarks"] = texts(row.remarks);
  return object;
}

std::string_view name_of(app::FoundBy by) {
  switch (by) {
    case app::FoundBy::nothing: return "nothing";
    case app::FoundBy::id_number: return "id_number";
    case app::FoundBy::phone: return "phone";
    case app::FoundBy::name: return "name";
  }
  return "";
}

json::object to_json(const app::ComparedMonth& month) {
  json::object object;
  object["month"] = text(to_string(month.month));
  object["attendance_days"] = number_or_null(month.attendance_days);
  object["payroll_fen"] = fen(month.payroll);
  object["paid_fen"] = fen(month.paid);
  return object;
}

json::object to_json(const app::ComparedPerson& person) {
  json::object object;
  object["number"] = person.number;
  object["found_by"] = text(name_of(person.found_by));
  object["on_roster"] = person.on_roster;
  object["same_phone"] = person.same_phone;
  object["months"] =
      array_of(person.months, [](const app::ComparedMonth& month) { return to_json(month); });
  object["questions"] = texts(person.questions);
  return object;
}

constexpr auto kToJson = [](const auto& thing) { return to_json(thing); };
constexpr auto kToId = [](app::ClueId clue) { return id_text(number(clue)); };

}  // namespace

void write_clues_json(const app::CluePage& page, std::ostream& out) {
  out << "{\"clues\": [";
  write_lines(page.clues, kToJson, out);
  out << "\n ],\n \"next\": "
      << json::serialize(page.next ? id_text(number(*page.next)) : json::value(nullptr)) << "}\n";
}

void write_clue_json(const app::ClueShown& shown, std::ostream& out) {
  out << "{\"clue\": " << json::serialize(to_json(shown.whole.clue))
      << ",\n \"masked\": " << (shown.is_masked ? "true" : "false")
      << ",\n \"origins\": " << json::serialize(array_of(shown.whole.origins, kToJson))
      << ",\n \"said\": [";
  write_lines(shown.whole.versions, kToJson, out);
  out << "\n ],\n \"people\": [";
  write_lines(shown.whole.people, kToJson, out);
  out << "\n ],\n \"matter\": " << json::serialize(array_of(shown.whole.matter, kToId))
      << ",\n \"merges\": " << json::serialize(array_of(shown.whole.merges, kToJson))
      << ",\n \"suggested\": " << json::serialize(to_json(shown.reading)) << ",\n \"like\": [";
  write_lines(shown.like, kToJson, out);
  out << "\n ]}\n";
}

std::string clue_received_json(const app::ClueReceived& received) {
  json::object object;
  object["id"] = id_text(number(received.added.id));
  object["kept"] = text(name_of(received.added.kept));
  object["version"] = received.added.said_no;
  object["remarks"] = texts(received.remarks);
  object["like"] = array_of(received.like, kToJson);
  object["proof"] = received.proof ? json::value(to_json(*received.proof)) : json::value(nullptr);
  return json::serialize(object);
}

void write_clue_received_json(const app::ClueReceived& received, std::ostream& out) {
  out << clue_received_json(received) << '\n';
}

void write_clues_imported_json(const app::CluesImported& imported, std::ostream& out) {
  out << "{\"file\": " << json::serialize(json::value(imported.file))
      << ",\n \"rows\": " << imported.rows << ",\n \"fresh\": " << imported.fresh
      << ",\n \"repeated\": " << imported.repeated << ",\n \"changed\": " << imported.changed
      << ",\n \"clues\": [";
  write_lines(imported.clues, kToJson, out);
  out << "\n ],\n \"rejected\": [";
  write_lines(imported.rejected, kToJson, out);
  out << "\n ],\n \"ignored_columns\": " << json::serialize(texts(imported.ignored_columns))
      << "}\n";
}

void write_clue_comparison_json(const app::ClueComparison& comparison, std::ostream& out) {
  out << "{\"clue_id\": " << json::serialize(id_text(number(comparison.clue)))
      << ",\n \"project_id\": " << json::serialize(json::value(comparison.project_code))
      << ",\n \"roster\": " << (comparison.has_roster ? "true" : "false")
      << ", \"attendance\": " << (comparison.has_attendance ? "true" : "false")
      << ", \"payroll\": " << (comparison.has_payroll ? "true" : "false")
      << ", \"payments\": " << (comparison.has_payments ? "true" : "false") << ",\n \"people\": [";
  write_lines(comparison.people, kToJson, out);
  out << "\n ]}\n";
}

std::string own_clue_json(const app::OwnClue& own) {
  json::object object;
  object["clue_id"] = id_text(number(own.clue));
  object["body"] = text_or_null(own.body);
  object["arrived"] = moment(own.arrived);
  object["entered"] = moment(own.entered);
  object["channel"] = text(app::name_of(own.channel));
  object["class"] = class_or_null(own.confirmed);
  object["clues_of_matter"] = own.clues_of_matter;
  object["state"] = own.state ? text(casework::words_of(*own.state).name) : json::value(nullptr);
  object["clock"] = own.clock ? text(casework::clock_of(*own.clock)->name) : json::value(nullptr);
  object["due"] = own.due ? text(to_string(*own.due)) : json::value(nullptr);
  object["answered"] = own.answered ? text(to_string(*own.answered)) : json::value(nullptr);
  object["answer"] = text_or_null(own.answer);
  object["satisfaction"] = own.satisfaction ? json::value(*own.satisfaction) : json::value(nullptr);
  return json::serialize(object);
}

void write_own_clue_json(const app::OwnClue& own, std::ostream& out) {
  out << own_clue_json(own) << '\n';
}

std::string proof_json(const app::ProofOfFiling& proof) {
  return json::serialize(to_json(proof));
}

void write_proof_json(const app::ProofOfFiling& proof, std::ostream& out) {
  out << proof_json(proof) << '\n';
}

std::string clues_json(const app::CluePage& page) {
  json::object object;
  object["items"] = array_of(page.clues, kToJson);
  object["next"] = page.next ? id_text(number(*page.next)) : json::value(nullptr);
  return json::serialize(object);
}

std::string clue_json(const app::ClueShown& shown) {
  json::object object;
  object["clue"] = to_json(shown.whole.clue);
  object["masked"] = shown.is_masked;
  object["origins"] = array_of(shown.whole.origins, kToJson);
  object["said"] = array_of(shown.whole.versions, kToJson);
  object["people"] = array_of(shown.whole.people, kToJson);
  object["matter"] = array_of(shown.whole.matter, kToId);
  object["merges"] = array_of(shown.whole.merges, kToJson);
  object["suggested"] = to_json(shown.reading);
  object["like"] = array_of(shown.like, kToJson);
  return json::serialize(object);
}

std::string clue_comparison_json(const app::ClueComparison& comparison) {
  json::object object;
  object["clue_id"] = id_text(number(comparison.clue));
  object["project_id"] = comparison.project_code;
  object["roster"] = comparison.has_roster;
  object["attendance"] = comparison.has_attendance;
  object["payroll"] = comparison.has_payroll;
  object["payments"] = comparison.has_payments;
  object["people"] = array_of(comparison.people, kToJson);
  return json::serialize(object);
}

namespace {

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kWhy{.least = 1, .most = 2000}, kLongText{.least = 0, .most = 1 << 20};
constexpr std::int64_t kFenMost = 100'000'000'000'000, kPeopleMost = 1'000'000;

template <typename Names, typename NameOf>
std::vector<std::string_view> names_of(const Names& words, NameOf name) {
  std::vector<std::string_view> names;
  for (std::size_t i = 1; i <= words.size(); ++i) names.push_back(name(i));
  return names;
}

const std::vector<std::string_view>& channels() {
  static const auto kNames = names_of(casework::kChannelWords, [](std::size_t i) {
    return app::name_of(static_cast<casework::Channel>(i));
  });
  return kNames;
}

const std::vector<std::string_view>& classes() {
  static const auto kNames = names_of(casework::kClassWords, [](std::size_t i) {
    return app::name_of(static_cast<casework::MatterClass>(i));
  });
  return kNames;
}

void take(JsonObject& object, std::string_view name, std::string& place) {
  if (const auto text = object.text_or_none(name, kName)) place = *text;
}

std::vector<Month> read_months(JsonObject& object) {
  std::vector<Month> months;
  constexpr int kMonthsMost = 240;
  for (const std::string& text : object.texts("months", kMonthsMost, {.least = 7, .most = 7})) {
    const Result<Month> month = parse_iso_month(text);
    if (month)
      months.push_back(*month);
    else
      object.refuse(ProblemCode::invalid_input, "months", "月份应像 2026-10");
  }
  return months;
}

std::optional<Money> read_fen(JsonObject& object) {
  if (const auto fen = object.number_or_none("amount_fen", 0, kFenMost)) return Money{*fen};
  return std::nullopt;
}

std::optional<int> read_head_count(JsonObject& object) {
  if (const auto count = object.number_or_none("head_count", 1, kPeopleMost))
    return static_cast<int>(*count);
  return std::nullopt;
}

store::ClueFigures read_figures(JsonObject& object) {
  store::ClueFigures figures;
  take(object, "employer", figures.employer);
  take(object, "employer_code", figures.employer_code);
  take(object, "project_name", figures.project_name);
  take(object, "place", figures.place);
  take(object, "region_code", figures.region_code);
  take(object, "industry", figures.industry);
  if (object.has("field"))
    figures.field = object.choice("field", {"construction", "other"}) == 0
                        ? store::WorkField::construction
                        : store::WorkField::other;
  figures.months = read_months(object);
  figures.amount = read_fen(object);
  figures.head_count = read_head_count(object);
  return figures;
}

app::ClueId clue_in(JsonObject& object, std::string_view name, const std::string& text) {
  const Result<app::ClueId> clue = app::clue_id_in(text);
  if (!clue) object.refuse(ProblemCode::invalid_input, name, clue.error().message);
  return clue.value_or(app::ClueId{});
}

// What is the same whoever brings it.
void read_said(JsonObject& object, app::ClueBrought& brought) {
  if (object.has("reporting"))
    brought.reporting = static_cast<store::Reporting>(
        object.choice("reporting", {"named", "confidential", "anonymous"}) + 1);
  brought.said.text = object.text_or_none("text", kLongText).value_or("");
  brought.said.figures = read_figures(object);
  for (JsonObject& one : object.objects("people", static_cast<int>(store::kCluePeopleMost))) {
    store::CluePerson person;
    take(one, "name", person.name);
    take(one, "id_number", person.id_number);
    take(one, "phone", person.phone);
    person.is_reporter = one.is_true("reporter");
    person.amount = read_fen(one);
    brought.said.people.push_back(std::move(person));
  }
  take(object, "project_id", brought.project_code);
  brought.wants_notice = object.is_true("notify");
}

}  // namespace

Outcome<app::ClueBrought> read_clue_brought(std::string_view body) {
  return read_body<app::ClueBrought>(body, [&](JsonObject& object) {
    app::ClueBrought brought;
    brought.client_key = object.text("key", kClientKey);
    brought.origin.channel =
        static_cast<casework::Channel>(object.choice("channel", channels()) + 1);
    take(object, "foreign_number", brought.origin.foreign_number);
    if (const auto arrived = object.number_or_none("arrived_ms", 0, INT64_MAX))
      brought.origin.arrived = Instant{*arrived};
    read_said(object, brought);
    brought.wants_receipt = object.is_true("receipt");
    return brought;
  });
}

Outcome<app::ClueBrought> read_clue_report(std::string_view body) {
  return read_body<app::ClueBrought>(body, [&](JsonObject& object) {
    app::ClueBrought brought;
    brought.client_key = object.text("key", kClientKey);
    const std::string unit = object.text("unit_id", {.least = 1, .most = 20});
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(unit.data(), unit.data() + unit.size(), id);
    if (error != std::errc{} || end != unit.data() + unit.size() || id < 1)
      object.refuse(ProblemCode::invalid_input, "unit_id", "unit_id 应是二维码里的单位编号");
    brought.asked = access::UnitId{id};
    read_said(object, brought);
    return brought;
  });
}

Outcome<app::ClueReveal> read_clue_reveal(std::string_view body, app::ClueId clue) {
  return read_body<app::ClueReveal>(body, [&](JsonObject& object) {
    constexpr std::array kPurposes{store::RevealPurpose::handle_case,
                                   store::RevealPurpose::call_back,
                                   store::RevealPurpose::asked_by_person};
    app::ClueReveal reveal{.clue = clue, .purpose = {}, .reason = {}};
    reveal.purpose =
        kPurposes[object.choice("purpose", {"handle_case", "call_back", "asked_by_person"})];
    reveal.reason = object.text("reason", kWhy);
    return reveal;
  });
}

Outcome<ClueMergeOrder> read_clue_merge(std::string_view body) {
  return read_body<ClueMergeOrder>(body, [&](JsonObject& object) {
    ClueMergeOrder order;
    constexpr int kMost = 200;
    for (const std::string& id : object.texts("clues", kMost, {.least = 1, .most = 20}))
      order.others.push_back(clue_in(object, "clues", id));
    const bool is_likely = object.is_true("likely");
    if (order.others.empty() != is_likely)
      object.refuse(ProblemCode::invalid_input, "clues", "clues 和 likely 写且只写一个");
    order.why = object.text_or_none("why", kWhy).value_or("");
    return order;
  });
}

Outcome<std::string> read_clue_apart(std::string_view body) {
  return read_body<std::string>(body, [&](JsonObject& object) {
    std::string why = object.text("why", kWhy);
    return why;
  });
}

Outcome<app::ClueConfirmed> read_clue_confirmed(std::string_view body, app::ClueId clue) {
  return read_body<app::ClueConfirmed>(body, [&](JsonObject& object) {
    app::ClueConfirmed confirmed;
    confirmed.clue = clue;
    confirmed.matter_class =
        static_cast<casework::MatterClass>(object.choice("class", classes()) + 1);
    for (const auto& [name, place] : {std::pair{"employer", &confirmed.employer},
                                      {"employer_code", &confirmed.employer_code},
                                      {"project_name", &confirmed.project_name},
                                      {"place", &confirmed.place},
                                      {"region_code", &confirmed.region_code},
                                      {"industry", &confirmed.industry},
                                      {"project_id", &confirmed.project_code}})
      *place = object.text_or_none(name, kName);
    if (object.has("months")) confirmed.months = read_months(object);
    confirmed.amount = read_fen(object);
    confirmed.head_count = read_head_count(object);
    return confirmed;
  });
}

Outcome<OwnRating> read_own_rating(std::string_view body) {
  return read_body<OwnRating>(body, [&](JsonObject& object) {
    OwnRating rating;
    rating.code = object.text("code", {.least = 1, .most = 64});
    rating.stars = static_cast<int>(object.number("stars", 1, 5));
    return rating;
  });
}

Outcome<std::string> read_receipt_code(std::string_view body) {
  return read_body<std::string>(body, [&](JsonObject& object) {
    std::string code = object.text("code", {.least = 1, .most = 64});
    return code;
  });
}

}  // namespace qingxin::wire
