// SPDX-License-Identifier: Apache-2.0
#include "feeds/raw_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/folder.h"
#include "feeds/open_sheet.h"

namespace qingxin::feeds {

using book::CellKind;

namespace {

namespace fs = std::filesystem;

// The kind of each cell of a row, by its place.
class Kinds {
 public:
  explicit Kinds(const Layout& layout) {
    const std::span<const book::Column> columns = book::shape_of(layout.table).columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (layout.cell_of[i] < 0) continue;
      const auto at = static_cast<std::size_t>(layout.cell_of[i]);
      if (at >= kinds_.size()) kinds_.resize(at + 1, CellKind::text);
      kinds_[at] = columns[i].kind;
    }
  }

  CellKind operator[](std::size_t at) const {
    return at < kinds_.size() ? kinds_[at] : CellKind::text;
  }

 private:
  std::vector<CellKind> kinds_;
};

// "110105199003070000" → "1.10105199003070E+17": 15 digits are what is left of it.
std::string in_scientific_form(std::string_view digits) {
  constexpr std::size_t kDigitsKept = 15;
  return fmt::format("{}.{}E+{}", digits.substr(0, 1), digits.substr(1, kDigitsKept - 1),
                     digits.size() - 1);
}

std::string as_text(const Cell& cell, CellKind kind, bool is_1904) {
  const bool is_number = cell.form == CellForm::number;
  if (is_number && kind == CellKind::date)
    if (const std::optional<Date> day = read_date(cell, is_1904)) return to_string(*day);
  if (is_number && kind == CellKind::month)
    if (const std::optional<Month> month = read_month(cell, is_1904)) return to_string(*month);
  const bool digits_matter =
      kind == CellKind::code || kind == CellKind::identity || kind == CellKind::secret;
  if (digits_matter && cell.form == CellForm::lossy_number) return in_scientific_form(cell.text);
  return std::string(cell.text);
}

RawCell raw(const Cell& cell, CellKind kind, bool is_1904) {
  switch (cell.form) {
    case CellForm::boolean:
      return {std::string(cell.text), cell.text == "1" ? RawForm::yes : RawForm::no};
    case CellForm::formula_without_value: return {"", RawForm::formula_without_value};
    case CellForm::text:
    case CellForm::number:
    case CellForm::lossy_number: break;
  }
  return {as_text(cell, kind, is_1904), RawForm::text};
}

bool is_blank(const SheetRow& row) {
  return row.fault.empty() && std::ranges::all_of(row.cells, [](const Cell& cell) {
           return cell.text.empty() && cell.form != CellForm::formula_without_value;
         });
}

}  // namespace

Result<RawSheet> find_raw_sheet(const fs::path& folder, std::string_view file) {
  const fs::path path = folder / file;
  const std::optional<book::Table> table = table_of_stem(path.stem().string());
  const Result<HeaderMap> map = header_map_of(folder);
  if (!map) return tl::unexpected(map.error());
  const Result<std::size_t> sheets = sheet_count(path);
  if (!sheets) return tl::unexpected(sheets.error());
  for (std::size_t sheet = 0; table && sheet < *sheets; ++sheet) {
    Layout best;
    const auto layout = with_rows(
        path, sheet, [&](RowSource& rows) { return find_header(rows, *table, *map, best); });
    if (!layout) return tl::unexpected(layout.error());
    if (*layout) return RawSheet{path, **layout, sheet};
  }
  return fail(ErrorCode::invalid_input,
              fmt::format("{} 里找不到表头；文件在核查期间改动过，请重新核查", file));
}

Result<int> each_raw_row(const RawSheet& sheet, const TakeRow& take) {
  const Kinds kinds(sheet.layout);
  return with_rows(sheet.path, sheet.sheet, [&](RowSource& rows) -> Result<int> {
    SheetRow row;
    std::vector<RawCell> cells;
    for (int count = 0;;) {
      const Result<Step> step = rows.next(row);
      if (!step) return tl::unexpected(step.error());
      if (*step == Step::end) return count;
      if (is_blank(row)) continue;
      const bool is_data = row.number > sheet.layout.row;
      cells.clear();
      for (std::size_t at = 0; at < row.cells.size(); ++at)
        cells.push_back(raw(row.cells[at], is_data ? kinds[at] : CellKind::text, rows.is_1904()));
      const Result<int> taken = take({row.number, cells, !row.fault.empty()});
      if (!taken) return taken;
      ++count;
    }
  });
}

}  // namespace qingxin::feeds
