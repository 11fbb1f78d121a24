// SPDX-License-Identifier: Apache-2.0
#include "documents/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace qingxin::documents {

namespace {

constexpr const char* kFont = "微软雅黑";
constexpr int kFontSize = 10;
constexpr int kLinePoints = 15;  // height of a line of kFontSize

// The colours of the product: text on its own pale ground, readable when printed grey.
struct Tint {
  Look look;
  lxw_color_t text;
  lxw_color_t ground;
};
constexpr Tint kTints[] = {
    {Look::red, 0xA51D18, 0xFBEBE9},    {Look::orange, 0xA04C00, 0xFCEFE0},
    {Look::yellow, 0x735600, 0xFBF3D3}, {Look::blue, 0x26568B, 0xE9F0F8},
    {Look::green, 0x2A6340, 0xE8F2EB},  {Look::grey, 0x5B626A, 0xEFEEEB},
};
// The ground of a break in the chain, a shade darker than the pale orange.
constexpr lxw_color_t kBreakGround = 0xF6D9B8;
constexpr lxw_color_t kBreakInk = 0xA04C00;
constexpr lxw_color_t kRuleLine = 0xC9C4B8;
constexpr lxw_color_t kSunk = 0xFAF9F5;
constexpr lxw_color_t kPaleInk = 0x646B73;

void set_number_form(lxw_format* format, const char* form) {
  format_set_num_format(format, form);
  format_set_align(format, LXW_ALIGN_RIGHT);
  format_set_indent(format, 1);
}

void set_frame(lxw_format* format) {
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, kRuleLine);
}

void set_tint(lxw_format* format, Look look) {
  for (const Tint& tint : kTints) {
    if (tint.look != look) continue;
    format_set_font_color(format, tint.text);
    format_set_bg_color(format, tint.ground);
    format_set_align(format, LXW_ALIGN_CENTER);
  }
}

void set_heading(lxw_format* format) {
  format_set_bold(format);
  format_set_bg_color(format, kSunk);
  format_set_align(format, LXW_ALIGN_CENTER);
  format_set_text_wrap(format);
}

void set_sum(lxw_format* format) {
  format_set_bold(format);
  format_set_bg_color(format, kSunk);
}

void set_break(lxw_format* format, const char* form) {
  format_set_bold(format);
  format_set_font_color(format, kBreakInk);
  format_set_bg_color(format, kBreakGround);
  set_number_form(format, form);
}

void dress(lxw_format* format, Look look) {
  switch (look) {
    case Look::text:
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_LEFT);
      format_set_indent(format, 1);
      break;
    case Look::title:
      format_set_bold(format);
      format_set_font_size(format, 16);
      break;
    case Look::heading: set_heading(format); break;
    case Look::section:
      format_set_bold(format);
      format_set_font_size(format, 12);
      break;
    case Look::note: format_set_font_color(format, kPaleInk); break;
    case Look::count: set_number_form(format, "#,##0"); break;
    case Look::yuan: set_number_form(format, "#,##0.00"); break;
    case Look::day:
      format_set_num_format(format, "yyyy-mm-dd");
      format_set_align(format, LXW_ALIGN_CENTER);
      break;
    case Look::total:
      set_sum(format);
      format_set_text_wrap(format);
      format_set_align(format, LXW_ALIGN_LEFT);
      format_set_indent(format, 1);
      break;
    case Look::total_yuan:
      set_sum(format);
      set_number_form(format, "#,##0.00");
      break;
    case Look::break_count: set_break(format, "#,##0"); break;
    case Look::break_yuan: set_break(format, "#,##0.00"); break;
    case Look::red:
    case Look::orange:
    case Look::yellow:
    case Look::blue:
    case Look::green:
    case Look::grey: set_tint(format, look); break;
  }
}

bool stands_outside_the_frame(Look look) {
  return look == Look::title || look == Look::section || look == Look::note;
}

