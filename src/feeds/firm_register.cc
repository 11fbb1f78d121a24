// SPDX-License-Identifier: Apache-2.0
#include "feeds/firm_register.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "feeds/folder.h"
#include "feeds/header.h"
#include "feeds/open_sheet.h"

namespace qingxin::feeds {

namespace {

namespace fs = std::filesystem;

enum : book::ColumnIndex { kName, kCreditCode, kRegionCode, kKind };

constexpr book::Column kColumns[] = {
    {"name", "企业名称", book::CellKind::text, true},
    {"credit_code", "统一社会信用代码", book::CellKind::code},
    {"region_code", "区划代码", book::CellKind::code},
    {"kind", "类别", book::CellKind::choice},
};

// It stands beside the tables of a folder and is none of them: the first field says nothing.
constexpr book::TableShape kShape{
    book::Table::units, kFirmRegister, {"企业名册"}, book::Heading::none, kColumns};

Cell cell_of(const SheetRow& row, const Layout& layout, book::ColumnIndex column) {
  const auto at = static_cast<std::size_t>(layout.cell_of[column]);  // -1 is beyond any row
  return at < row.cells.size() ? row.cells[at] : Cell{};
}

std::string shown(std::string_view value) {
  constexpr std::size_t kBytesLookedAt = 1024;
  return shortened(without_long_numbers(printable(value.substr(0, kBytesLookedAt))), 60);
}

void read_firm(const SheetRow& row, const Layout& layout, FirmRegister& firms) {
  constexpr std::size_t kBytesMax = 512;
  const auto reject = [&](std::string_view column, std::string_view value, std::string reason) {
    firms.rejected.push_back({row.number, std::string(column), shown(value), std::move(reason)});
  };
  if (!row.fault.empty()) return reject("", "", row.fault);
  FirmRow firm{.row = row.number, .name = {}, .credit_code = {}, .region_code = {}, .kind = {}};
  std::string* const fields[] = {&firm.name, &firm.credit_code, &firm.region_code, &firm.kind};
  bool is_blank = true;
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    const Cell cell = cell_of(row, layout, static_cast<book::ColumnIndex>(i));
    is_blank = is_blank && cell.text.empty() && cell.form != CellForm::formula_without_value;
    *fields[i] = printable(cell.text.substr(0, kBytesMax + 1));
  }
  if (is_blank) return;
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    const Cell cell = cell_of(row, layout, static_cast<book::ColumnIndex>(i));
    const std::string_view column = kColumns[i].chinese;
    if (cell.form == CellForm::formula_without_value)
      return reject(column, "", "公式没有算出的值；请在表格软件里重新计算并保存");
    if (cell.form == CellForm::lossy_number)
      return reject(column, cell.text, "以数字存放，末几位已丢失；请把这一列设为文本后重新填写");
    if (cell.text.size() > kBytesMax) return reject(column, cell.text, "太长了，不会是真实的");
  }
  firms.rows.push_back(std::move(firm));
}

Result<FirmRegister> read_sheet(RowSource& rows, const Layout& layout, const fs::path& file) {
  FirmRegister firms{
      .file = file_name(file), .rows = {}, .rejected = {}, .ignored_columns = layout.ignored};
  SheetRow row;
  while (true) {
    const Result<Step> step = rows.next(row);
    if (!step) return tl::unexpected(step.error());
    if (*step == Step::end) return firms;
    read_firm(row, layout, firms);
  }
}

tl::unexpected<Error> no_header(const fs::path& file, const Layout& best) {
  std::string why =
      "找不到企业名册的表头；表头应有「企业名称」「统一社会信用代码」「区划代码」"
      "「类别」，列名不同的可在旁边的 列名.toml 的 [firms] 中对应";
  if (!best.fault.empty()) why = best.fault;
  if (!best.doubled.empty()) why = best.doubled + "；请只留一列";
  return fail(ErrorCode::invalid_input, file_name(file) + " " + why);
}

Result<ForeignHeaders> foreign_headers(const fs::path& file) {
  const Result<std::optional<std::string>> text =
      read_header_map_file(file.has_parent_path() ? file.parent_path() : fs::path("."));
  if (!text) return tl::unexpected(text.error());
  if (!*text) return ForeignHeaders{};
  return read_header_map(**text, kFirmRegister, kShape);
}

}  // namespace

Result<FirmRegister> read_firm_register(const fs::path& file) {
  const std::string extension = folded(file.extension().string());
  if (extension != ".csv" && extension != ".xlsx")
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 不是 .xlsx 或 .csv；请另存为这两种之一", file_name(file)));
  const Result<ForeignHeaders> foreign = foreign_headers(file);
  if (!foreign) return tl::unexpected(foreign.error());
  const Result<std::size_t> sheets = sheet_count(file);
  if (!sheets) return tl::unexpected(sheets.error());
  Layout best;
  for (std::size_t sheet = 0; sheet < *sheets; ++sheet) {
    using Found = Result<std::optional<FirmRegister>>;
    Found found = with_rows(file, sheet, [&](RowSource& rows) -> Found {
      const Result<std::optional<Layout>> layout = find_header(rows, kShape, *foreign, best);
      if (!layout) return tl::unexpected(layout.error());
      if (!*layout || !(*layout)->doubled.empty()) {
        if (*layout) best = **layout;
        return std::optional<FirmRegister>{};
      }
      Result<FirmRegister> read = read_sheet(rows, **layout, file);
      if (!read) return tl::unexpected(read.error());
      return *std::move(read);
    });
    if (!found) return tl::unexpected(found.error());
    if (*found) return **std::move(found);
  }
  return no_header(file, best);
}

}  // namespace qingxin::feeds
