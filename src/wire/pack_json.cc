// SPDX-License-Identifier: Apache-2.0
#include "wire/pack_json.h"

#include <ostream>

#include "rules/catalogue.h"
#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::value level(const std::optional<rules::Severity>& level) {
  if (!level) return nullptr;
  return text(verify::to_string(*level));
}

json::object to_json(const verify::Pack& pack, const app::DrawnCount& count) {
  json::object object;
  object["pack"] = pack.name;
  object["title"] = pack.title;
  object["digest"] = pack.digest;
  object["warnings"] = count.warnings;
  for (std::size_t i = 0; i < verify::kLevels; ++i)
    object[text(verify::to_string(static_cast<rules::Severity>(i)))] = count.by_level[i];
  return object;
}

// What totals and projects have in common.
template <typename One>
void put(const One& one, json::object& object) {
  object["rule"] = text(rules::kCatalogue[one.rule].id);
  object["change"] = text(app::name_of(one.trial));
  object["before"] = level(one.before);
  object["after"] = level(one.after);
  object["findings"] = one.findings;
  object["people"] = one.people;
  object["amount_fen"] = fen(one.amount);
}

json::object to_json(const app::TriedTotal& total) {
  json::object object;
  put(total, object);
  object["projects"] = total.projects;
  return object;
}

json::object to_json(const app::TriedRule& one) {
  json::object object;
  object["project_id"] = one.project_id;
  put(one, object);
  return object;
}

constexpr auto kToJson = [](const auto& thing) { return to_json(thing); };

std::string month_or_null(const std::optional<Month>& month) {
  return month ? "\"" + to_string(*month) + "\"" : "null";
}

}  // namespace

void write_trial_json(const app::PackTrial& trial, const verify::Pack& present,
                      const verify::Pack& tried, const app::TrialOrder& order,
                      std::string_view version, std::ostream& out) {
  out << "{\"qingxin\": " << json::serialize(text(version)) << ",\n \"as_of\": \""
      << to_string(order.as_of) << "\",\n \"first_month\": " << month_or_null(order.first_month)
      << ",\n \"last_month\": " << month_or_null(order.last_month)
      << ",\n \"empty_months\": " << json::serialize(months(trial.empty_months))
      << ",\n \"projects_judged\": " << trial.projects
      << ",\n \"present\": " << json::serialize(to_json(present, trial.present))
      << ",\n \"tried\": " << json::serialize(to_json(tried, trial.tried)) << ",\n \"totals\": [";
  write_lines(trial.totals, kToJson, out);
  out << "\n ],\n \"changes\": [";
  write_lines(trial.rules, kToJson, out);
  out << "\n ]}\n";
}

}  // namespace qingxin::wire
