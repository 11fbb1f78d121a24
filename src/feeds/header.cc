// SPDX-License-Identifier: Apache-2.0
#include "feeds/header.h"

#include <fmt/format.h>

#include <toml++/toml.h>

#include <sstream>

#include "base/text.h"

namespace qingxin::feeds {

namespace {

using book::Column;
using book::ColumnIndex;
using book::Table;

constexpr int kRowsAboveHeaderMax = 50;
constexpr std::size_t kHeaderBytesMax = 512;
constexpr std::size_t kIgnoredNamesMax = 100;

std::optional<ColumnIndex> column_named(const book::TableShape& shape, std::string_view name) {
  for (std::size_t i = 0; i < shape.columns.size(); ++i)
    if (name == shape.columns[i].english || name == shape.columns[i].chinese)
      return static_cast<ColumnIndex>(i);
  return std::nullopt;
}

// A header as it is compared: folded, without the star of the template and a unit of yuan.
std::string header_key(std::string_view text) {
  std::string key = folded(text);
  for (const std::string_view tail : {"*", "(元)"})
    if (key.ends_with(tail)) key.resize(key.size() - tail.size());
  return key;
}

std::string shown_header(std::string_view text) {
  return shortened(without_long_numbers(printable(text.substr(0, kHeaderBytesMax))), 60);
}

// The attendance sheet needs days: a date column, or a month with day columns.
void check_attendance_form(Layout& layout) {
  const auto has = [&](ColumnIndex column) { return layout.cell_of[column] >= 0; };
  bool has_days = false;
  for (ColumnIndex d = 0; d < book::attendance::kDays; ++d)
    has_days = has_days || has(static_cast<ColumnIndex>(book::attendance::first_of_days + d));
  layout.is_monthly = !has(book::attendance::date) && has(book::attendance::month) && has_days;
  if (has(book::attendance::date) || layout.is_monthly) return;
  layout.missing.emplace_back(has(book::attendance::month) ? "1…31（各日）" : "日期");
}

std::string doubled_header(const SheetRow& row, const book::TableShape& shape, ColumnIndex column,
                           std::int16_t first, std::size_t second) {
  return fmt::format("第 {} 行表头有两列都是「{}」（{} 和 {}）", row.number,
                     shape.columns[column].chinese,
                     shown_header(row.cells[static_cast<std::size_t>(first)].text),
                     shown_header(row.cells[second].text));
}

}  // namespace

Layout layout_of(const SheetRow& row, const book::TableShape& shape, const ForeignHeaders& mapped) {
  Layout layout{.table = shape.table, .cell_of = {}, .ignored = {}, .missing = {}, .doubled = {}};
  layout.cell_of.fill(-1);
  layout.row = row.number;

  std::vector<std::optional<ColumnIndex>> foreign(row.cells.size());
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const std::string key = header_key(row.cells[i].text.substr(0, kHeaderBytesMax + 1));
    if (key.empty()) continue;
    if (row.cells[i].text.size() > kHeaderBytesMax) {
      layout.ignored.push_back(shown_header(row.cells[i].text));
      continue;
    }
    if (const std::optional<ColumnIndex> column = column_named(shape, key)) {
      if (layout.cell_of[*column] >= 0 && layout.doubled.empty())
        layout.doubled = doubled_header(row, shape, *column, layout.cell_of[*column], i);
      layout.cell_of[*column] = static_cast<std::int16_t>(i);
      ++layout.matched;
      continue;
    }
    if (const auto entry = mapped.find(key); entry != mapped.end()) foreign[i] = entry->second;
    if (!foreign[i]) layout.ignored.push_back(shown_header(row.cells[i].text));
  }
  // A built-in name wins over a mapped one; two mapped ones are two headers for one field.
  std::array<bool, 64> is_mapped{};
  for (std::size_t i = 0; i < foreign.size(); ++i) {
    if (!foreign[i]) continue;
    if (layout.cell_of[*foreign[i]] >= 0) {
      if (is_mapped[*foreign[i]] && layout.doubled.empty())
        layout.doubled = doubled_header(row, shape, *foreign[i], layout.cell_of[*foreign[i]], i);
      layout.ignored.push_back(shown_header(row.cells[i].text));
      continue;
    }
    is_mapped[*foreign[i]] = true;
    layout.cell_of[*foreign[i]] = static_cast<std::int16_t>(i);
    ++layout.matched;
  }
  if (layout.ignored.size() > kIgnoredNamesMax) {
    const std::size_t more = layout.ignored.size() - kIgnoredNamesMax;
    layout.ignored.resize(kIgnoredNamesMax);
    layout.ignored.push_back(fmt::format("……另有 {} 列", more));
  }
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    if (shape.columns[i].is_required && layout.cell_of[i] < 0)
      layout.missing.emplace_back(shape.columns[i].chinese);
    if (shape.columns[i].kind == book::CellKind::identity)
      layout.identity = static_cast<ColumnIndex>(i);
  }
  if (shape.table == Table::attendance) check_attendance_form(layout);
  return layout;
}

