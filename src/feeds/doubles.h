// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "book/facts.h"

namespace qingxin::feeds {

// Rejects doubled rows of one table once all its files are read. Of them the earliest stays, so
// that what is dated after as_of does not exist yet, neither as a fact nor as a contradiction; of
// the same day content decides, not place, so that the order of files and rows does not matter:
// - a project, a stay (project, employer, worker, entered), an account of a project and an
//   instalment (project, period) stand once;
// - a payroll line is doubled when project, month, employer, worker and 补发 are equal;
// - of two payments with the same serial and status one goes, if they came together or are of one
//   project; rows without a serial all stay;
// - of two movements that are equal in everything, serial included, one goes.
// An exact copy is marked as such: it hides nothing.
void reject_doubles(book::Facts& facts, book::Table table);

// A 退回 row with the serial of a 成功 row takes that payment back on its day, if they came
// together or are of one project.
void cancel_returned(book::Facts& facts);

// By content: rows of a table that either of the two may look at together have the same key, and
// few others do. 0: a row that goes with no other. The tables that have no such overload are
// compared with nothing, or held whole (projects, accounts).
std::uint64_t doubles_key(const book::Facts& facts, const book::RosterEntry& row);
std::uint64_t doubles_key(const book::Facts& facts, const book::PayrollLine& row);
std::uint64_t doubles_key(const book::Facts& facts, const book::Payment& row);
std::uint64_t doubles_key(const book::Facts& facts, const book::Movement& row);
std::uint64_t doubles_key(const book::Facts& facts, const book::LabourFee& row);

}  // namespace qingxin::feeds
