// SPDX-License-Identifier: Apache-2.0
#include "app/campaigns.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/field_fault.h"
#include "app/permit.h"
#include "app/record_families.h"
#include "app/return_board.h"
#include "app/units.h"
#include "law/parameters.h"
#include "oversight/plan_files.h"

namespace qingxin::app {

namespace {

using oversight::BodyId;
using oversight::Field;
using oversight::MemberUnit;
using oversight::RecordKind;

constexpr int kUnitsAtOnce = 1'000;
constexpr int kYearLeast = 2000, kYearMost = 2099;

bool is_asked(const store::Unit& unit, const oversight::PlannedMember& member,
              std::string_view region) {
  const bool is_body =
      unit.kind == store::UnitKind::office || unit.kind == store::UnitKind::authority;
  return is_body && unit.region_code.starts_with(region) &&
         std::ranges::any_of(member.words, [&](const std::string& word) {
           return unit.name.find(word) != std::string::npos;
         });
}

// Each unit once: as the first kind of body of which it is one.
Result<std::vector<MemberUnit>> member_units(store::Store& held,
                                             const oversight::CampaignPlan& plan,
                                             std::string_view region) {
  std::vector<MemberUnit> members;
  access::UnitId after{};
  while (true) {
    const Result<std::vector<store::Unit>> units = held.units_after(after, kUnitsAtOnce);
    if (!units) return tl::unexpected(units.error());
    for (const store::Unit& unit : *units) {
      after = unit.id;
      const auto member = std::ranges::find_if(
          plan.members, [&](const auto& one) { return is_asked(unit, one, region); });
      if (member != plan.members.end())
        members.push_back({member->name, access::number(unit.id), unit.name});
    }
    if (std::ssize(*units) < kUnitsAtOnce) return members;
  }
}

// Writing alone is also an enterprise's.
Result<void> permit_office(const access::Principal& who) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may) return may;
  return permit(who, access::Action::write_records);
}

Result<CampaignMade> keep(const access::Principal& who, Moment moment, const RecordDesk& desk,
                          oversight::CampaignDraft draft, BodyId owner, RecordId fresh) {
  std::vector<RecordOrder> orders = orders_of(draft.records, owner);
  orders.front().fresh = fresh;  // the campaign
  Result<std::vector<RecordKept>> kept = step_records(who, moment, desk, orders);
  if (!kept) return tl::unexpected(kept.error());
  return CampaignMade{*std::move(kept), std::move(draft.notes)};
}

// What a campaign consists of.
struct Parts {
  store::WholeRecord campaign;
  std::vector<KeptRecordOf> stages, members, teams, tasks;
};

// Tasks stand under the campaign or one of its stages.
Result<void> add_tasks(store::Store& held, RecordId parent, std::vector<KeptRecordOf>& tasks) {
  Result<std::vector<KeptRecordOf>> some = records_under(held, RecordKind::task, parent);
  if (!some) return tl::unexpected(some.error());
  std::ranges::move(*some, std::back_inserter(tasks));
  return {};
}

Result<Parts> parts_of(store::Store& held, RecordId id) {
  Parts parts;
  Result<store::WholeRecord> campaign = record_of_kind(held, RecordKind::campaign, id);
  if (!campaign) return tl::unexpected(campaign.error());
  parts.campaign = *std::move(campaign);
  for (const auto& [kind, place] : {std::pair{RecordKind::stage, &parts.stages},
                                    {RecordKind::member, &parts.members},
                                    {RecordKind::team, &parts.teams}}) {
    Result<std::vector<KeptRecordOf>> some = records_under(held, kind, id);
    if (!some) return tl::unexpected(some.error());
    *place = *std::move(some);
  }
  if (const Result<void> added = add_tasks(held, id, parts.tasks); !added)
    return tl::unexpected(added.error());
  for (const KeptRecordOf& stage : parts.stages)
    if (const Result<void> added = add_tasks(held, RecordId{stage.id}, parts.tasks); !added)
      return tl::unexpected(added.error());
  return parts;
}

// The one that was made before, with what stands under it by now.
Result<CampaignMade> as_made(store::Store& held, const store::WholeRecord& known,
                             const CampaignOrder& order) {
  const bool is_same =
      known.record.face.kind == RecordKind::campaign &&
      oversight::number_of(known.record.events.front().values, Field::year) == order.year;
  if (!is_same)
    return fail(ErrorCode::conflict,
                fmt::format("编号 {} 已经是另一条记录；请换一个编号", number(order.fresh)));
  const Result<Parts> parts = parts_of(held, known.id);
  if (!parts) return tl::unexpected(parts.error());
  CampaignMade made{.records = {{known, store::Kept::already}}, .notes = {}};
  for (const auto* some : {&parts->stages, &parts->members, &parts->teams, &parts->tasks})
    for (const KeptRecordOf& one : *some) {
      Result<store::WholeRecord> whole = held.records().whole_record(RecordId{one.id});
      if (!whole) return tl::unexpected(whole.error());
      made.records.push_back({*std::move(whole), store::Kept::already});
    }
  return made;
}

