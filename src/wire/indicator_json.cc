// SPDX-License-Identifier: Apache-2.0
#include "wire/indicator_json.h"

#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;

using oversight::Cell;
using oversight::FigureRow;
using oversight::Indicator;

std::string_view name_of(oversight::Better better) {
  switch (better) {
    case oversight::Better::none: return "none";
    case oversight::Better::higher: return "higher";
    case oversight::Better::lower: return "lower";
  }
  return "";
}

json::object to_json(const Indicator& indicator) {
  json::object object;
  object["name"] = text(indicator.name);
  object["chinese"] = text(indicator.chinese);
  object["formula"] = text(indicator.formula);
  object["basis"] = text_or_null(indicator.basis);
  object["measure"] = text(oversight::name_of(indicator.measure));
  object["better"] = text(name_of(indicator.better));
  object["goal"] = number_or_null(indicator.goal);
  object["goal_by"] = text_or_null(indicator.goal_by);
  return object;
}

json::value to_json(const Indicator& indicator, const std::optional<Cell>& cell) {
  if (!cell) return nullptr;
  const std::optional<std::int64_t> value = oversight::value_of(indicator, *cell);
  json::object object;
  object["part"] = cell->part;
  object["whole"] = cell->whole;
  object["unknown"] = cell->unknown;
  object["rows"] = cell->rows;
  object["value"] = number_or_null(value);
  object["text"] = oversight::value_text(indicator.measure, value);
  return object;
}

json::value reached(const Indicator& indicator, const Cell& cell) {
  switch (oversight::reached(indicator, oversight::value_of(indicator, cell))) {
    case oversight::Reached::no_goal:
    case oversight::Reached::not_known: return nullptr;
    case oversight::Reached::yes: return true;
    case oversight::Reached::no: return false;
  }
  return nullptr;
}

json::object to_json(const oversight::SnapshotCell& cell) {
  const Indicator& indicator = oversight::indicator_of(cell.indicator);
  json::object object;
  object["indicator"] = text(indicator.name);
  object["place"] = cell.code;
  object["now"] = to_json(indicator, cell.cell);
  object["before"] = to_json(indicator, cell.before);
  object["is_reached"] = reached(indicator, cell.cell);
  return object;
}

json::object to_json(const oversight::SnapshotPlace& place) {
  json::object object;
  object["code"] = place.code;
  object["name"] = place.name;
  object["parent"] = place.parent;
  return object;
}

json::object to_json(const FigureRow& row) {
  json::object object;
  object["of"] = text(oversight::name_of(row.of));
  object["id"] = id_text(row.id);
  object["label"] = text_or_null(row.label);
  object["region_code"] = text_or_null(row.region_code);
  object["industry"] = text_or_null(row.industry);
  object["unit_id"] = id_text(row.unit);
  object["funding"] = text_or_null(row.funding);
  object["month"] = row.figure.month ? json::value(to_string(*row.figure.month)) : json::value();
  object["part"] = row.figure.part;
  object["whole"] = row.figure.whole;
  object["unknown"] = row.figure.unknown;
  return object;
}

json::object to_json(const app::CorrectedRow& row) {
  const Indicator& indicator = oversight::indicator_of(row.indicator);
  json::object object;
  object["indicator"] = text(indicator.name);
  object["of"] = text(oversight::name_of(row.of));
  object["id"] = id_text(row.id);
  object["label"] = text_or_null(row.label);
  object["region_code"] = text_or_null(row.region_code);
  object["then"] = to_json(indicator, row.then);
  object["now"] = to_json(indicator, row.now);
  return object;
}

json::object to_json(const app::IndicatorOrder& order) {
  json::object object;
  object["from"] = to_string(order.from);
  object["until"] = to_string(order.until);
  object["region_code"] = text_or_null(order.region);
  object["by"] = text(oversight::name_of(order.by));
  object["known_before"] = moment(order.known_before);
  return object;
}

json::value next_of(const std::optional<std::size_t>& next) {
  return next ? json::value(std::to_string(*next)) : json::value(nullptr);
}

json::object to_json(const oversight::Priority& one, std::size_t place) {
  json::object object;
  object["place"] = place;
  object["of"] = one.of.of == oversight::Ranked::firm ? "firm" : "project";
  object["project_id"] = id_text(one.of.id);
  object["code"] = text_or_null(one.of.code);
  object["name"] = one.of.name;
  object["region_code"] = text_or_null(one.of.region_code);
  object["points"] = one.points;
  object["parts"] = array_of(one.parts, [](const oversight::PartPoints& part) {
    const oversight::PartWords& words = oversight::words_of(part.part);
    return json::object{{"part", text(words.name)}, {"chinese", text(words.chinese)},
                        {"value", part.value},      {"counted", part.counted},
                        {"weight", part.weight},    {"points", part.points}};
  });
  object["unknown"] = texts(one.of.unknown);
  return object;
}

