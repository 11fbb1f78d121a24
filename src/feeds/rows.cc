// SPDX-License-Identifier: Apache-2.0
#include "feeds/rows.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "feeds/plain_attendance.h"

namespace qingxin::feeds {

using book::Table;

namespace {

bool is_blank(const SheetRow& row, std::int16_t at) {
  if (at < 0 || static_cast<std::size_t>(at) >= row.cells.size()) return true;
  const Cell& cell = row.cells[static_cast<std::size_t>(at)];
  return cell.text.empty() && cell.form != CellForm::formula_without_value;
}

// Nothing in any column that the table has; notes beside the table are no facts.
bool is_blank(const SheetRow& row, const Layout& layout) {
  return row.fault.empty() &&
         std::ranges::all_of(layout.cell_of, [&](std::int16_t at) { return is_blank(row, at); });
}

// "合计", "制表人：…": what stands below a sheet, not a fact that was lost. Nobody, no day and no
// month stand in such a row.
bool is_footer(const SheetRow& row, const Layout& layout) {
  constexpr std::array<std::string_view, 9> kWords{"合计", "小计", "总计",  "制表", "审核",
                                                   "填表", "复核", "备注:", "说明:"};
  if (layout.table == Table::projects) return false;
  if (layout.identity != Layout::kNoIdentity && !is_blank(row, layout.cell_of[layout.identity]))
    return false;
  const auto first = std::ranges::find_if(row.cells, [](const Cell& c) { return !c.text.empty(); });
  if (first == row.cells.end() || static_cast<unsigned char>(first->text.front()) < 0x80)
    return false;
  const std::string key = folded(first->text);
  if (std::ranges::none_of(kWords, [&](std::string_view word) { return key.starts_with(word); }))
    return false;
  const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const book::CellKind kind = columns[i].kind;
    const bool is_of_a_fact = kind == book::CellKind::date || kind == book::CellKind::month ||
                              kind == book::CellKind::choice;
    if (is_of_a_fact && !is_blank(row, layout.cell_of[i])) return false;
  }
  return true;
}

// The month that a row is about, where it can be read.
std::optional<Month> month_of_row(const RowReader& row) {
  switch (row.layout().table) {
    case Table::payroll: return read_month(row.cell(book::payroll::month), row.is_1904());
    case Table::payments: return read_month(row.cell(book::payments::month), row.is_1904());
    case Table::attendance: {
      if (row.layout().is_monthly)
        return read_month(row.cell(book::attendance::month), row.is_1904());
      const std::optional<Date> day = read_date(row.cell(book::attendance::date), row.is_1904());
      return day ? std::optional(month_of(*day)) : std::nullopt;
    }
    case Table::projects:
    case Table::units:
    case Table::roster:
    case Table::accounts:
    case Table::movements:
    case Table::labour_fees:
    case Table::disputes:
    case Table::deposits:
    case Table::guarantees:
    case Table::boards: return std::nullopt;
  }
  return std::nullopt;
}

// The day of the fact that a row is about, where it can be read; as book::day_of() has it.
std::optional<Date> date_of_row(const RowReader& row) {
  const auto read = [&](book::ColumnIndex column) {
    return read_date(row.cell(column), row.is_1904());
  };
  switch (row.layout().table) {
    case Table::payroll: {
      const std::optional<Month> month = month_of_row(row);
      return std::max(read(book::payroll::prepared),
                      month ? std::optional(first_day(*month)) : std::nullopt);
    }
    case Table::payments: return read(book::payments::date);
    case Table::attendance: return read(book::attendance::date);
    case Table::movements: return read(book::movements::date);
    case Table::roster: return read(book::roster::entered);
    case Table::accounts: return read(book::accounts::opened);
    case Table::projects:
    case Table::units:
    case Table::labour_fees:
    case Table::disputes:
    case Table::deposits:
    case Table::guarantees:
    case Table::boards: return std::nullopt;
  }
  return std::nullopt;
}

// Where the row would have belonged, as far as it can be read.
void place(book::RejectedRow& rejected, RowReader& row, const Fault& fault, Intake& intake) {
  const bool is_movement = rejected.table == Table::movements;
  const book::ColumnIndex project_column =
      is_movement ? static_cast<book::ColumnIndex>(book::movements::project_id) : 0;
  const std::string_view project_id = row.cell(project_column).text;
  rejected.project = intake.find_project(project_id);
  rejected.names_unknown_project = !project_id.empty() && rejected.project == book::kNone;
  rejected.month = month_of_row(row);
  rejected.date = date_of_row(row);
  const book::ColumnIndex identity = row.layout().identity;
  if (identity != Layout::kNoIdentity && fault.column != identity)
    rejected.worker = intake.worker(row, identity);
  // A movement belongs to its account, however its project is written.
  if (is_movement && rejected.project == book::kNone) {
    rejected.project = intake.only_project_of(row.cell(book::movements::account).text);
    if (rejected.project != book::kNone) rejected.names_unknown_project = false;
  }
}

// A value as the report may show it: never longer than a line, never with what the mask hides.
std::string shown(std::string_view value, const book::Column& column) {
  constexpr std::size_t kBytesLookedAt = 1024;
  constexpr int kWidth = 60;
  std::string text = printable(value.substr(0, kBytesLookedAt));
  text = column.is_masked() ? masked(text) : without_long_numbers(text);
  return shortened(text, kWidth);
}

void reject(RowReader& row, const SheetRow& sheet_row, book::Source source, const Fault& fault,
            Intake& intake) {
  const Layout& layout = row.layout();
  book::RejectedRow rejected{
      .table = layout.table, .source = source, .column = "", .value = "", .reason = fault.reason};
  if (fault.column != Fault::kWholeRow) {
    const book::Column& column = book::shape_of(layout.table).columns[fault.column];
    rejected.column = column.chinese;
    const std::string_view value = row.cell(fault.column).text;
    rejected.value = shown(value, column);
  }
  if (layout.table != Table::projects && sheet_row.fault.empty())
    place(rejected, row, fault, intake);
  intake.facts.rejected.push_back(std::move(rejected));
}

// A row that is neither blank nor a foot.
void count_row(RowsRead& read, std::uint32_t number) {
  ++read.rows;
  if (read.runs.empty() || read.runs.back().second + 1 != number)
    read.runs.emplace_back(number, number);
  read.runs.back().second = number;
}

}  // namespace

Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                           AnswerStyles& styles, std::uint16_t file) {
  return read_rows(rows, layout, intake, styles, file, {});
}

Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                           AnswerStyles& styles, std::uint16_t file,
                           const std::function<void()>& on_many_rows) {
  constexpr int kManyRows = 1 << 14;
  RowsRead read;
  SheetRow sheet_row;
  RowReader row(layout, sheet_row, rows.is_1904(), styles);
  std::optional<PlainAttendance> plain;
  if (layout.table == Table::attendance) plain.emplace(layout, intake);
  while (true) {
    const Result<Step> step = rows.next(sheet_row);
    if (!step) return tl::unexpected(step.error());
    if (*step == Step::end) return read;
    if (on_many_rows && read.rows % kManyRows == kManyRows - 1) on_many_rows();
    const book::Source source{sheet_row.number, file};
    if (plain && plain->take(sheet_row, source)) {
      count_row(read, sheet_row.number);
      ++read.used;
      continue;
    }
    if (is_blank(sheet_row, layout) || is_footer(sheet_row, layout)) continue;
    count_row(read, sheet_row.number);
    row.start_row();
    if (!sheet_row.fault.empty()) row.refuse(Fault::kWholeRow, sheet_row.fault);
    read_row(layout.table, row, intake, source);
    if (row.fault()) {
      reject(row, sheet_row, source, *row.fault(), intake);
    } else {
      ++read.used;
    }
  }
}

}  // namespace qingxin::feeds