// Bodies whose part has ended, and those that the register does not have any more.
Result<std::vector<oversight::EndedBody>> ended_bodies(const RecordDesk& desk, const Parts& parts) {
  std::map<std::int64_t, std::string> ended;
  std::vector<const std::vector<KeptRecordOf>*> all{&parts.members, &parts.tasks, &parts.teams};
  for (const std::vector<KeptRecordOf>* records : all)
    for (const KeptRecordOf& one : *records) {
      const auto unit = static_cast<std::int64_t>(one.record.face.addressee);
      if (unit == 0 || ended.contains(unit)) continue;
      const Result<store::Unit> known = desk.store->unit(access::UnitId{unit});
      if (!known && known.error().code != ErrorCode::not_found)
        return tl::unexpected(known.error());
      const bool has_left = one.record.face.kind == RecordKind::member &&
                            one.record.state == oversight::RecordState::ended;
      if (!known || has_left) ended[unit] = known ? known->name : fmt::format("单位 {}", unit);
    }
  std::vector<oversight::EndedBody> bodies;
  for (auto& [unit, name] : ended) bodies.push_back({unit, std::move(name)});
  return bodies;
}

Result<void> check_no_next(store::Store& held, RecordId id) {
  store::RecordFilter filter;
  filter.kind = RecordKind::campaign;
  const Result<std::vector<KeptRecordOf>> campaigns = records_like(held, filter);
  if (!campaigns) return tl::unexpected(campaigns.error());
  for (const KeptRecordOf& one : *campaigns)
    if (one.record.state != oversight::RecordState::cancelled &&
        oversight::number_of(one.record.values, Field::earlier) == number(id))
      return fail(ErrorCode::conflict, fmt::format("下一年的已经建了：{}；不要的先取消", one.id));
  return {};
}

std::map<std::string, std::string> unit_names(const RecordDesk& desk,
                                              const std::vector<KeptRecordOf>& records) {
  std::map<std::string, std::string> names;
  for (const KeptRecordOf& one : records) {
    const auto id = static_cast<std::int64_t>(one.record.face.addressee);
    if (id == 0 || names.contains(std::to_string(id))) continue;
    const Result<store::Unit> unit = desk.store->unit(access::UnitId{id});
    names[std::to_string(id)] = unit ? unit->name : fmt::format("单位 {}", id);
  }
  return names;
}

std::map<std::string, std::string> stage_names(const Parts& parts) {
  std::map<std::string, std::string> names{{std::to_string(number(parts.campaign.id)), "不分阶段"}};
  for (const KeptRecordOf& stage : parts.stages)
    names[std::to_string(stage.id)] = oversight::text_of(stage.record.values, Field::name);
  return names;
}

// What was recorded under the campaign or any of its stages.
Result<std::vector<KeptRecordOf>> under_all(store::Store& held, RecordKind kind,
                                            const Parts& parts) {
  Result<std::vector<KeptRecordOf>> all = records_under(held, kind, parts.campaign.id);
  if (!all) return all;
  for (const KeptRecordOf& stage : parts.stages) {
    Result<std::vector<KeptRecordOf>> some = records_under(held, kind, RecordId{stage.id});
    if (!some) return some;
    std::ranges::move(*some, std::back_inserter(*all));
  }
  return all;
}

// Inspections stand under a draw as well, hazards under their inspection.
Result<void> add_inspections(store::Store& held, const Parts& parts,
                             oversight::CampaignFacts& facts) {
  const auto take = [](Result<std::vector<KeptRecordOf>> some,
                       std::vector<KeptRecordOf>& place) -> Result<void> {
    if (!some) return tl::unexpected(some.error());
    std::ranges::move(*some, std::back_inserter(place));
    return {};
  };
  if (auto taken = take(under_all(held, RecordKind::inspection, parts), facts.inspections); !taken)
    return taken;
  const auto draws = under_all(held, RecordKind::draw, parts);
  if (!draws) return tl::unexpected(draws.error());
  for (const KeptRecordOf& draw : *draws)
    if (auto taken =
            take(records_under(held, RecordKind::inspection, RecordId{draw.id}), facts.inspections);
        !taken)
      return taken;
  if (auto taken = take(under_all(held, RecordKind::hazard, parts), facts.hazards); !taken)
    return taken;
  for (const KeptRecordOf& inspection : facts.inspections)
    if (auto taken =
            take(records_under(held, RecordKind::hazard, RecordId{inspection.id}), facts.hazards);
        !taken)
      return taken;
  return {};
}

}  // namespace

