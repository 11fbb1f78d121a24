// SPDX-License-Identifier: Apache-2.0
#include "app/record_families.h"

#include <fmt/format.h>

#include <algorithm>

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1'000;

}  // namespace

Result<store::WholeRecord> record_of_kind(store::Store& held, oversight::RecordKind kind,
                                          RecordId id) {
  Result<store::WholeRecord> whole = held.records().whole_record(id);
  if (!whole) return whole;
  const oversight::RecordKind found = whole->record.face.kind;
  if (found == kind) return whole;
  return fail(ErrorCode::not_found,
              fmt::format("{} 不是{}，是{}", number(id), oversight::words_of(kind).chinese,
                          oversight::words_of(found).chinese));
}

Result<std::vector<KeptRecordOf>> records_like(store::Store& held,
                                               const store::RecordFilter& filter) {
  std::vector<KeptRecordOf> records;
  RecordId before{};
  while (true) {
    const Result<std::vector<store::KeptRecord>> some =
        held.records().records_before(filter, before, kAtOnce);
    if (!some) return tl::unexpected(some.error());
    for (const store::KeptRecord& kept : *some) {
      before = kept.id;
      Result<store::WholeRecord> whole = held.records().whole_record(kept.id);
      if (!whole) return tl::unexpected(whole.error());
      records.push_back({number(kept.id), std::move(whole->record)});
    }
    if (std::ssize(*some) < kAtOnce) break;
  }
  std::ranges::reverse(records);
  return records;
}

Result<std::vector<KeptRecordOf>> records_under(store::Store& held, oversight::RecordKind kind,
                                                RecordId parent) {
  store::RecordFilter filter;
  filter.kind = kind;
  filter.parent = parent;
  return records_like(held, filter);
}

Result<std::set<std::int64_t>> units_with_users(store::Store& store) {
  std::set<std::int64_t> units;
  access::UserId after{};
  while (true) {
    const Result<std::vector<store::User>> users = store.accounts().users_after(after, kAtOnce);
    if (!users) return tl::unexpected(users.error());
    for (const store::User& user : *users) {
      after = user.id;
      if (user.state == store::UserState::active) units.insert(access::number(user.unit));
    }
    if (std::ssize(*users) < kAtOnce) return units;
  }
}

std::vector<RecordOrder> orders_of(const std::vector<oversight::PlannedRecord>& planned,
                                   oversight::BodyId owner) {
  std::vector<RecordOrder> orders;
  for (const oversight::PlannedRecord& one : planned) {
    RecordOrder order;
    order.face.kind = one.kind;
    order.face.parent = one.parent;
    order.face.owner = owner;
    order.face.addressee = oversight::BodyId{one.addressee};
    order.face.industry = one.industry;
    order.face.region_code = one.region_code;
    order.event.step = first_step(one.kind);
    order.event.values = one.values;
    order.event.lines = one.lines;
    orders.push_back(std::move(order));
  }
  return orders;
}

}  // namespace qingxin::app
