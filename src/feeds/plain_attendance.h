// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "feeds/cells.h"
#include "feeds/header.h"
#include "feeds/sheet.h"
#include "feeds/tables.h"

namespace qingxin::feeds {

// Reads those rows of an attendance sheet that are written as nearly all are: a project that stands
// in the row above too, an identity card's number, a plain date or month, hours and passes in
// digits, times as 07:30, day cells with hours or a mark of the list. A table of this kind has more
// rows than all others together, so these few forms have a way of their own; what it makes of a row
// is what read_row() makes of it.
class PlainAttendance {
 public:
  PlainAttendance(const Layout& layout, Intake& intake) : layout_(&layout), intake_(&intake) {}

  // Whether the row became facts. If not, nothing happened, and the row is for read_row().
  bool take(const SheetRow& row, book::Source source);

 private:
  bool take_day(const SheetRow& row, book::AttendanceRow seen, std::string_view number);
  bool take_month(const SheetRow& row, book::AttendanceRow seen, std::string_view number);
  const Cell& cell(const SheetRow& row, book::ColumnIndex column) const;

  const Layout* layout_;
  Intake* intake_;
  DateMemory dates_;
};

}  // namespace qingxin::feeds