Result<oversight::CampaignPlan> campaign_plan_in(const std::string& name_or_file) {
  if (!name_or_file.ends_with(".toml"))
    return oversight::find_campaign_plan(name_or_file.empty() ? "winter" : name_or_file);
  const Result<oversight::PlanFile> file = oversight::read_plan_file(name_or_file);
  if (!file) return tl::unexpected(file.error());
  return oversight::read_campaign(file->text, file->path);
}

Result<CampaignMade> make_campaign(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, const CampaignOrder& order) {
  if (const Result<void> may = permit_office(who); !may) return tl::unexpected(may.error());
  if (order.year < kYearLeast || order.year > kYearMost)
    return fail(ErrorCode::usage,
                fmt::format("年度 {} 应在 {} 至 {} 之间", order.year, kYearLeast, kYearMost));
  if (const Result<void> sound = check_region(order.region); !sound)
    return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  if (order.fresh != RecordId{}) {
    const Result<store::WholeRecord> known = held->records().whole_record(order.fresh);
    if (known) return as_made(*held, *known, order);
    if (known.error().code != ErrorCode::not_found) return tl::unexpected(known.error());
  }
  std::string region = order.region;
  const access::UnitId own = acting_unit(who);
  if (const Result<store::Unit> unit = desk.store->unit(own); region.empty() && unit)
    region = unit->region_code;
  const Result<std::vector<MemberUnit>> units =
      member_units(*held, order.plan, law::region_prefix(region));
  if (!units) return tl::unexpected(units.error());
  Result<oversight::CampaignDraft> draft =
      oversight::draft_of(order.plan, order.year, *units, desk.law->calendar);
  if (!draft) return tl::unexpected(draft.error());
  for (oversight::PlannedRecord& record : draft->records)
    if (record.region_code.empty() && record.addressee == 0) record.region_code = order.region;
  return keep(who, moment, desk, *std::move(draft), BodyId{}, order.fresh);
}

Result<CampaignMade> make_next_campaign(const access::Principal& who, Moment moment,
                                        const RecordDesk& desk, RecordId campaign) {
  if (const Result<void> may = permit_office(who); !may) return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<Parts> parts = parts_of(*held, campaign);
  if (!parts) return tl::unexpected(parts.error());
  if (const Result<void> none = check_no_next(*held, campaign); !none)
    return tl::unexpected(none.error());
  const auto ended = ended_bodies(desk, *parts);
  if (!ended) return tl::unexpected(ended.error());
  std::vector<KeptRecordOf> all;
  for (const std::vector<KeptRecordOf>* some :
       {&parts->stages, &parts->members, &parts->teams, &parts->tasks})
    std::ranges::copy(*some, std::back_inserter(all));
  Result<oversight::CampaignDraft> draft = oversight::next_campaign(
      {number(campaign), parts->campaign.record}, all, *ended, desk.law->calendar);
  if (!draft) return tl::unexpected(draft.error());
  return keep(who, moment, desk, *std::move(draft), parts->campaign.record.face.owner, {});
}

Result<CampaignProgress> campaign_progress(const access::Principal& who, Moment moment,
                                           const RecordDesk& desk, RecordId campaign) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<Parts> parts = parts_of(*held, campaign);
  if (!parts) return tl::unexpected(parts.error());
  using oversight::ProgressBy;
  CampaignProgress progress{.campaign = parts->campaign,
                            .as_of = moment.today,
                            .by_stage = {},
                            .by_unit = {},
                            .by_industry = {}};
  progress.by_stage =
      oversight::progress_of(parts->tasks, ProgressBy::stage, moment.today, stage_names(*parts));
  progress.by_unit = oversight::progress_of(parts->tasks, ProgressBy::unit, moment.today,
                                            unit_names(desk, parts->tasks));
  progress.by_industry =
      oversight::progress_of(parts->tasks, ProgressBy::industry, moment.today, {});
  return progress;
}

Result<std::string> campaign_summary(const access::Principal& who, Moment moment,
                                     const RecordDesk& desk, RecordId campaign) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<Parts> parts = parts_of(*held, campaign);
  if (!parts) return tl::unexpected(parts.error());
  oversight::CampaignFacts facts;
  facts.as_of = moment.today;
  facts.names = unit_names(desk, parts->tasks);
  Result<std::vector<KeptRecordOf>> publicity = under_all(*held, RecordKind::publicity, *parts);
  if (!publicity) return tl::unexpected(publicity.error());
  facts.publicity = *std::move(publicity);
  if (const Result<void> added = add_inspections(*held, *parts, facts); !added)
    return tl::unexpected(added.error());
  if (oversight::return_plan_of(parts->campaign.record)) {
    Result<ShownBoard> board = return_board(who, moment, desk, campaign);
    if (!board) return tl::unexpected(board.error());
    facts.returns = std::move(board->board);
  }
  facts.stages = std::move(parts->stages);
  facts.tasks = std::move(parts->tasks);
  return oversight::summary_draft(parts->campaign.record, facts);
}

}  // namespace qingxin::app
