// SPDX-License-Identifier: Apache-2.0
#include "wire/warnings_json.h"

#include <ostream>

#include "access/permissions.h"
#include "verify/pack.h"
#include "verify/report.h"
#include "wire/json_parts.h"
#include "wire/json_reader.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::value month(const std::optional<Month>& month) {
  if (!month) return nullptr;
  return text(to_string(*month));
}

json::string_view level(int level) {
  return text(verify::to_string(static_cast<rules::Severity>(level)));
}

json::object due(const casework::WarningDue& due) {
  json::object object;
  object["day"] = text(to_string(due.day));
  object["provisional"] = due.certainty == law::Certainty::provisional;
  object["calendar"] = due.calendar;
  return object;
}

json::object to_json(const app::KeptWarning& kept) {
  json::object object;
  object["id"] = app::to_string(kept.key);
  object["project_id"] = kept.project_code;
  object["matter"] = kept.key.matter;
  object["matter_name"] = kept.matter_name;
  object["state"] = text(casework::row_of(kept.warning.phase).name);
  object["level"] = level(kept.warning.bulk.level);
  object["people"] = kept.warning.bulk.people;
  object["months"] = kept.warning.bulk.months;
  object["amount_fen"] = fen(kept.warning.bulk.amount);
  object["rung"] = kept.warning.rung;
  object["rung_name"] = kept.rung_name;
  object["receiver"] = text(verify::name_of(static_cast<verify::Receiver>(kept.receiver)));
  object["asks"] = kept.asks;
  object["next_rung"] = kept.next_rung.empty() ? json::value(nullptr) : json::value(kept.next_rung);
  object["due"] = due(kept.warning.due);
  object["has_run_out"] = kept.warning.has_run_out;
  object["pack"] = kept.pack;
  return object;
}

json::object to_json(const store::WarningRulePart& part) {
  json::object object;
  object["rule"] = part.rule;
  object["level"] = level(part.level);
  object["findings"] = part.findings;
  object["people"] = part.people;
  object["amount_fen"] = fen(part.amount);
  object["first_month"] = month(part.first_month);
  object["last_month"] = month(part.last_month);
  return object;
}

json::object to_json(const app::WarningRecord& record) {
  json::object object;
  object["step"] = text(casework::row_of(record.step).name);
  object["day"] = text(to_string(record.day));
  object["at_ms"] = record.at.utc_ms;
  object["role"] = text(access::name_of(record.role));
  object["user_id"] = std::to_string(access::number(record.user));
  object["why"] = record.why.empty() ? json::value(nullptr) : json::value(record.why);
  object["state"] = text(casework::row_of(record.phase).name);
  object["level"] = level(record.level);
  object["rung_name"] = record.rung_name;
  object["due"] = due(record.due);
  json::array evidence;
  for (const store::WarningEvidence& file : record.evidence)
    evidence.push_back({{"name", file.name}, {"sm3", file.sm3}, {"bytes", file.bytes}});
  object["evidence"] = std::move(evidence);
  return object;
}

json::object to_json(const app::WarningChange& change) {
  json::object object;
  object["id"] = app::to_string(change.key);
  json::array steps;
  for (const casework::WarningStep step : change.steps)
    steps.emplace_back(text(casework::row_of(step).name));
  object["steps"] = std::move(steps);
  return object;
}

constexpr auto kToJson = [](const auto& thing) { return to_json(thing); };

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kWords{.least = 1, .most = 4000};
constexpr int kMostEvidence = 50;

}  // namespace

void write_warnings_json(const app::WarningPage& page, std::ostream& out) {
  out << "{\"warnings\": [";
  write_lines(page.warnings, kToJson, out);
  const json::value next = page.next.empty() ? json::value(nullptr) : json::value(page.next);
  out << "\n ],\n \"next\": " << json::serialize(next) << "}\n";
}

void write_warning_json(const app::WarningShown& shown, std::ostream& out) {
  out << "{\"warning\": " << json::serialize(to_json(shown.warning)) << ",\n \"parts\": [";
  write_lines(shown.warning.parts, kToJson, out);
  out << "\n ],\n \"findings\": "
      << json::serialize(json::value_from(shown.warning.warning.bulk.findings))
      << ",\n \"history\": [";
  write_lines(shown.history, kToJson, out);
  out << "\n ]}\n";
}

void write_warning_changes_json(std::span<const app::WarningChange> changes, std::ostream& out) {
  out << "{\"changes\": [";
  write_lines(changes, kToJson, out);
  out << "\n ]}\n";
}

std::string warnings_json(const app::WarningPage& page) {
  json::object object;
  object["items"] = array_of(page.warnings, kToJson);
  object["next"] = text_or_null(page.next);
  return json::serialize(object);
}

std::string warning_json(const app::WarningShown& shown) {
  json::object object;
  object["warning"] = to_json(shown.warning);
  object["parts"] = array_of(shown.warning.parts, kToJson);
  object["findings"] = json::value_from(shown.warning.warning.bulk.findings);
  object["history"] = array_of(shown.history, kToJson);
  return json::serialize(object);
}

std::string kept_warning_json(const app::KeptWarning& kept) {
  return json::serialize(to_json(kept));
}

Outcome<app::WarningAnswer> read_warning_answer(std::string_view body, app::WarningKey key) {
  return read_body<app::WarningAnswer>(body, [&](JsonObject& object) {
    app::WarningAnswer answer{.key = std::move(key),
                              .client_key = object.text("key", kClientKey),
                              .text = object.text("text", kWords),
                              .evidence = {}};
    for (JsonObject& file : object.objects("evidence", kMostEvidence))
      answer.evidence.push_back({file.text("name", {}), file.text("sm3", {.least = 64, .most = 64}),
                                 file.number("bytes", 0, INT64_MAX)});
    return answer;
  });
}

Outcome<app::WarningReview> read_warning_review(std::string_view body, app::WarningKey key) {
  return read_body<app::WarningReview>(body, [&](JsonObject& object) {
    app::WarningReview review{.key = std::move(key), .client_key = object.text("key", kClientKey)};
    const std::vector<std::string_view> verdicts = {"accepted", "sent_back"};
    review.verdict =
        object.choice("verdict", verdicts) == 0 ? app::Verdict::accepted : app::Verdict::sent_back;
    review.why = object.text_or_none("why", kWords).value_or("");
    return review;
  });
}

Outcome<app::WarningClearing> read_warning_clearing(std::string_view body, app::WarningKey key) {
  return read_body<app::WarningClearing>(body, [&](JsonObject& object) {
    app::WarningClearing clearing{.key = std::move(key),
                                  .client_key = object.text("key", kClientKey),
                                  .why = object.text("why", kWords)};
    return clearing;
  });
}

}  // namespace qingxin::wire
