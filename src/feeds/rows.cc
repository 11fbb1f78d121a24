// SPDX-License-Identifier: Apache-2.0
#include "feeds/rows.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qingxin::feeds {

using book::Table;

namespace {

// "合计", "制表人：…": what stands below a sheet, not a fact that was lost. It names nobody.
bool is_footer(const SheetRow& row, const Layout& layout) {
  constexpr std::array<std::string_view, 9> kWords{"合计", "小计", "总计",  "制表", "审核",
                                                   "填表", "复核", "备注:", "说明:"};
  const std::int16_t person = layout.cell_of[layout.identity];
  if (layout.identity != Layout::kNoIdentity && person >= 0 &&
      static_cast<std::size_t>(person) < row.cells.size() &&
      !row.cells[static_cast<std::size_t>(person)].text.empty())
    return false;
  const auto first = std::ranges::find_if(row.cells, [](const Cell& c) { return !c.text.empty(); });
  if (first == row.cells.end() || first->text.front() >= 0) return false;
  const std::string key = folded(first->text);
  return std::ranges::any_of(kWords, [&](std::string_view word) { return key.starts_with(word); });
}

bool is_blank(const SheetRow& row) {
  return row.fault.empty() && std::ranges::all_of(row.cells, [](const Cell& cell) {
           return cell.text.empty() && cell.form != CellForm::formula_without_value;
         });
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

void reject(const RowReader& row, const SheetRow& sheet_row, book::Source source,
            const Fault& fault, Intake& intake) {
  const Layout& layout = row.layout();
  book::RejectedRow rejected{
      .table = layout.table, .source = source, .column = "", .value = "", .reason = fault.reason};
  const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
  if (fault.column != Fault::kWholeRow) {
    const book::Column& column = columns[fault.column];
    rejected.column = column.chinese;
    const std::string_view value = row.cell(fault.column).text;
    rejected.value = column.is_masked() ? masked(value) : shortened(value, 60);
  }
  const bool is_movement = layout.table == Table::movements;
  const book::ColumnIndex project_column =
      is_movement ? static_cast<book::ColumnIndex>(book::movements::project_id) : 0;
  const std::string_view project_id = row.cell(project_column).text;
  if (layout.table != Table::projects && sheet_row.fault.empty()) {
    rejected.project = intake.find_project(project_id);
    rejected.names_unknown_project = !project_id.empty() && rejected.project == book::kNone;
    rejected.month = month_of_row(row);
  }
  if (is_movement && project_id.empty())
    rejected.project =
        intake.only_project_of(intake.facts.texts.find(row.cell(book::movements::account).text));
  intake.facts.rejected.push_back(std::move(rejected));
}

}  // namespace

Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                           AnswerStyles& styles, std::uint16_t file) {
  RowsRead read;
  SheetRow sheet_row;
  while (true) {
    const Result<Step> step = rows.next(sheet_row);
    if (!step) return tl::unexpected(step.error());
    if (*step == Step::end) return read;
    if (is_blank(sheet_row) || is_footer(sheet_row, layout)) continue;
    ++read.rows;
    const book::Source source{sheet_row.number, file};
    RowReader row(layout, sheet_row, rows.is_1904(), styles);
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
