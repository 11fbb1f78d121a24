// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "book/schema.h"
#include "verify/county.h"

// What a changed fact can reach: which rules ask which tables, and of how much of a project a row
// can turn them.
namespace qingxin::verify {

// What of a project a row reaches: its worker in its month, its worker in all months, everybody in
// its month, or all of it.
enum class Part : std::uint8_t { worker_month, worker, month, project };

// One bit per table, in the order of book::Table.
using TableSet = std::uint16_t;

constexpr TableSet bit_of(book::Table table) {
  return static_cast<TableSet>(1U << static_cast<unsigned>(table));
}

// The tables of which one row can turn a rule, by the part of the project that it can turn. One
// table may stand in two of them. A project's own row turns any rule everywhere, and so does a
// worker's first or last row whatever is said about him.
struct Reach {
  std::string_view rule;
  TableSet worker_month = 0, worker = 0, month = 0, project = 0;
  TableSet later = 0;   // of worker_month: those that turn the worker's next months, too
  TableSet across = 0;  // of all: rows of other projects can turn it, too

  constexpr TableSet tables(Part part) const {
    switch (part) {
      case Part::worker_month: return worker_month;
      case Part::worker: return worker;
      case Part::month: return month;
      case Part::project: return project;
    }
    return 0;
  }
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
// The names by which it is told who was paid: those of his stays, and of his lines of any month.
inline constexpr TableSet kNames = kRoster | kPayroll;
// What a worker had to get, and got: names and cards of the roster and names of the payroll tell
// who was paid.
inline constexpr TableSet kWages = kNames | kPayments;
// A row of any of these makes somebody a person of the project.
inline constexpr TableSet kPeople = kWages | kAttendance;
// Those whose rows have a worker, and those whose rows have a month, too.
inline constexpr TableSet kOfMonth = kPayroll | kPayments | kAttendance;
}  // namespace reach

// By rule id, as the catalogue.
// One a line, so that two who add one do not meet.
// clang-format off
inline constexpr std::array kReach = [] {
  using namespace reach;  // NOLINT: its words are this table's
  return std::array{
    Reach{.rule = "A01", .project = kAccounts},
    Reach{.rule = "A02", .project = kAccounts, .across = kAccounts},
    Reach{.rule = "A03", .project = kAccounts},
    Reach{.rule = "A04", .project = kAccount, .across = kAccount},
    Reach{.rule = "A05", .project = kAccount | kPeople, .across = kAccount | kRoster},
    Reach{.rule = "A06", .project = kAccount, .across = kAccount},
    Reach{.rule = "A07", .project = kAccounts | kWages, .across = kRoster},
    Reach{.rule = "A08", .month = kOfMonth, .project = kAccount | kRoster, .across = kMovements},
    Reach{.rule = "B01", .project = kBoards | kUnits},
    Reach{.rule = "D01", .project = kDeposits},
    Reach{.rule = "D02", .project = kDeposits},
    Reach{.rule = "D03", .project = kDeposits},
    Reach{.rule = "D04", .project = kDeposits},
    Reach{.rule = "F01", .project = kUnits},
    Reach{.rule = "F02", .project = kFees},
    Reach{.rule = "F03", .project = kGuarantees},
    Reach{.rule = "F04"},
    Reach{.rule = "F05", .project = kFees | kAccount, .across = kMovements},
    Reach{.rule = "F06", .project = kRoster | kPayroll | kAccount, .across = kMovements},
    Reach{.rule = "F07", .project = kDisputes | kFees | kAccount | kWages,
          .across = kMovements | kRoster},
    Reach{.rule = "L01", .worker = kRoster | kAttendance},
    Reach{.rule = "L02", .worker = kRoster},
    Reach{.rule = "L03", .worker = kRoster, .across = kRoster | kAttendance},
    Reach{.rule = "L04", .worker = kRoster | kAttendance},
    Reach{.rule = "L05", .worker = kRoster},
    Reach{.rule = "L06", .worker = kRoster},
    Reach{.rule = "L07"},
    Reach{.rule = "L08", .project = kUnits},
    Reach{.rule = "L09", .worker = kRoster, .across = kRoster},
    Reach{.rule = "W01", .worker_month = kPayments, .worker = kNames, .across = kRoster},
    Reach{.rule = "W02", .worker_month = kPayments, .worker = kNames, .across = kRoster},
    Reach{.rule = "W03"},
    Reach{.rule = "W04", .worker = kWages, .across = kRoster},
    Reach{.rule = "W05", .worker_month = kPayments, .worker = kRoster},
    Reach{.rule = "W06", .worker_month = kPayments, .worker = kRoster, .project = kAccounts},
    Reach{.rule = "W07", .worker_month = kPayments, .worker = kNames, .across = kRoster},
    Reach{.rule = "W08", .worker_month = kPayments, .worker = kPayroll,
          .month = kPayroll | kAttendance, .project = kRoster, .across = kRoster},
    Reach{.rule = "W09", .worker_month = kPayroll | kPayments, .worker = kRoster},
    Reach{.rule = "W10", .worker_month = kPayroll | kPayments, .worker = kRoster},
    Reach{.rule = "W11", .worker_month = kPayroll | kAttendance, .worker = kRoster},
    Reach{.rule = "W12", .worker_month = kPayroll, .worker = kRoster},
    Reach{.rule = "W13", .worker_month = kPayroll | kAttendance, .worker = kRoster,
          .later = kAttendance},
    Reach{.rule = "W14", .worker_month = kAttendance, .worker = kRoster, .later = kAttendance},
    Reach{.rule = "W15", .worker = kWages, .across = kRoster},
    Reach{.rule = "W16", .worker_month = kPayroll, .worker = kRoster},
    Reach{.rule = "W17", .worker_month = kAttendance, .worker = kRoster, .month = kPayroll},
    Reach{.rule = "W18", .worker_month = kPayments, .worker = kNames, .across = kRoster},
    Reach{.rule = "W19", .project = kWages, .across = kRoster},
    Reach{.rule = "X01"},
    Reach{.rule = "X02", .project = kUnits | kRoster},
    Reach{.rule = "X03", .month = kPayroll | kAttendance, .project = kRoster},
    Reach{.rule = "X04", .worker_month = kAttendance, .worker = kNames, .across = kRoster},
    Reach{.rule = "X05", .month = kPayroll | kAttendance, .project = kRoster},
    Reach{.rule = "X06", .worker = kRoster, .month = kAttendance},
  };
}();
// clang-format on

static_assert([] {
  if (kReach.size() != rules::kCatalogue.size()) return false;
  for (std::size_t i = 0; i < kReach.size(); ++i) {
    const Reach& row = kReach[i];
    if (row.rule != rules::kCatalogue[i].id) return false;
    // A row reaches no part that it does not name.
    if (((row.worker_month | row.month) & ~reach::kOfMonth) != 0) return false;
    if ((row.worker & ~reach::kPeople) != 0) return false;
  }
  return true;
}());

inline constexpr RuleSet kEveryRule = ~RuleSet{0};

constexpr RuleSet rules_that(bool (*is_so)(const Reach& reach, TableSet table), TableSet table) {
  RuleSet rules = 0;
  for (std::size_t i = 0; i < kReach.size(); ++i)
    if (is_so(kReach[i], table)) rules |= RuleSet{1} << i;
  return rules;
}

// Those that a row of the table turns in this part of its project.
template <Part kPart>
constexpr RuleSet rules_turned(book::Table table) {
  return rules_that(
      [](const Reach& reach, TableSet set) { return (reach.tables(kPart) & set) != 0; },
      bit_of(table));
}

// Those that it turns in the worker's next months, too, as long as he has come without a break.
constexpr RuleSet rules_turned_later(book::Table table) {
  return rules_that([](const Reach& reach, TableSet set) { return (reach.later & set) != 0; },
                    bit_of(table));
}

// Those that it can turn in other projects, too.
constexpr RuleSet rules_reached_across(book::Table table) {
  return rules_that([](const Reach& reach, TableSet set) { return (reach.across & set) != 0; },
                    bit_of(table));
}

// Those that say something about one worker.
inline constexpr RuleSet kRulesOfWorkers = rules_that(
    [](const Reach& reach, TableSet) { return (reach.worker_month | reach.worker) != 0; }, 0);

}  // namespace qingxin::verify