json::object to_json(const oversight::Weights& weights) {
  json::object object;
  object["source"] = weights.source;
  object["record_id"] = id_text(weights.record);
  object["parts"] = array_of(weights.weights, [](const oversight::Weight& weight) {
    const oversight::PartWords& words = oversight::words_of(weight.part);
    return json::object{{"part", text(words.name)},
                        {"chinese", text(words.chinese)},
                        {"weight", weight.weight},
                        {"most", weight.most}};
  });
  return object;
}

json::object to_json(const oversight::PermitMatch& match) {
  json::object object;
  object["record_id"] = id_text(match.permit.id);
  object["number"] = match.permit.number;
  object["name"] = match.permit.name;
  object["firm"] = text_or_null(match.permit.firm);
  object["region_code"] = text_or_null(match.permit.region_code);
  object["industry"] = text_or_null(match.permit.industry);
  object["issued"] = day(match.permit.issued);
  object["source"] = text_or_null(match.permit.source);
  object["matched"] = text(oversight::name_of(match.matched));
  object["project_id"] = id_text(match.project);
  object["why"] = text_or_null(match.why);
  return object;
}

}  // namespace

std::string indicators_json() {
  return json::serialize(
      json::object{{"indicators", array_of(oversight::indicators(), [](const Indicator& indicator) {
                      return to_json(indicator);
                    })}});
}

std::string indicator_table_json(const app::IndicatorTable& table) {
  json::object object = to_json(table.order);
  object["before_from"] = to_string(table.before_from);
  object["before_until"] = to_string(table.before_until);
  object["festival_until"] = day(table.festival_until);
  object["indicators"] = array_of(oversight::indicators(),
                                  [](const Indicator& indicator) { return to_json(indicator); });
  object["places"] = array_of(table.table.places, [](const auto& place) { return to_json(place); });
  object["cells"] = array_of(table.table.cells, [](const auto& cell) { return to_json(cell); });
  object["notes"] = texts(table.notes);
  return json::serialize(object);
}

std::string indicator_rows_json(const app::IndicatorRows& rows, app::IndicatorId id) {
  const Indicator& indicator = oversight::indicator_of(id);
  json::object object;
  object["indicator"] = to_json(indicator);
  object["cell"] = to_json(indicator, rows.cell);
  object["items"] = array_of(rows.rows, [](const FigureRow& row) { return to_json(row); });
  object["next"] = next_of(rows.next);
  return json::serialize(object);
}

std::string corrections_json(const app::Corrections& corrections) {
  json::object object = to_json(corrections.order);
  object["known_before"] = moment(corrections.known_before);
  object["cells"] = array_of(corrections.cells, [](const auto& cell) { return to_json(cell); });
  object["rows"] = array_of(corrections.rows, [](const auto& row) { return to_json(row); });
  return json::serialize(object);
}

std::string priority_json(const app::PriorityList& list) {
  json::object object;
  object["as_of"] = to_string(list.as_of);
  object["region_code"] = text_or_null(list.order.region);
  object["weights"] = to_json(list.weights);
  object["all"] = list.all;
  json::array items;
  for (const oversight::Priority& one : list.items)
    items.push_back(to_json(one, list.order.after + items.size() + 1));
  object["items"] = std::move(items);
  object["next"] = next_of(list.next);
  object["notes"] = texts(list.notes);
  return json::serialize(object);
}

std::string coverage_json(const app::CoverageShown& shown) {
  const oversight::Coverage& coverage = shown.coverage;
  const Indicator& indicator = oversight::indicator_of(app::IndicatorId::register_coverage);
  json::object object;
  object["as_of"] = to_string(coverage.as_of);
  object["region_code"] = text_or_null(shown.order.region);
  object["formula"] = text(indicator.formula);
  object["cell"] = to_json(indicator, coverage.cell());
  object["matched"] = coverage.matched;
  object["missing"] = coverage.missing;
  object["unclear"] = coverage.unclear;
  object["newest_permit"] = day(coverage.newest);
  object["sources"] = texts(coverage.sources);
  object["not_begun"] = coverage.not_begun;
  object["ended"] = coverage.ended;
  object["projects_without_permit"] = coverage.projects_without_permit;
  object["items"] = array_of(shown.permits, [](const auto& match) { return to_json(match); });
  object["next"] = next_of(shown.next);
  return json::serialize(object);
}

std::string office_register_json(const app::OfficeRegisterImported& imported) {
  json::object object;
  object["file"] = imported.file;
  object["rows"] = imported.rows;
  object["added"] = imported.added;
  object["changed"] = imported.changed;
  object["known"] = imported.known;
  object["rejected"] = array_of(imported.rejected, [](const feeds::RejectedRow& row) {
    return json::object{{"row", row.row},
                        {"column", text_or_null(row.column)},
                        {"value", text_or_null(row.value)},
                        {"reason", row.reason}};
  });
  object["ignored_columns"] = texts(imported.ignored_columns);
  return json::serialize(object);
}

}  // namespace qingxin::wire
