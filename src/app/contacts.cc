// SPDX-License-Identifier: Apache-2.0
#include "app/contacts.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "app/record_families.h"
#include "app/show_priority.h"

namespace qingxin::app {

namespace {

using oversight::Field;
using oversight::Record;
using oversight::RecordKind;
using oversight::RecordState;

Result<std::vector<KeptRecordOf>> standing(store::Store& held, RecordKind kind) {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.state = RecordState::standing;
  return records_like(held, filter);
}

std::vector<oversight::ContactFirm> firms_of(const PriorityList& list) {
  std::vector<oversight::ContactFirm> firms;
  for (const oversight::Priority& one : list.items)
    firms.push_back({one.of.name.empty() ? one.of.code : one.of.name, one.of.code, one.points});
  return firms;
}

RecordOrder contact_order(const oversight::ContactPair& pair, Date today) {
  RecordOrder order;
  order.face.kind = RecordKind::contact;
  order.event.step = first_step(RecordKind::contact);
  order.event.values = {{Field::name, pair.firm.name},
                        {Field::firm, pair.firm.name},
                        {Field::person_in_charge, pair.person},
                        {Field::from, to_string(today)}};
  if (!pair.firm.code.empty()) order.event.values[Field::firm_code] = pair.firm.code;
  return order;
}

}  // namespace

Result<std::vector<RecordKept>> pair_contacts(const access::Principal& who, Moment moment,
                                              const RecordDesk& desk, const PairOrder& order) {
  if (const Result<void> may = permit(who, access::Action::write_records); !may)
    return tl::unexpected(may.error());
  constexpr int kFirmsMost = 1'000;
  if (order.persons.empty()) return fail(ErrorCode::usage, "要写明由哪些人包联");
  if (order.firms < 1 || order.firms > kFirmsMost)
    return fail(ErrorCode::usage,
                fmt::format("企业数 {} 应在 1 至 {} 之间", order.firms, kFirmsMost));
  const Result<PriorityList> list =
      show_priority(who, moment, desk,
                    {.of = oversight::Ranked::firm, .region = order.region, .limit = order.firms});
  if (!list) return tl::unexpected(list.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<std::vector<KeptRecordOf>> known = standing(*held, RecordKind::contact);
  if (!known) return tl::unexpected(known.error());
  std::vector<Record> contacts;
  for (const KeptRecordOf& one : *known) contacts.push_back(one.record);
  std::vector<RecordOrder> orders;
  for (const oversight::ContactPair& pair :
       oversight::pair_contacts(firms_of(*list), order.persons, contacts))
    orders.push_back(contact_order(pair, moment.today));
  if (orders.empty()) return std::vector<RecordKept>{};
  return step_records(who, moment, desk, orders);
}

Result<std::vector<Unvisited>> unvisited_contacts(const access::Principal& who, Moment moment,
                                                  const RecordDesk& desk, int days) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (days < 1) return fail(ErrorCode::usage, fmt::format("天数 {} 应大于 0", days));
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<std::vector<KeptRecordOf>> contacts = standing(*held, RecordKind::contact);
  if (!contacts) return tl::unexpected(contacts.error());
  std::vector<Unvisited> found;
  for (const KeptRecordOf& one : *contacts) {
    const int since = oversight::days_without_visit(one.record, moment.today);
    if (since < days) continue;
    found.push_back(
        {.contact = RecordId{one.id},
         .name = std::string{oversight::text_of(one.record.values, Field::name)},
         .person = std::string{oversight::text_of(one.record.values, Field::person_in_charge)},
         .last = oversight::last_visit(one.record),
         .days = since});
  }
  std::ranges::stable_sort(found, std::ranges::greater{}, &Unvisited::days);
  return found;
}

Result<GridCoverage> grid_coverage(const access::Principal& who, Moment moment,
                                   const RecordDesk& desk, std::string_view region) {
  if (const Result<void> may = permit(who, access::Action::see_indicators); !may)
    return tl::unexpected(may.error());
  if (const Result<void> sound = check_region(region); !sound) return tl::unexpected(sound.error());
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  const Result<std::vector<KeptRecordOf>> grids = standing(*held, RecordKind::grid);
  if (!grids) return tl::unexpected(grids.error());
  std::vector<oversight::GridArea> areas;
  for (const KeptRecordOf& grid : *grids) areas.push_back(oversight::area_of(grid.id, grid.record));
  const auto projects = held->project_firms(region);
  if (!projects) return tl::unexpected(projects.error());
  GridCoverage coverage;
  for (const store::ProjectFirm& project : *projects) {
    const oversight::GridArea* area =
        oversight::area_for(areas, project.region_code, project.industry);
    coverage.without += area == nullptr ? 1 : 0;
    coverage.projects.push_back({project.code, project.name, project.region_code, project.industry,
                                 area == nullptr ? std::nullopt : std::optional{*area}});
  }
  std::ranges::stable_partition(coverage.projects,
                                [](const CoveredProject& one) { return !one.area; });
  return coverage;
}

}  // namespace qingxin::app