Layout layout_of(const SheetRow& row, Table table, const HeaderMap& map) {
  const auto mapped = map.find(table);
  return layout_of(row, book::shape_of(table),
                   mapped == map.end() ? ForeignHeaders{} : mapped->second);
}

Result<std::optional<Layout>> find_header(RowSource& rows, Table table, const HeaderMap& map,
                                          Layout& best) {
  const auto mapped = map.find(table);
  return find_header(rows, book::shape_of(table),
                     mapped == map.end() ? ForeignHeaders{} : mapped->second, best);
}

Result<std::optional<Layout>> find_header(RowSource& rows, const book::TableShape& shape,
                                          const ForeignHeaders& mapped, Layout& best) {
  SheetRow row;
  for (int read = 0; read < kRowsAboveHeaderMax; ++read) {
    const Result<Step> step = rows.next(row);
    if (!step) return tl::unexpected(step.error());
    if (*step == Step::end) break;
    Layout layout = layout_of(row, shape, mapped);
    if (!row.fault.empty()) {
      if (best.fault.empty()) best.fault = fmt::format("第 {} 行{}", row.number, row.fault);
      continue;
    }
    if (layout.missing.empty()) return layout;
    if (layout.matched > best.matched) best = std::move(layout);
  }
  return std::optional<Layout>{};
}

namespace {

Result<toml::table> parsed(std::string_view text) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::invalid_input,
                fmt::format("列名.toml 第 {} 行写法有误：{}", error.source().begin.line,
                            error.description()));
  }
}

// What one section says of a table.
Result<ForeignHeaders> headers_in(const toml::table& section, std::string_view name,
                                  const book::TableShape& shape) {
  ForeignHeaders headers;
  for (const auto& [header, column_node] : section) {
    const std::string column_name = column_node.value_or(std::string{});
    const std::optional<ColumnIndex> column = column_named(shape, folded(column_name));
    if (!column)
      return fail(ErrorCode::invalid_input,
                  fmt::format("列名.toml [{}] 把“{}”指向“{}”，该表没有这一列", name, header.str(),
                              column_name));
    for (const auto& [other, other_column] : headers)
      if (other_column == *column)
        return fail(ErrorCode::invalid_input,
                    fmt::format("列名.toml [{}] 有两个表头都指向 {}：“{}”和“{}”；请只留一个", name,
                                column_name, other, header.str()));
    headers[header_key(header.str())] = *column;
  }
  return headers;
}

}  // namespace

Result<HeaderMap> read_header_map(std::string_view text) {
  const Result<toml::table> document = parsed(text);
  if (!document) return tl::unexpected(document.error());
  HeaderMap map;
  for (const auto& [key, section] : *document) {
    if (key.str() == kFirmRegister || key.str() == kClueRegister || key.str() == kPeopleRegister ||
        key.str() == kPermitRegister || key.str() == kSignRegister ||
        key.str() == kDirectoryRegister)
      continue;
    const std::optional<Table> table = book::table_named(key.str());
    if (!table || !section.is_table())
      return fail(
          ErrorCode::invalid_input,
          fmt::format("列名.toml 的 [{}] 不是表名；可用 payroll、payments、roster 等英文表名",
                      key.str()));
    Result<ForeignHeaders> headers =
        headers_in(*section.as_table(), key.str(), book::shape_of(*table));
    if (!headers) return tl::unexpected(headers.error());
    map[*table] = *std::move(headers);
  }
  return map;
}

Result<ForeignHeaders> read_header_map(std::string_view text, std::string_view name,
                                       const book::TableShape& shape) {
  const Result<toml::table> document = parsed(text);
  if (!document) return tl::unexpected(document.error());
  const toml::table* section = (*document)[name].as_table();
  return section == nullptr ? ForeignHeaders{} : headers_in(*section, name, shape);
}

}  // namespace qingxin::feeds
