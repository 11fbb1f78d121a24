// SPDX-License-Identifier: Apache-2.0
#include "law/toml_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <sstream>

namespace qingxin::law {

namespace {

// Levenshtein's distance: how many letters to change, add or drop.
std::size_t edits(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t changed = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j + 1] + 1, row[j] + 1, changed}));
    }
  }
  return row.back();
}

}  // namespace

Result<toml::table> parse_toml(std::string_view text, std::string_view file) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 第 {} 行第 {} 列不是有效的 TOML：{}。请检查引号、等号、方括号和编码"
                            "（UTF-8）",
                            file, at.line, at.column, error.description()));
  }
}

std::string shown(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

std::optional<Date> day_in(const toml::node& node) {
  if (const std::optional<toml::date> written = node.value_exact<toml::date>()) {
    if (!is_date(written->year, written->month, written->day)) return std::nullopt;
    return date(written->year, written->month, written->day);
  }
  if (!node.is_string()) return std::nullopt;
  const Result<Date> day = parse_iso_date(*node.value_exact<std::string_view>());
  return day ? std::optional{*day} : std::nullopt;
}

std::string remedy_for(std::string_view wrong, const std::vector<std::string_view>& known) {
  const auto nearest = std::min_element(known.begin(), known.end(), [&](auto a, auto b) {
    return edits(wrong, a) < edits(wrong, b);
  });
  const std::string all = fmt::format("可用：{}", fmt::join(known, "、"));
  if (nearest == known.end()) return all;
  if (edits(wrong, *nearest) * 2 > std::max(wrong.size(), nearest->size())) return all;
  return fmt::format("是不是 {}？{}", *nearest, all);
}

std::string TomlTable::place() const {
  return fmt::format("{} 第 {} 行 {}", file, table.source().begin.line, name);
}

std::string TomlTable::place(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (!node) return fmt::format("{} {}", place(), key);
  return fmt::format("{} 第 {} 行 {} {} = {}", file, node->source().begin.line, name, key,
                     shown(*node));
}

Error TomlTable::error(std::string_view key, std::string_view reason) const {
  return {ErrorCode::invalid_input, fmt::format("{}：{}", place(key), reason)};
}

Result<std::string> TomlTable::text(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (!node) return tl::unexpected(error(key, "缺少此项，请补上，写在引号里"));
  const std::optional<std::string> text = node->value_exact<std::string>();
  if (!text) return tl::unexpected(error(key, "应为文字，请写在引号里"));
  if (text->empty()) return tl::unexpected(error(key, "不能为空，请填写"));
  return *text;
}

Result<Date> TomlTable::day(std::string_view key) const {
  const toml::node* node = table.get(key);
  if (!node) return tl::unexpected(error(key, "缺少此项，请补上，如 \"2026-01-01\""));
  const std::optional<Date> day = day_in(*node);
  if (!day) return tl::unexpected(error(key, "不是存在的日期，请写成 \"2026-01-01\" 的样子"));
  return *day;
}

Result<int> TomlTable::number(std::string_view key, int least, int most) const {
  const toml::node* node = table.get(key);
  if (!node) return tl::unexpected(error(key, "缺少此项，请补上一个整数"));
  const std::optional<std::int64_t> number = node->value_exact<std::int64_t>();
  if (!number) return tl::unexpected(error(key, "应为整数，不加引号和小数点"));
  if (*number < least || *number > most)
    return tl::unexpected(error(key, fmt::format("应在 {} 至 {} 之间", least, most)));
  return static_cast<int>(*number);
}

std::optional<Error> TomlTable::unknown_key(const std::vector<std::string_view>& known) const {
  for (const auto& [key, node] : table)
    if (std::find(known.begin(), known.end(), key.str()) == known.end())
      return error(key.str(), "没有这一项。" + remedy_for(key.str(), known));
  return std::nullopt;
}

}  // namespace qingxin::law
