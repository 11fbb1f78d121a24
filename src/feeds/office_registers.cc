// SPDX-License-Identifier: Apache-2.0
#include "feeds/office_registers.h"

#include <span>

#include "base/text.h"
#include "feeds/cells.h"
#include "feeds/register_reader.h"

namespace qingxin::feeds {

namespace {

using book::CellKind;
using book::Column;
using book::ColumnIndex;

constexpr Column kPermitColumns[] = {
    {"number", "施工许可证号", CellKind::code, true},
    {"name", "项目名称", CellKind::text, true},
    {"project_code", "项目代码", CellKind::code},
    {"firm", "施工总承包单位", CellKind::text},
    {"firm_code", "统一社会信用代码", CellKind::code},
    {"region_code", "区划代码", CellKind::code},
    {"industry", "行业", CellKind::text},
    {"issued", "发证日期", CellKind::date},
    {"ended", "竣工日期", CellKind::date},
    {"source", "数据来源", CellKind::text},
};
constexpr Column kSignColumns[] = {
    {"firm", "企业名称", CellKind::text, true}, {"way", "迹象", CellKind::choice, true},
    {"day", "日期", CellKind::date, true},      {"firm_code", "统一社会信用代码", CellKind::code},
    {"grade", "等级", CellKind::choice},        {"region_code", "区划代码", CellKind::code},
    {"industry", "行业", CellKind::text},       {"content", "说明", CellKind::text},
    {"source", "数据来源", CellKind::text},
};

// They stand beside the tables of a folder and are none of them: the first field says nothing.
constexpr book::TableShape kPermitShape{
    book::Table::units, kPermitRegister, {"施工许可"}, book::Heading::none, kPermitColumns};
constexpr book::TableShape kSignShape{
    book::Table::units, kSignRegister, {"经营迹象"}, book::Heading::none, kSignColumns};

// Names by which authorities call the same.
constexpr UsualHeader kUsualOfPermits[] = {
    {"许可证号", 0},     {"施工许可证编号", 0}, {"许可证编号", 0}, {"工程名称", 1},
    {"项目编号", 2},     {"施工单位", 3},       {"总包单位", 3},   {"总承包单位", 3},
    {"总包信用代码", 4}, {"行政区划代码", 5},   {"发证时间", 7},   {"实际竣工日期", 8},
};
constexpr UsualHeader kUsualOfSigns[] = {
    {"单位名称", 0}, {"企业", 0},         {"类型", 1}, {"登记日期", 2},
    {"信用等级", 4}, {"行政区划代码", 5}, {"备注", 7},
};

constexpr std::size_t kBytesMax = 512;

// One row's cells, refused as a whole where one cannot be read.
class CellsOfRow {
 public:
  CellsOfRow(const SheetRow& row, const Layout& layout, bool is_1904,
             std::span<const Column> columns, std::vector<RejectedRow>& rejected)
      : row_(&row), layout_(&layout), is_1904_(is_1904), columns_(columns), rejected_(&rejected) {}

  bool is_blank() const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Cell cell = at(i);
      if (!cell.text.empty() || cell.form == CellForm::formula_without_value) return false;
    }
    return true;
  }
  bool is_sound() {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Cell cell = at(i);
      if (cell.form == CellForm::formula_without_value)
        return reject(i, "", "公式没有算出的值；请在表格软件里重新计算并保存");
      if (cell.form == CellForm::lossy_number)
        return reject(i, cell.text, "以数字存放，末几位已丢失；请把这一列设为文本后重新填写");
      if (cell.text.size() > kBytesMax) return reject(i, cell.text, "太长了，不会是真实的");
      if (columns_[i].kind == CellKind::date && !cell.text.empty() && !read_date(cell, is_1904_))
        return reject(i, cell.text, "不是日期；请写成 2026-11-23");
      if (columns_[i].is_required && trim(cell.text).empty())
        return reject(i, "", "没有填；这一列必填");
    }
    return true;
  }
  std::string text(std::size_t column) const { return printable(trim(at(column).text)); }
  std::optional<Date> day(std::size_t column) const { return read_date(at(column), is_1904_); }

 private:
  Cell at(std::size_t column) const {
    return cell_of(*row_, *layout_, static_cast<ColumnIndex>(column));
  }
  bool reject(std::size_t column, std::string_view value, std::string reason) {
    rejected_->push_back({row_->number, std::string(columns_[column].chinese), shown_cell(value),
                          std::move(reason)});
    return false;
  }

  const SheetRow* row_;
  const Layout* layout_;
  bool is_1904_;
  std::span<const Column> columns_;
  std::vector<RejectedRow>* rejected_;
};

void read_permit(const SheetRow& row, const Layout& layout, bool is_1904,
                 RegisterFile<PermitRow>& file) {
  CellsOfRow cells(row, layout, is_1904, kPermitColumns, file.rejected);
  if (cells.is_blank() || !cells.is_sound()) return;
  file.rows.push_back({.row = row.number,
                       .number = cells.text(0),
                       .name = cells.text(1),
                       .project_code = cells.text(2),
                       .firm = cells.text(3),
                       .firm_code = cells.text(4),
                       .region_code = cells.text(5),
                       .industry = cells.text(6),
                       .source = cells.text(9),
                       .issued = cells.day(7),
                       .ended = cells.day(8)});
}

void read_sign(const SheetRow& row, const Layout& layout, bool is_1904,
               RegisterFile<SignRow>& file) {
  CellsOfRow cells(row, layout, is_1904, kSignColumns, file.rejected);
  if (cells.is_blank() || !cells.is_sound()) return;
  file.rows.push_back({.row = row.number,
                       .firm = cells.text(0),
                       .firm_code = cells.text(3),
                       .way = cells.text(1),
                       .grade = cells.text(4),
                       .region_code = cells.text(5),
                       .industry = cells.text(6),
                       .content = cells.text(7),
                       .source = cells.text(8),
                       .day = cells.day(2)});
}

}  // namespace

Result<RegisterFile<PermitRow>> read_permits(const std::filesystem::path& file) {
  return read_register<PermitRow>(file, kPermitShape, kUsualOfPermits, read_permit);
}

Result<RegisterFile<SignRow>> read_signs(const std::filesystem::path& file) {
  return read_register<SignRow>(file, kSignShape, kUsualOfSigns, read_sign);
}

}  // namespace qingxin::feeds
