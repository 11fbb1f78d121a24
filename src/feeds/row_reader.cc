// SPDX-License-Identifier: Apache-2.0
#include "feeds/row_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qingxin::feeds {

using book::CellKind;
using book::ColumnIndex;

namespace {

// What a spreadsheet shows in place of a value: #REF!, #N/A, ####### (in CSV too).
bool is_error_value(std::string_view text) {
  constexpr std::array<std::string_view, 10> kErrors{
      "#REF!",  "#N/A",  "#VALUE!", "#NAME?", "#DIV/0!",
      "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"};
  if (!text.starts_with('#')) return false;
  return std::ranges::find(kErrors, text) != kErrors.end() ||
         (text.size() >= 3 && text.find_first_not_of('#') == std::string_view::npos);
}

// TRUE and FALSE of a checkbox.
constexpr bool may_be_boolean(CellKind kind) {
  return kind == CellKind::yes_no || kind == CellKind::text;
}

}  // namespace

void RowReader::refuse(ColumnIndex column, std::string reason) {
  if (!fault_) fault_ = Fault{column, std::move(reason)};
}

bool RowReader::is_unreadable_form(ColumnIndex column, const Cell& cell) {
  if (cell.form == CellForm::formula_without_value) {
    refuse(column, "公式没有计算结果；请用表格软件打开、保存后再交");
    return true;
  }
  if (is_error_value(cell.text)) {
    refuse(column, "是表格软件的出错标志，不是值；请改好公式或加宽该列后重新导出");
    return true;
  }
  if (cell.text.size() > kCellBytesMax) {
    refuse(column, "文字过长（一格至多 32,767 字）；请检查是否少了引号或换行");
    return true;
  }
  if (cell.form == CellForm::boolean && !may_be_boolean(columns_[column].kind)) {
    refuse(column, "是 TRUE/FALSE，不是这一列的值");
    return true;
  }
  if (!digits_matter(columns_[column].kind)) return false;
  if (cell.form != CellForm::lossy_number && !is_scientific(cell.text)) return false;
  refuse(column, "以数字存放，15 位以后已丢失；请把该列设为文本后重新录入");
  return true;
}

// A cell that could not be read is not blank: its own fault came first.
void RowReader::refuse_blank(ColumnIndex column) {
  if (!is_unreadable(column, cell(column))) refuse(column, "此列不能为空");
}

std::optional<Date> RowReader::date(ColumnIndex column) {
  const Cell found = cell(column);
  if (const std::optional<Date> day = dates_.read(found)) return day;
  if (is_unreadable(column, found) || found.text.empty()) return std::nullopt;
  const std::optional<Date> day = read_date(found, is_1904_);
  if (!day) refuse(column, "不是存在的日期；应写成 2026-10-05");
  return day;
}

Date RowReader::required_date(ColumnIndex column) {
  required(column);
  return date(column).value_or(Date{});
}

Month RowReader::required_month(ColumnIndex column) {
  const Cell found = cell(column);
  if (const std::optional<Month> month = dates_.read_month(found)) return *month;
  if (required(column).empty()) return {};
  const std::optional<Month> read = read_month(found, is_1904_);
  if (!read) refuse(column, "不是月份；应写成 2026-10");
  return read.value_or(Month{});
}

std::optional<Money> RowReader::money(ColumnIndex column) {
  const std::string_view written = text(column);
  if (written.empty()) return std::nullopt;
  const Result<Money> amount = parse_money(written);
  if (!amount) {
    refuse(column, "不是金额；应写成 1800 或 1,800.00（元，最多两位小数）");
    return std::nullopt;
  }
  return *amount;
}

Money RowReader::required_money(ColumnIndex column) {
  required(column);
  return money(column).value_or(Money{});
}

std::optional<int> RowReader::count(ColumnIndex column, int least, int most) {
  const std::string_view written = text(column);
  if (written.empty()) return std::nullopt;
  const std::optional<int> value = read_count(written);
  if (!value || *value < least || *value > most)
    refuse(column, fmt::format("应是 {} 到 {} 的整数", least, most));
  return value;
}

std::optional<std::int32_t> RowReader::hundredths(ColumnIndex column) {
  const std::string_view written = text(column);
  if (written.empty()) return std::nullopt;
  const std::optional<std::int32_t> value = read_hundredths(written);
  if (!value) refuse(column, "应是最多两位小数的数，如 21.5");
  return value;
}

book::Answer RowReader::yes_no(ColumnIndex column) {
  const std::string_view written = text(column);
  if (written.empty()) return book::Answer::none;
  const std::optional<YesNo> answer = read_yes_no(written);
  if (!answer) refuse(column, "只能是 是/否、有/无、Y/N、1/0 或 √");
  AnswerStyle& style = (*styles_)[column];
  style.has_tick = style.has_tick || answer == YesNo::tick;
  style.has_no = style.has_no || answer == YesNo::no;
  return answer == YesNo::no ? book::Answer::no : book::Answer::yes;
}

std::string_view RowReader::identity(ColumnIndex column) {
  const std::string_view found = required(column);
  if (is_plain_identity(found)) return found;
  if (found.find('x') == std::string_view::npos && is_printable(found)) return found;
  identity_ = printable(found);
  std::ranges::replace(identity_, 'x', 'X');
  return identity_;
}

}  // namespace qingxin::feeds
