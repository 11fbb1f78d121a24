// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>

#include "book/facts.h"

namespace qingxin::book {

// The day of a row; one with a later day than as_of does not exist. Empty: it always does.
inline std::optional<Date> day_of(const RosterEntry& row) {
  return row.entered;
}
inline std::optional<Date> day_of(const Account& row) {
  return row.opened;
}
inline std::optional<Date> day_of(const PayrollLine& row) {
  return std::max(first_day(row.month), row.prepared.value_or(first_day(row.month)));
}
inline std::optional<Date> day_of(const Payment& row) {
  return row.date;
}
inline std::optional<Date> day_of(const AttendanceRow& row) {
  return first_day(row.month);
}
inline std::optional<Date> day_of(const Movement& row) {
  return row.date;
}
// A unit that comes later is not there yet.
inline std::optional<Date> day_of(const Unit& row) {
  return row.entered ? row.entered : row.contract_date;
}
inline std::optional<Date> day_of(const Dispute& row) {
  return row.opened;
}
inline std::optional<Date> day_of(const Deposit& row) {
  return row.stored;
}
inline std::optional<Date> day_of(const Board& row) {
  return row.posted;
}

template <typename AnyRows, typename Do>
void each_dated_table(AnyRows& rows, Do act) {
  act(rows.roster);
  act(rows.accounts);
  act(rows.payroll);
  act(rows.payments);
  act(rows.attendance);
  act(rows.movements);
  act(rows.units);
  act(rows.disputes);
  act(rows.deposits);
  act(rows.boards);
}

}  // namespace qingxin::book
