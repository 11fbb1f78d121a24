// SPDX-License-Identifier: Apache-2.0
#include "feeds/directory_register.h"

#include <array>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/register_reader.h"

namespace qingxin::feeds {

namespace {

constexpr book::Column kColumns[] = {
    {"name", "单位名称", book::CellKind::text, true},
    {"phone", "电话", book::CellKind::text, true},
    {"address", "地址", book::CellKind::text},
    {"hours", "接待时间", book::CellKind::text},
    {"duty", "职责", book::CellKind::text},
    {"industry", "行业", book::CellKind::text},
    {"region_code", "区划代码", book::CellKind::code},
    {"source", "数据来源", book::CellKind::text},
};

// It stands beside the tables of a folder and is none of them: the first field says nothing.
constexpr book::TableShape kShape{
    book::Table::units, kDirectoryRegister, {"通讯录"}, book::Heading::none, kColumns};

constexpr UsualHeader kUsual[] = {{"单位", 0},     {"机构名称", 0}, {"联系电话", 1},
                                  {"投诉电话", 1}, {"办公地址", 2}, {"行政区划代码", 6}};

void read_body(const SheetRow& row, const Layout& layout, bool /*is_1904*/,
               RegisterFile<DirectoryRow>& file) {
  constexpr std::size_t kBytesMax = 2'000;
  DirectoryRow body;
  body.row = row.number;
  const std::array fields{&body.name, &body.phone,    &body.address,     &body.hours,
                          &body.duty, &body.industry, &body.region_code, &body.source};
  static_assert(fields.size() == std::size(kColumns));
  bool is_blank = true;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Cell cell = cell_of(row, layout, static_cast<book::ColumnIndex>(i));
    is_blank = is_blank && cell.text.empty() && cell.form != CellForm::formula_without_value;
    *fields[i] = printable(trim(cell.text.substr(0, kBytesMax + 1)));
  }
  if (is_blank) return;
  const auto reject = [&](std::size_t column, std::string_view value, std::string reason) {
    file.rejected.push_back(
        {row.number, std::string(kColumns[column].chinese), shown_cell(value), std::move(reason)});
  };
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Cell cell = cell_of(row, layout, static_cast<book::ColumnIndex>(i));
    if (cell.form == CellForm::formula_without_value)
      return reject(i, "", "公式没有算出的值；请在表格软件里重新计算并保存");
    if (cell.form == CellForm::lossy_number)
      return reject(i, cell.text, "以数字存放，末几位已丢失；请把这一列设为文本后重新填写");
    if (cell.text.size() > kBytesMax) return reject(i, cell.text, "太长了，请写短");
    if (kColumns[i].is_required && fields[i]->empty()) return reject(i, "", "没有填；这一列必填");
  }
  file.rows.push_back(std::move(body));
}

}  // namespace

Result<RegisterFile<DirectoryRow>> read_directory(const std::filesystem::path& file) {
  return read_register<DirectoryRow>(file, kShape, kUsual, read_body);
}

}  // namespace qingxin::feeds
