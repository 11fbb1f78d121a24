// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "app/record_desk.h"
#include "oversight/campaign.h"

// What use cases over several records of the office share.
namespace qingxin::app {

using oversight::KeptRecordOf;

// One record of a kind. Error: not_found, also where it is of another kind.
Result<store::WholeRecord> record_of_kind(store::Store& held, oversight::RecordKind kind,
                                          RecordId id);
// All of a kind that stand under that one, the oldest first, each in full.
Result<std::vector<KeptRecordOf>> records_under(store::Store& held, oversight::RecordKind kind,
                                                RecordId parent);
// Those of a filter, the oldest first, each in full.
Result<std::vector<KeptRecordOf>> records_like(store::Store& held,
                                               const store::RecordFilter& filter);

// Units of which somebody active has an account.
Result<std::set<std::int64_t>> units_with_users(store::Store& store);

// What was planned, as orders that begin it.
std::vector<RecordOrder> orders_of(const std::vector<oversight::PlannedRecord>& planned,
                                   oversight::BodyId owner);

}  // namespace qingxin::app
