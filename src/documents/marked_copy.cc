// SPDX-License-Identifier: Apache-2.0
#include "documents/marked_copy.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "base/check.h"
#include "documents/sheet.h"

namespace qingxin::documents {

namespace {

constexpr int kColumnWidth = 18;
constexpr int kReasonWidth = 64;
constexpr lxw_col_t kColumnsMax = 16'384;

// Text whatever is typed into the cell later: a long number keeps its digits.
lxw_format* text_format(lxw_workbook* workbook) {
  lxw_format* format = workbook_add_format(workbook);
  format_set_num_format(format, "@");
  format_set_font_name(format, "微软雅黑");
  format_set_font_size(format, 10);
  return format;
}

lxw_format* filled(lxw_workbook* workbook, lxw_color_t ground) {
  lxw_format* format = text_format(workbook);
  format_set_bg_color(format, ground);
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, 0xC9C4B8);
  return format;
}

}  // namespace

struct MarkedCopy::State {
  std::filesystem::path file;
  CopyForm form;
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format *plain = nullptr, *heading = nullptr, *rejected = nullptr, *faulty = nullptr;
  lxw_row_t last_row = 0;
  int rows = 0;

  void make_formats() {
    plain = text_format(workbook);
    heading = filled(workbook, 0xFAF9F5);
    format_set_bold(heading);
    rejected = filled(workbook, 0xFBEBE9);
    faulty = filled(workbook, 0xE9A8A3);
    format_set_bold(faulty);
  }

  void make_sheet() {
    sheet = workbook_add_worksheet(workbook, form.sheet.c_str());
    check(sheet != nullptr);
    const auto reason = static_cast<lxw_col_t>(form.reason_column);
    // The cells that are still blank are text as well.
    if (reason > 0) worksheet_set_column(sheet, 0, reason - 1, kColumnWidth, plain);
    worksheet_set_column(sheet, reason, reason, kReasonWidth, plain);
    worksheet_freeze_panes(sheet, form.header_row, 0);
    worksheet_repeat_rows(sheet, form.header_row - 1, form.header_row - 1);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
  }

  void write(lxw_row_t row, lxw_col_t column, const CopiedCell& cell, lxw_format* format) const {
    switch (cell.form) {
      case CopiedForm::text:
        if (!cell.text.empty() || format != plain)
          worksheet_write_string(sheet, row, column, cell_text(cell.text).c_str(), format);
        break;
      case CopiedForm::yes: worksheet_write_boolean(sheet, row, column, 1, format); break;
      case CopiedForm::no: worksheet_write_boolean(sheet, row, column, 0, format); break;
      case CopiedForm::formula_without_value:
        // What a spreadsheet shows for a value that is not there; refused wherever it is read.
        worksheet_write_string(sheet, row, column, "#N/A", format);
        break;
    }
  }

  lxw_format* format_of(std::uint32_t number, std::size_t column, const Mark* mark) const {
    if (number == form.header_row) return heading;
    if (mark == nullptr) return plain;
    return std::ranges::find(mark->columns, column) == mark->columns.end() ? rejected : faulty;
  }

  std::string_view reason_of(std::uint32_t number, const Mark* mark) const {
    if (number == form.header_row) return kReasonColumn;
    return mark == nullptr ? std::string_view() : std::string_view(mark->words);
  }
};

MarkedCopy::MarkedCopy(const std::filesystem::path& file, const CopyForm& form)
    : state_(std::make_unique<State>()) {
  check(form.header_row > 0 && form.reason_column < kColumnsMax);
  state_->file = file;
  state_->form = form;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  state_->workbook = workbook_new_opt(file.c_str(), &options);
  check(state_->workbook != nullptr);
  state_->make_formats();
  state_->make_sheet();
}

MarkedCopy::~MarkedCopy() {
  if (state_->workbook != nullptr) lxw_workbook_free(state_->workbook);
}

void MarkedCopy::row(std::uint32_t number, std::span<const CopiedCell> cells, const Mark* mark) {
  const lxw_row_t row = number - 1;
  check(number > 0 && number <= kCopyRowsMax && (state_->rows == 0 || row > state_->last_row));
  const std::size_t reason = state_->form.reason_column;
  const std::size_t end = mark == nullptr ? cells.size() : std::max(cells.size(), reason);
  for (std::size_t at = 0; at < std::min<std::size_t>(end, kColumnsMax); ++at) {
    if (at == reason) continue;
    const CopiedCell cell = at < cells.size() ? cells[at] : CopiedCell{};
    state_->write(row, static_cast<lxw_col_t>(at), cell, state_->format_of(number, at, mark));
  }
  const std::string_view words = state_->reason_of(number, mark);
  if (!words.empty())
    state_->write(row, static_cast<lxw_col_t>(reason), {words, CopiedForm::text},
                  state_->format_of(number, reason, mark));
  state_->last_row = row;
  ++state_->rows;
}

Result<int> MarkedCopy::close() {
  const lxw_row_t header = state_->form.header_row - 1;
  if (state_->last_row > header)
    worksheet_autofilter(state_->sheet, header, 0, state_->last_row,
                         static_cast<lxw_col_t>(state_->form.reason_column));
  const lxw_error error = workbook_close(state_->workbook);
  state_->workbook = nullptr;
  if (error == LXW_NO_ERROR) return state_->rows;
  std::error_code ignored;
  std::filesystem::remove(state_->file, ignored);
  return fail(ErrorCode::unavailable,
              fmt::format("标记副本「{}」写不了：{}。请换一个可写的文件夹，或腾出磁盘空间",
                          state_->file.string(), lxw_strerror(error)));
}

}  // namespace qingxin::documents
