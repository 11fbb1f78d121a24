// SPDX-License-Identifier: Apache-2.0
#include "app/register_query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/percent.h"
#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::app {

namespace {

struct RegisterName {
  Register of;
  std::string_view name, chinese;
};
constexpr std::array kRegisters = std::to_array<RegisterName>({
    {Register::clues, "clues", "线索台账"},
    {Register::cases, "cases", "案件台账"},
    {Register::records, "records", "督查记录"},
});

tl::unexpected<Error> wrong(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}

}  // namespace

std::string_view name_of(Register of) {
  return std::ranges::find(kRegisters, of, &RegisterName::of)->name;
}
std::string_view in_chinese(Register of) {
  return std::ranges::find(kRegisters, of, &RegisterName::of)->chinese;
}
Result<Register> register_named(std::string_view name) {
  for (const RegisterName& one : kRegisters)
    if (name == one.name || name == one.chinese) return one.of;
  return fail(ErrorCode::usage,
              fmt::format("台账「{}」不对，请写 clues、cases 或 records", shortened(printable(name), 40)));
}

Result<QueryParts> query_parts(std::string_view text) {
  QueryParts parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::optional<std::string> name = percent_decoded(part.substr(0, equals), Plus::is_space);
    const std::optional<std::string> value =
        percent_decoded(part.substr(std::min(equals + 1, part.size())), Plus::is_space);
    if (equals == 0 || equals == part.size() || !name || !value || !is_utf8(*value))
      return wrong(fmt::format("筛选条件「{}」应写成 名=值，几个之间用 & 隔开，照列表地址里的写法",
                               shortened(printable(part), 60)));
    if (!is_printable(*value))
      return wrong(fmt::format("筛选条件「{}」的值里有换行或看不见的控制字符；请去掉再查",
                               shortened(printable(*name), 60)));
    if (std::ranges::any_of(parts, [&](const auto& earlier) { return earlier.first == *name; }))
      return wrong(fmt::format("筛选条件「{}」写了两次", shortened(printable(*name), 60)));
    parts.emplace_back(*name, *value);
  }
  return parts;
}

std::string query_text(const QueryParts& parts) {
  std::string text;
  for (const auto& [name, value] : parts)
    if (!value.empty())
      text.append(text.empty() ? "" : "&")
          .append(percent_encoded(name))
          .append("=")
          .append(percent_encoded(value));
  return text;
}

QueryParts without_people(QueryParts parts) {
  for (auto& [name, value] : parts)
    if (name == "words" || name == "number") value = without_numbers_of_people(value);
  return parts;
}

Result<std::int64_t> id_value(std::string_view name, std::string_view value) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), id);
  if (error == std::errc{} && end == value.data() + value.size() && id > 0) return id;
  return wrong(fmt::format("{} 的值「{}」不是编号；编号是列表里给的那串数字", name,
                           shortened(printable(value), 40)));
}

QueryParts over(QueryParts parts, const QueryParts& view) {
  for (const auto& one : view) {
    const auto said = std::ranges::find_if(
        parts, [&](const auto& part) { return part.first == one.first && !part.second.empty(); });
    if (said == parts.end()) parts.push_back(one);
  }
  return parts;
}

Result<Instant> instant_in(std::string_view text) {
  const Result<Date> day = parse_iso_date(text.substr(0, 10));
  int hour = 0, minute = 0;
  bool is_read = day.has_value();
  if (is_read && text.size() > 10) {
    const std::string_view time = text.substr(10);
    is_read = time.size() == 6 && (time[0] == ' ' || time[0] == 'T') && time[3] == ':' &&
              std::from_chars(&time[1], &time[3], hour).ptr == &time[3] &&
              std::from_chars(&time[4], time.data() + 6, minute).ptr == time.data() + 6 &&
              hour < 24 && minute < 60 && hour >= 0 && minute >= 0;
  }
  if (!is_read)
    return wrong(fmt::format("「{}」不是时间，请写成 2026-11-20 或 \"2026-11-20 14:30\"",
                             shortened(printable(text), 40)));
  return china_instant(*day, hour * 60 + minute);
}

}  // namespace qingxin::app
