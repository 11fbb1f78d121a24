// SPDX-License-Identifier: Apache-2.0
#include "wire/listing_json.h"

#include "wire/finding_json.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

json::object to_json(const app::ListedProject& project) {
  json::object object;
  object["id"] = id_text(number(project.id));
  object["project_id"] = project.code;
  object["name"] = text_or_null(project.name);
  object["region"] = text_or_null(project.region_code);
  object["industry"] = text_or_null(project.industry);
  object["as_of"] = or_null(project.as_of, {});
  json::object open;
  for (std::size_t at = 0; at < project.open_by_colour.size(); ++at)
    open[text(verify::to_string(static_cast<rules::Severity>(at)))] = project.open_by_colour[at];
  open["unjudged"] = project.unjudged;
  object["open"] = std::move(open);
  return object;
}

json::object to_json(const app::ListedFinding& found, bool is_for_unit) {
  json::object object = wire::to_json(found.finding, is_for_unit, false, {});
  object["key"] = app::to_string(found.key);
  object["is_open"] = found.is_open;
  object["version"] = found.version;
  object["has_rows"] = found.has_rows;
  return object;
}

json::object to_json(const store::FindingEvent& event) {
  json::object object;
  object["version"] = event.version;
  object["event"] = text(store::to_string(event.kind));
  object["as_of"] = to_string(event.as_of);
  object["at"] = moment(event.at);
  object["verdict"] = text(verify::to_string(static_cast<rules::Verdict>(event.verdict)));
  object["severity"] = text(verify::to_string(static_cast<rules::Severity>(event.severity)));
  object["amount_fen"] = or_null(event.amount);
  object["since"] = or_null(event.since, {});
  return object;
}

json::value cursor(const std::string& next) {
  return text_or_null(next);
}

}  // namespace

std::string project_json(const app::ListedProject& project) {
  return json::serialize(to_json(project));
}

std::string projects_json(const app::ProjectPage& page) {
  json::array items;
  for (const app::ListedProject& project : page.projects) items.push_back(to_json(project));
  return json::serialize(json::object{{"items", std::move(items)}, {"next", cursor(page.next)}});
}

std::string findings_json(const app::FindingPage& page) {
  json::array items;
  for (const app::ListedFinding& found : page.findings)
    items.push_back(to_json(found, page.is_for_unit));
  return json::serialize(json::object{{"items", std::move(items)},
                                      {"next", cursor(page.next)},
                                      {"as_of", or_null(page.as_of, {})}});
}

std::string finding_json(const app::FindingShown& shown) {
  json::object object = to_json(shown.found, shown.is_for_unit);
  json::array history;
  for (const store::FindingEvent& event : shown.history) history.push_back(to_json(event));
  object["history"] = std::move(history);
  return json::serialize(object);
}

}  // namespace qingxin::wire
