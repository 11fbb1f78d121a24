// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "book/schema.h"
#include "verify/county.h"

// What a changed fact can reach: which rules ask which tables, and of whom one finding of each
// rule is.
namespace qingxin::verify {

enum class Grain : std::uint8_t { worker_month, worker, project_month, project };

// One bit per table, in the order of book::Table.
using TableSet = std::uint16_t;

constexpr TableSet bit_of(book::Table table) {
  return static_cast<TableSet>(1U << static_cast<unsigned>(table));
}

struct Reach {
  std::string_view rule;
  Grain grain;
  TableSet asks;        // tables of which one row can turn it; a project's own row turns any rule
  TableSet across = 0;  // of these, rows of other projects can turn it too
};

namespace reach {
inline constexpr TableSet kUnits = bit_of(book::Table::units);
inline constexpr TableSet kRoster = bit_of(book::Table::roster);
inline constexpr TableSet kAccounts = bit_of(book::Table::accounts);
inline constexpr TableSet kPayroll = bit_of(book::Table::payroll);
inline constexpr TableSet kPayments = bit_of(book::Table::payments);
inline constexpr TableSet kAttendance = bit_of(book::Table::attendance);
inline constexpr TableSet kMovements = bit_of(book::Table::movements);
inline constexpr TableSet kFees = bit_of(book::Table::labour_fees);
inline constexpr TableSet kDisputes = bit_of(book::Table::disputes);
inline constexpr TableSet kDeposits = bit_of(book::Table::deposits);
inline constexpr TableSet kGuarantees = bit_of(book::Table::guarantees);
inline constexpr TableSet kBoards = bit_of(book::Table::boards);
// What came into the wage account, and left it.
inline constexpr TableSet kAccount = kAccounts | kMovements;
// What a worker had to get, and got: names and cards of the roster and names of the payroll tell
// who was paid.
inline constexpr TableSet kWages = kRoster | kPayroll | kPayments;
// A row of any of these makes somebody a person of the project.
inline constexpr TableSet kPeople = kWages | kAttendance;
}  // namespace reach

// By rule id, as the catalogue.
// One a line, so that two who add one do not meet.
// clang-format off
inline constexpr std::array kReach = [] {
  using namespace reach;  // NOLINT: its words are this table's
  return std::array{
    Reach{"A01", Grain::project, kAccounts},
    Reach{"A02", Grain::project, kAccounts, kAccounts},
    Reach{"A03", Grain::project, kAccounts},
    Reach{"A04", Grain::project, kAccount, kAccount},
    Reach{"A05", Grain::project_month, kAccount | kPeople, kAccount | kRoster},
    Reach{"A06", Grain::project_month, kAccount, kAccount},
    Reach{"A07", Grain::project, kAccounts | kWages, kRoster},
    Reach{"A08", Grain::project_month, kAccount | kPeople, kMovements},
    Reach{"B01", Grain::project, kBoards | kUnits},
    Reach{"D01", Grain::project, kDeposits},
    Reach{"D02", Grain::project, kDeposits},
    Reach{"D03", Grain::project, kDeposits},
    Reach{"D04", Grain::project, kDeposits},
    Reach{"F01", Grain::project, kUnits},
    Reach{"F02", Grain::project, kFees},
    Reach{"F03", Grain::project, kGuarantees},
    Reach{"F04", Grain::project, 0},
    Reach{"F05", Grain::project, kFees | kAccount, kMovements},
    Reach{"F06", Grain::project, kRoster | kPayroll | kAccount, kMovements},
    Reach{"F07", Grain::project, kDisputes | kFees | kAccount | kWages, kMovements | kRoster},
    Reach{"L01", Grain::worker, kRoster | kAttendance},
    Reach{"L02", Grain::worker, kPeople},
    Reach{"L03", Grain::worker, kPeople, kRoster | kAttendance},
    Reach{"L04", Grain::worker, kPeople},
    Reach{"L05", Grain::worker, kRoster},
    Reach{"L06", Grain::worker, kRoster},
    Reach{"L07", Grain::project, 0},
    Reach{"L08", Grain::project, kUnits},
    Reach{"L09", Grain::worker, kRoster, kRoster},
    Reach{"W01", Grain::worker_month, kWages, kRoster},
    Reach{"W02", Grain::worker_month, kWages, kRoster},
    Reach{"W03", Grain::project, 0},
    Reach{"W04", Grain::worker, kWages, kRoster},
    Reach{"W05", Grain::worker_month, kRoster | kPayments},
    Reach{"W06", Grain::worker_month, kRoster | kPayments | kAccounts},
    Reach{"W07", Grain::worker_month, kWages, kRoster},
    Reach{"W08", Grain::project_month, kPeople, kRoster},
    Reach{"W09", Grain::worker_month, kWages},
    Reach{"W10", Grain::worker_month, kWages},
    Reach{"W11", Grain::worker_month, kRoster | kPayroll | kAttendance},
    Reach{"W12", Grain::worker_month, kRoster | kPayroll},
    Reach{"W13", Grain::worker_month, kRoster | kPayroll | kAttendance},
    Reach{"W14", Grain::worker_month, kRoster | kAttendance},
    Reach{"W15", Grain::worker, kWages, kRoster},
    Reach{"W16", Grain::worker_month, kRoster | kPayroll},
    Reach{"W17", Grain::project_month, kRoster | kPayroll | kAttendance},
    Reach{"W18", Grain::worker_month, kWages, kRoster},
    Reach{"W19", Grain::project, kWages, kRoster},
    Reach{"X01", Grain::project, 0},
    Reach{"X02", Grain::project, kUnits | kRoster},
    Reach{"X03", Grain::project_month, kRoster | kPayroll | kAttendance},
    Reach{"X04", Grain::worker, kPeople, kRoster},
    Reach{"X05", Grain::project_month, kRoster | kPayroll | kAttendance},
    Reach{"X06", Grain::project_month, kRoster | kAttendance},
  };
}();
// clang-format on

static_assert([] {
  if (kReach.size() != rules::kCatalogue.size()) return false;
  for (std::size_t i = 0; i < kReach.size(); ++i)
    if (kReach[i].rule != rules::kCatalogue[i].id) return false;
  return true;
}());

inline constexpr RuleSet kEveryRule = ~RuleSet{0};

constexpr RuleSet rules_asking(book::Table table) {
  if (table == book::Table::projects) return kEveryRule;
  RuleSet rules = 0;
  for (std::size_t i = 0; i < kReach.size(); ++i)
    if ((kReach[i].asks & bit_of(table)) != 0) rules |= RuleSet{1} << i;
  return rules;
}

// Those that a row of the table can turn in other projects, too.
constexpr RuleSet rules_reached_across(book::Table table) {
  RuleSet rules = 0;
  for (std::size_t i = 0; i < kReach.size(); ++i)
    if ((kReach[i].across & bit_of(table)) != 0) rules |= RuleSet{1} << i;
  return rules;
}

}  // namespace qingxin::verify