// A spreadsheet knows no whole fen: this is the one place where an amount becomes a floating
// number. It is written with 16 digits, which gives back every amount of up to 15, ten trillion
// yuan; a larger one is written as text rather than wrongly.
constexpr std::int64_t kFenMax = 999'999'999'999'999;

double yuan_of(Money amount) {
  return static_cast<double>(amount.fen) / 100.0;
}

bool is_exact(Money amount) {
  return amount.fen <= kFenMax && amount.fen >= -kFenMax;
}

void write_yuan(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, Money amount,
                lxw_format* format) {
  if (is_exact(amount))
    worksheet_write_number(sheet, row, column, yuan_of(amount), format);
  else
    worksheet_write_string(sheet, row, column, to_string(amount).c_str(), format);
}

// U+FFFE and U+FFFF, which no XML may hold.
bool is_noncharacter(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("\xEF\xBF\xBE") || text.substr(at).starts_with("\xEF\xBF\xBF");
}

// Bytes of the character that begins with this one.
std::size_t bytes_of(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

}  // namespace

std::string cell_text(std::string_view words) {
  constexpr std::size_t kUnitsMax = 32'767 - 40;  // leaves room for the remark
  std::string text;
  std::size_t units = 0;
  for (std::size_t at = 0; at < words.size();) {
    const auto byte = static_cast<unsigned char>(words[at]);
    const std::size_t size = std::min(bytes_of(byte), words.size() - at);
    units += size == 4 ? 2 : 1;
    if (units > kUnitsMax)
      return text + fmt::format("……（原文共 {} 个字符，余下从略）", character_count(words));
    const bool is_allowed = byte >= 0x20 || byte == '\n' || byte == '\t';
    if (is_allowed && byte != 0x7F && !is_noncharacter(words, at))
      text += words.substr(at, size);
    else
      text += ' ';
    at += size;
  }
  return text;
}

lxw_format* Looks::operator[](Look look) {
  if (const auto found = formats_.find(look); found != formats_.end()) return found->second;
  lxw_format* format = workbook_add_format(workbook_);
  format_set_font_name(format, kFont);
  format_set_font_size(format, kFontSize);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (!stands_outside_the_frame(look)) set_frame(format);
  dress(format, look);
  formats_[look] = format;
  return format;
}

Sheet::Sheet(lxw_workbook* workbook, Looks& looks, const std::string& name,
             std::vector<ColumnForm> columns, const PageForm& page)
    : sheet_(workbook_add_worksheet(workbook, name.c_str())),
      looks_(looks),
      columns_(std::move(columns)),
      printed_columns_(page.printed_columns.value_or(static_cast<int>(columns_.size()))),
      frozen_columns_(page.frozen_columns) {
  check(sheet_ != nullptr && !columns_.empty());
  for (std::size_t at = 0; at < columns_.size(); ++at)
    worksheet_set_column(sheet_, static_cast<lxw_col_t>(at), static_cast<lxw_col_t>(at),
                         columns_[at].width, nullptr);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);  // as wide as the page, as many pages as it takes
  worksheet_set_margins(sheet_, 0.4, 0.4, 0.75, 0.6);
  worksheet_center_horizontally(sheet_);
  const std::string header = "&L&\"微软雅黑,Bold\"&14" + name;
  worksheet_set_header(sheet_, header.c_str());
  const std::string footer = "&L&8" + page.footer + "&R&8第 &P 页，共 &N 页";
  worksheet_set_footer(sheet_, footer.c_str());
  worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
}

void Sheet::headings() {
  heading_row_ = row_;
  for (std::size_t at = 0; at < columns_.size(); ++at)
    worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(at),
                           std::string(columns_[at].heading).c_str(), looks_[Look::heading]);
  worksheet_set_row(sheet_, row_, 2 * kLinePoints + 4, nullptr);
  worksheet_freeze_panes(sheet_, row_ + 1, static_cast<lxw_col_t>(frozen_columns_));
  worksheet_repeat_rows(sheet_, row_, row_);
  ++row_;
}

