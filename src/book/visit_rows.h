// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include "base/check.h"
#include "book/facts.h"

namespace qingxin::book {

// Shows the rows of a table, which have a type each.
template <typename AnyFacts, typename Look>
auto visit_rows(AnyFacts& facts, Table table, Look look) {
  switch (table) {
    case Table::projects: return look(facts.projects);
    case Table::units: return look(facts.units);
    case Table::roster: return look(facts.roster);
    case Table::accounts: return look(facts.accounts);
    case Table::payroll: return look(facts.payroll);
    case Table::payments: return look(facts.payments);
    case Table::attendance: return look(facts.attendance);
    case Table::movements: return look(facts.movements);
    case Table::labour_fees: return look(facts.labour_fees);
    case Table::disputes: return look(facts.disputes);
    case Table::deposits: return look(facts.deposits);
    case Table::guarantees: return look(facts.guarantees);
    case Table::boards: return look(facts.boards);
  }
  check(false);
  return look(facts.boards);
}

// Of what visit_rows() shows.
template <typename AnyRows>
using RowOf = typename std::remove_cvref_t<AnyRows>::value_type;

}  // namespace qingxin::book
