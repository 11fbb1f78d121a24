// SPDX-License-Identifier: Apache-2.0
#include "feeds/firm_register.h"

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/register_reader.h"

namespace qingxin::feeds {

namespace {

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

void read_firm(const SheetRow& row, const Layout& layout, bool /*is_1904*/, FirmRegister& firms) {
  constexpr std::size_t kBytesMax = 512;
  const auto reject = [&](std::string_view column, std::string_view value, std::string reason) {
    firms.rejected.push_back(
        {row.number, std::string(column), shown_cell(value), std::move(reason)});
  };
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

}  // namespace

Result<FirmRegister> read_firm_register(const std::filesystem::path& file) {
  return read_register<FirmRow>(file, kShape, {}, read_firm);
}

}  // namespace qingxin::feeds
