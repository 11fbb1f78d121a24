// SPDX-License-Identifier: Apache-2.0
#include "wire/campaign_json.h"

#include <map>

#include "wire/json_parts.h"

namespace qingxin::wire {

namespace {

namespace json = boost::json;
using oversight::Field;

json::object to_json(const app::RecordKept& kept) {
  const oversight::Record& record = kept.whole.record;
  json::object object;
  object["id"] = id_text(number(kept.whole.id));
  object["kind"] = text(oversight::words_of(record.face.kind).name);
  object["number"] = text_or_null(kept.whole.number);
  object["state"] = text(oversight::words_of(record.state).name);
  object["title"] = text_or_null(oversight::title_of(record.values));
  object["due"] = day(oversight::due_of(record));
  return object;
}

json::array to_json(const std::vector<app::RecordKept>& kept) {
  return array_of(kept, [](const app::RecordKept& one) { return to_json(one); });
}

json::object to_json(const oversight::Progress& one) {
  json::object object;
  object["key"] = text_or_null(one.key);
  object["label"] = one.label;
  object["of"] = one.of;
  object["done"] = one.done;
  object["waiting"] = one.waiting;
  object["overdue"] = one.overdue;
  object["cancelled"] = one.cancelled;
  return object;
}

json::array to_json(const std::vector<oversight::Progress>& progress) {
  return array_of(progress, [](const oversight::Progress& one) { return to_json(one); });
}

json::object to_json(const oversight::BoardCell& cell) {
  json::object object;
  object["from"] = to_string(cell.period.from);
  object["until"] = to_string(cell.period.until);
  object["due"] = to_string(cell.period.due);
  object["is_provisional"] = cell.period.certainty == law::Certainty::provisional;
  object["filing"] = text(oversight::name_of(cell.filing));
  object["filing_name"] = text(oversight::in_chinese(cell.filing));
  object["record"] = id_text(cell.record);
  object["filed"] = moment(cell.filed);
  object["minutes_late"] = cell.minutes_late;
  object["is_zero"] = cell.is_zero;
  object["has_differences"] = cell.has_differences;
  return object;
}

json::object unit_json(const oversight::ReturnUnit& unit,
                       const std::vector<oversight::BoardCell>& cells) {
  json::object object;
  object["unit"] = id_text(unit.id);
  object["name"] = unit.name;
  object["has_users"] = unit.has_users;
  json::array array;
  for (const oversight::BoardCell& cell : cells)
    if (cell.unit == unit.id) array.push_back(to_json(cell));
  object["periods"] = std::move(array);
  return object;
}

json::object to_json(const oversight::SiteDifference& difference) {
  const oversight::CheckItem* item = oversight::find_item(difference.line.item);
  json::object object;
  object["item"] = difference.line.item;
  object["name"] = item == nullptr ? difference.line.item : item->name;
  object["difference"] = text(oversight::name_of(difference.difference));
  object["difference_name"] = text(oversight::in_chinese(difference.difference));
  object["answer"] = text_or_null(difference.line.answer);
  object["told"] = text_or_null(difference.line.told);
  object["note"] = text_or_null(difference.line.note);
  object["photos"] = texts(difference.line.photos);
  return object;
}

json::array to_json(const oversight::Drawn& drawn) {
  return array_of(drawn.projects, [](const oversight::DrawnProject& project) {
    json::object object;
    object["project"] = project.code;
    object["officers"] =
        array_of(project.officers, [](std::int64_t officer) { return id_text(officer); });
    return object;
  });
}

}  // namespace

std::string campaign_made_json(const app::CampaignMade& made) {
  json::object object;
  object["records"] = to_json(made.records);
  object["notes"] = texts(made.notes);
  return json::serialize(object);
}

std::string campaign_progress_json(const app::CampaignProgress& progress) {
  json::object object;
  object["id"] = id_text(number(progress.campaign.id));
  object["name"] = text(oversight::text_of(progress.campaign.record.values, Field::name));
  object["state"] = text(oversight::words_of(progress.campaign.record.state).name);
  object["as_of"] = to_string(progress.as_of);
  object["by_stage"] = to_json(progress.by_stage);
  object["by_unit"] = to_json(progress.by_unit);
  object["by_industry"] = to_json(progress.by_industry);
  return json::serialize(object);
}

std::string campaign_summary_json(const std::string& summary) {
  json::object object;
  object["summary"] = summary;
  return json::serialize(object);
}

std::string return_board_json(const app::ShownBoard& shown) {
  const oversight::ReturnBoard& board = shown.board;
  json::object object;
  object["campaign"] = id_text(number(shown.campaign));
  object["name"] = shown.name;
  object["as_of"] = moment(shown.as_of);
  object["due_hour"] = shown.plan.due_hour;
  object["festival_eve"] = day(shown.schedule.festival_eve);
  object["provisional"] = texts(shown.schedule.provisional);
  for (const auto& [name, count] : {std::pair{"due", board.due},
                                    {"on_time", board.on_time},
                                    {"late", board.late},
                                    {"missing", board.missing},
                                    {"zero", board.zero}})
    object[name] = count;
  object["units"] = array_of(
      board.units, [&](const oversight::ReturnUnit& unit) { return unit_json(unit, board.cells); });
  return json::serialize(object);
}

std::string returns_opened_json(const app::ReturnsOpened& opened) {
  json::object object;
  object["records"] = to_json(opened.records);
  object["notes"] = texts(opened.notes);
  return json::serialize(object);
}

std::string checklists_json(const law::Law& law) {
  json::object object;
  object["items"] = array_of(oversight::all_checklists(), [&](const oversight::Checklist& list) {
    json::object one;
    one["name"] = list.name;
    one["title"] = list.title;
    one["source"] = list.source;
    one["items"] = array_of(list.items, [&](const oversight::CheckItem& item) {
      json::object asked;
      asked["id"] = item.id;
      asked["name"] = item.name;
      asked["question"] = item.question;
      asked["basis"] = oversight::basis_of(item, law);
      asked["rules"] = texts(item.rules);
      return asked;
    });
    return one;
  });
  return json::serialize(object);
}

std::string site_comparison_json(const app::SiteComparison& comparison) {
  json::object object;
  object["id"] = id_text(number(comparison.inspection.id));
  object["items"] = comparison.items;
  object["answered"] = comparison.answered;
  object["differences"] =
      array_of(comparison.differences,
               [](const oversight::SiteDifference& difference) { return to_json(difference); });
  return json::serialize(object);
}

std::string records_kept_json(const std::vector<app::RecordKept>& kept) {
  json::object object;
  object["items"] = to_json(kept);
  return json::serialize(object);
}

std::string draw_made_json(const app::DrawMade& made) {
  json::object object;
  object["draw"] = to_json(made.draw);
  object["projects"] = to_json(made.drawn);
  object["inspections"] = to_json(made.inspections);
  object["notes"] = texts(made.notes);
  return json::serialize(object);
}

std::string draw_checked_json(const app::DrawChecked& checked) {
  json::object object;
  object["id"] = id_text(number(checked.draw.id));
  object["seed"] = text(oversight::text_of(checked.draw.record.values, Field::seed));
  object["is_sound"] = checked.check.is_sound();
  object["is_digest_same"] = checked.check.is_digest_same;
  object["kept"] = to_json(checked.check.kept);
  object["again"] = to_json(checked.check.again);
  return json::serialize(object);
}

std::string unvisited_json(const std::vector<app::Unvisited>& contacts) {
  json::object object;
  object["items"] = array_of(contacts, [](const app::Unvisited& contact) {
    json::object one;
    one["id"] = id_text(number(contact.contact));
    one["name"] = contact.name;
    one["person"] = contact.person;
    one["last_visit"] = day(contact.last);
    one["days"] = contact.days;
    return one;
  });
  return json::serialize(object);
}

std::string grid_coverage_json(const app::GridCoverage& coverage) {
  json::object object;
  object["without"] = coverage.without;
  object["projects"] = array_of(coverage.projects, [](const app::CoveredProject& project) {
    json::object one;
    one["project"] = project.code;
    one["name"] = text_or_null(project.name);
    one["region_code"] = text_or_null(project.region_code);
    one["industry"] = text_or_null(project.industry);
    one["grid"] = id_text(project.area ? project.area->id : 0);
    one["grid_name"] = text_or_null(project.area ? project.area->name : std::string{});
    one["person"] = text_or_null(project.area ? project.area->person : std::string{});
    return one;
  });
  return json::serialize(object);
}

}  // namespace qingxin::wire
