// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "law/files.h"
#include "law/toml_file.h"

namespace qingxin::law {

namespace {

const std::vector<std::string_view> kCommonKeys = {"region", "from", "to", "source", "checked_on"};

std::string_view table_of(std::string_view name) {
  return name.substr(0, name.find('.'));
}
std::string_view key_of(std::string_view name) {
  return name.substr(name.find('.') + 1);
}

std::vector<std::string_view> known_tables() {
  std::vector<std::string_view> tables;
  for (const ParameterName& name : parameter_names())
    if (tables.empty() || tables.back() != table_of(name.name))
      tables.push_back(table_of(name.name));
  return tables;
}

std::vector<std::string_view> known_keys(std::string_view table) {
  std::vector<std::string_view> keys;
  for (const ParameterName& name : parameter_names())
    if (table_of(name.name) == table) keys.push_back(key_of(name.name));
  keys.insert(keys.end(), kCommonKeys.begin(), kCommonKeys.end());
  return keys;
}

const ParameterName* find_name(std::string_view table, std::string_view key) {
  for (const ParameterName& name : parameter_names())
    if (table_of(name.name) == table && key_of(name.name) == key) return &name;
  return nullptr;
}

std::string in_unit(ParameterKind kind, std::int64_t value) {
  switch (kind) {
    case ParameterKind::money: return to_string(Money{value});
    case ParameterKind::percent: return to_string(Money{value}) + "%";
    case ParameterKind::count:
    case ParameterKind::choice: return std::to_string(value);
  }
  return "?";
}

std::string_view how_to_write(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::money: return "应写成引号里的元，至多两位小数，如 \"2200.00\"";
    case ParameterKind::percent: return "应写成引号里的百分数，至多两位小数，如 \"1.5%\"";
    case ParameterKind::count: return "应写成整数，不加引号和小数点，如 15";
    case ParameterKind::choice: return "应写成 true 或 false，不加引号";
  }
  return "?";
}

// The value in the kind's unit, or nothing when it is not written in the kind's way.
std::optional<std::int64_t> counted(ParameterKind kind, const toml::node& node) {
  if (kind == ParameterKind::count) return node.value_exact<std::int64_t>();
  if (kind == ParameterKind::choice) {
    const std::optional<bool> choice = node.value_exact<bool>();
    return choice ? std::optional<std::int64_t>{*choice ? 1 : 0} : std::nullopt;
  }
  std::optional<std::string_view> text = node.value_exact<std::string_view>();
  if (!text) return std::nullopt;
  if (kind == ParameterKind::percent) {
    if (!text->ends_with('%')) return std::nullopt;
    text->remove_suffix(1);
  }
  // Fen of a yuan and hundredths of a percent are counted alike.
  const Result<Money> hundredths = parse_money(*text);
  return hundredths ? std::optional{hundredths->fen} : std::nullopt;
}

// The region as a prefix; nothing when it is not two, four or six digits ("" is the nation).
std::optional<std::string> region_in(const TomlTable& from) {
  const toml::node* node = from.table.get("region");
  if (!node) return "";
  const std::optional<std::string_view> code = node->value_exact<std::string_view>();
  if (!code || code->size() > 6 || code->size() % 2 != 0) return std::nullopt;
  if (code->find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return region_prefix(*code);
}

Result<std::optional<Date>> day_if_given(const TomlTable& from, std::string_view key) {
  if (!from.table.contains(key)) return std::optional<Date>{};
  const Result<Date> day = from.day(key);
  if (!day) return tl::unexpected(day.error());
  return std::optional{*day};
}

// What the values of one table have in common: place, period and source.
Result<ParameterValue> read_frame(const TomlTable& from, bool is_local) {
  ParameterValue frame{.name = {},
                       .region = {},
                       .from = {},
                       .to = {},
                       .value = 0,
                       .written = {},
                       .source = {},
                       .is_local = is_local};
  const std::optional<std::string> region = region_in(from);
  if (!region)
    return tl::unexpected(from.error("region", "应为引号里的行政区划代码，如 \"130100\""));
  frame.region = *region;

  for (const std::string_view key : {"from", "to", "checked_on"}) {
    const Result<std::optional<Date>> day = day_if_given(from, key);
    if (!day) return tl::unexpected(day.error());
    if (key == "from") frame.from = *day;
    if (key == "to") frame.to = *day;
    if (key == "checked_on" && !*day && !is_local)
      return tl::unexpected(from.error(key, "缺少此项，请写明何日核对过，如 \"2026-11-22\""));
  }
  if (frame.from && frame.to && *frame.to < *frame.from)
    return tl::unexpected(from.error("to", "早于 from，请核对两个日期"));

  if (!from.table.contains("source") && is_local) return frame;
  const Result<std::string> source = from.text("source");
  if (!source) return tl::unexpected(source.error());
  frame.source = *source;
  return frame;
}

Result<ParameterValue> read_value(const TomlTable& from, const ParameterName& name,
                                  ParameterValue value) {
  const std::string_view key = key_of(name.name);
  const toml::node& node = *from.table.get(key);
  const std::optional<std::int64_t> number = counted(name.kind, node);
  if (!number)
    return tl::unexpected(
        from.error(key, fmt::format("{}。{}", name.meaning, how_to_write(name.kind))));
  if (*number < name.least || *number > name.most)
    return tl::unexpected(from.error(
        key, fmt::format("{}。超出范围，应在 {} 至 {} 之间", name.meaning,
                         in_unit(name.kind, name.least), in_unit(name.kind, name.most))));
  value.name = name.name;
  value.value = *number;
  value.written = node.is_string() ? *node.value_exact<std::string>() : shown(node);
  return value;
}

std::optional<Error> read_table(const TomlTable& from, std::string_view table, bool is_local,
                                std::vector<ParameterValue>& values) {
  if (std::optional<Error> error = from.unknown_key(known_keys(table))) return error;
  const Result<ParameterValue> frame = read_frame(from, is_local);
  if (!frame) return frame.error();
  const std::size_t before = values.size();
  for (const auto& [key, node] : from.table) {
    const ParameterName* name = find_name(table, key.str());
    if (!name) continue;
    Result<ParameterValue> value = read_value(from, *name, *frame);
    if (!value) return value.error();
    values.push_back(*std::move(value));
  }
  if (values.size() > before) return std::nullopt;
  return Error{ErrorCode::invalid_input, fmt::format("{} 没有任何参数。可用：{}", from.place(),
                                                     fmt::join(known_keys(table), "、"))};
}

std::string period_of(const ParameterValue& value) {
  return fmt::format("{} 至 {}", value.from ? to_string(*value.from) : "起初",
                     value.to ? to_string(*value.to) : "今后");
}

bool overlaps(const ParameterValue& earlier, const ParameterValue& later) {
  if (earlier.from == later.from) return true;
  // An open period yields to the next open one; it would come back after one that ends.
  if (!earlier.to) return later.to.has_value();
  return *later.from <= *earlier.to;
}

}  // namespace

std::optional<Error> overlap_in(const std::vector<ParameterValue>& values, std::string_view file) {
  std::vector<const ParameterValue*> sorted;
  for (const ParameterValue& value : values) sorted.push_back(&value);
  const auto place = [](const ParameterValue* value) {
    return std::tie(value->name, value->region, value->from);
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](auto* a, auto* b) { return place(a) < place(b); });
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const ParameterValue& earlier = *sorted[i - 1];
    const ParameterValue& later = *sorted[i];
    if (earlier.name != later.name || earlier.region != later.region) continue;
    if (!overlaps(earlier, later)) continue;
    return Error{
        ErrorCode::invalid_input,
        fmt::format("{} [{}] {}：区划 {} 有两段期间重叠，{}（{}）与 {}（{}）。请给前一段写上 to，"
                    "或删去一段",
                    file, table_of(later.name), key_of(later.name),
                    later.region.empty() ? "全国" : later.region, period_of(earlier),
                    earlier.written, period_of(later), later.written)};
  }
  return std::nullopt;
}

Result<std::vector<ParameterValue>> read_parameters(std::string_view toml, std::string_view file,
                                                    bool is_local) {
  const Result<toml::table> parsed = parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const TomlTable top{*parsed, file, "顶层"};
  if (std::optional<Error> error = top.unknown_key(known_tables())) return tl::unexpected(*error);

  std::vector<ParameterValue> values;
  for (const auto& [key, node] : *parsed) {
    const std::string_view table = key.str();
    const toml::array* rows = node.as_array();
    std::optional<Error> error;
    if (const toml::table* row = node.as_table()) {
      error = read_table({*row, file, fmt::format("[{}]", table)}, table, is_local, values);
    } else if (rows && rows->is_array_of_tables()) {
      for (std::size_t i = 0; i < rows->size() && !error; ++i)
        error = read_table({*rows->get(i)->as_table(), file, fmt::format("[[{}]]", table)}, table,
                           is_local, values);
    } else {
      error = top.error(table, fmt::format("应写成 [{}] 或 [[{}]] 表", table, table));
    }
    if (error) return tl::unexpected(*error);
  }
  if (std::optional<Error> error = overlap_in(values, file)) return tl::unexpected(*error);
  return values;
}

}  // namespace qingxin::law