void Sheet::line(std::string_view words, Look look) {
  worksheet_write_string(sheet_, row_, 0, cell_text(words).c_str(), looks_[look]);
  if (look == Look::title) worksheet_set_row(sheet_, row_, 30, nullptr);
  ++row_;
}

// Wrapped text needs its height said: not every program that opens the file works it out.
void Sheet::grow(std::string_view words, int width) {
  const int room = std::max(width - 2, 1);
  lines_ = std::max(lines_, (display_width(words) + room - 1) / room);
}

Sheet& Sheet::cell(std::string_view words) {
  const Look look = look_here();
  const bool is_number = look == Look::count || look == Look::yuan || look == Look::day;
  return cell(words, is_number ? Look::text : look);
}

Sheet& Sheet::cell(std::string_view words, Look look) {
  if (look == Look::text || look == Look::total) grow(words, columns_[column_].width);
  worksheet_write_string(sheet_, row_, column_, cell_text(words).c_str(), looks_[look]);
  ++column_;
  return *this;
}

Sheet& Sheet::wide_cell(std::string_view words, int columns, Look look) {
  const auto last = static_cast<lxw_col_t>(column_ + columns - 1);
  check(last < columns_.size());
  int width = 0;
  for (lxw_col_t at = column_; at <= last; ++at) width += columns_[at].width;
  grow(words, width);
  worksheet_merge_range(sheet_, row_, column_, row_, last, cell_text(words).c_str(), looks_[look]);
  column_ = static_cast<lxw_col_t>(last + 1);
  return *this;
}

Sheet& Sheet::cell(std::int64_t count) {
  return cell(count, look_here() == Look::text ? Look::count : look_here());
}

Sheet& Sheet::cell(std::int64_t count, Look look) {
  worksheet_write_number(sheet_, row_, column_, static_cast<double>(count), looks_[look]);
  ++column_;
  return *this;
}

Sheet& Sheet::cell(Money amount) {
  return cell(amount, Look::yuan);
}

Sheet& Sheet::cell(Money amount, Look look) {
  write_yuan(sheet_, row_, column_, amount, looks_[look]);
  ++column_;
  return *this;
}

Sheet& Sheet::sum_cell(Money sum, lxw_row_t first_row, Look look) {
  if (!is_exact(sum) || first_row >= row_) return cell(sum, look);
  char column[LXW_MAX_COL_NAME_LENGTH];
  lxw_col_to_name(column, column_, LXW_FALSE);
  const std::string formula =
      fmt::format("=SUBTOTAL(9,{0}{1}:{0}{2})", column, first_row + 1, row_);
  worksheet_write_formula_num(sheet_, row_, column_, formula.c_str(), looks_[look], yuan_of(sum));
  ++column_;
  return *this;
}

Sheet& Sheet::cell(Date day) {
  const std::chrono::year_month_day parts = civil(day);
  lxw_datetime moment{};
  moment.year = int{parts.year()};
  moment.month = static_cast<int>(unsigned{parts.month()});
  moment.day = static_cast<int>(unsigned{parts.day()});
  worksheet_write_datetime(sheet_, row_, column_, &moment, looks_[Look::day]);
  ++column_;
  return *this;
}

void Sheet::next_row() {
  constexpr int kLinesMax = 12;
  worksheet_set_row(sheet_, row_, kLinePoints * std::min(lines_, kLinesMax) + 3, nullptr);
  ++row_;
  column_ = 0;
  lines_ = 1;
}

void Sheet::print_to_here() {
  worksheet_print_area(sheet_, 0, 0, std::max(row_, lxw_row_t{1}) - 1,
                       static_cast<lxw_col_t>(printed_columns_ - 1));
}

void Sheet::close() {
  print_to_here();
  if (!heading_row_) return;
  const lxw_row_t last = std::max(row_, *heading_row_ + 2) - 1;
  worksheet_autofilter(sheet_, *heading_row_, 0, last, static_cast<lxw_col_t>(columns_.size() - 1));
}

}  // namespace qingxin::documents
