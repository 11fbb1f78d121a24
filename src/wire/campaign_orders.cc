// SPDX-License-Identifier: Apache-2.0
#include "wire/campaign_json.h"
#include "wire/json_reader.h"

// The bodies that clients send about campaigns and what belongs to them.
namespace qingxin::wire {

namespace {

constexpr TextBounds kClientKey{.least = 1, .most = 64}, kName{.least = 1, .most = 200},
    kProse{.least = 1, .most = 20'000}, kNote{.least = 1, .most = 2'000};
constexpr int kLinesMost = 5'000, kNamesMost = 200, kListsMost = 10;

void take(JsonObject& object, std::string_view name, TextBounds bounds, std::string& place) {
  if (const auto said = object.text_or_none(name, bounds)) place = *said;
}

void take_key(JsonObject& object, std::string& key) {
  take(object, "key", kClientKey, key);
  if (const Result<void> sound = app::check_client_key(key); !sound)
    object.refuse(ProblemCode::invalid_input, "key", sound.error().message);
}

}  // namespace

Outcome<app::CampaignOrder> read_campaign_order(std::string_view body) {
  return read_body<app::CampaignOrder>(body, [](JsonObject& object) {
    app::CampaignOrder order;
    order.fresh = app::RecordId{id_or_none(object, "id").value_or(0)};
    const std::string name = object.text("plan", kName);
    constexpr int kYearLeast = 2000, kYearMost = 2099;
    order.year = static_cast<int>(object.number("year", kYearLeast, kYearMost));
    take(object, "region_code", kName, order.region);
    Result<oversight::CampaignPlan> plan = oversight::find_campaign_plan(name);
    if (plan)
      order.plan = *std::move(plan);
    else
      object.refuse(ProblemCode::invalid_input, "plan", plan.error().message);
    return order;
  });
}

Outcome<app::ReturnFiling> read_return_filing(std::string_view body, app::RecordId id) {
  return read_body<app::ReturnFiling>(body, [&](JsonObject& object) {
    app::ReturnFiling filing;
    filing.id = id;
    take_key(object, filing.key);
    filing.is_zero = object.is_true("is_zero");
    take(object, "reason", kProse, filing.reason);
    for (JsonObject& one : object.objects("lines", kLinesMost)) {
      oversight::Line line;
      line.item = one.text("item", kName);
      take(one, "answer", kProse, line.answer);
      take(one, "note", kNote, line.note);
      filing.lines.push_back(std::move(line));
    }
    return filing;
  });
}

Outcome<std::vector<std::string>> read_checklists(std::string_view body) {
  return read_body<std::vector<std::string>>(
      body, [](JsonObject& object) { return object.texts("checklists", kListsMost, kName); });
}

Outcome<app::SelfInspectionOrder> read_self_inspection(std::string_view body) {
  return read_body<app::SelfInspectionOrder>(body, [](JsonObject& object) {
    app::SelfInspectionOrder order;
    order.fresh = app::RecordId{id_or_none(object, "id").value_or(0)};
    order.project_code = object.text("project_id", kName);
    order.firm = oversight::BodyId{id_or_none(object, "addressee_id").value_or(0)};
    order.until = object.day("until");
    order.lists = object.texts("checklists", kListsMost, kName);
    order.parent = id_or_none(object, "parent_id").value_or(0);
    return order;
  });
}

Outcome<app::HazardOrder> read_hazard_order(std::string_view body, app::RecordId id) {
  return read_body<app::HazardOrder>(body, [&](JsonObject& object) {
    app::HazardOrder order;
    order.inspection = id;
    take(object, "person_in_charge", kName, order.person_in_charge);
    take(object, "measure", kProse, order.measure);
    order.until = object.day_or_none("until");
    return order;
  });
}

Outcome<app::DrawOrder> read_draw_order(std::string_view body) {
  return read_body<app::DrawOrder>(body, [](JsonObject& object) {
    app::DrawOrder order;
    order.fresh = app::RecordId{id_or_none(object, "id").value_or(0)};
    order.seed = object.text("seed", kName);
    take(object, "region_code", kName, order.region);
    take(object, "industry", kName, order.industry);
    std::string strata;
    take(object, "strata", kName, strata);
    const Result<app::Strata> read = app::strata_in(strata);
    if (read)
      order.strata = *read;
    else
      object.refuse(ProblemCode::invalid_input, "strata", read.error().message);
    constexpr int kProjectsMost = 1'000, kOfficersMost = 20;
    order.projects = static_cast<int>(object.number("projects", 1, kProjectsMost));
    order.officers = object.texts("officers", kNamesMost, kName);
    order.officers_each =
        static_cast<int>(object.number_or_none("officers_each", 2, kOfficersMost).value_or(2));
    for (JsonObject& one : object.objects("declared", kNamesMost))
      order.declared.push_back({one.text("officer", kName), one.text("with", kName)});
    order.day = object.day("day");
    order.parent = id_or_none(object, "parent_id").value_or(0);
    return order;
  });
}

Outcome<app::PairOrder> read_pair_order(std::string_view body) {
  return read_body<app::PairOrder>(body, [](JsonObject& object) {
    app::PairOrder order;
    order.persons = object.texts("persons", kNamesMost, kName);
    constexpr int kFirmsMost = 1'000;
    order.firms = static_cast<int>(object.number("firms", 1, kFirmsMost));
    take(object, "region_code", kName, order.region);
    return order;
  });
}

}  // namespace qingxin::wire
