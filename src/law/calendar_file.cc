// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "law/files.h"
#include "law/toml_file.h"

namespace qingxin::law {

namespace {

Result<const toml::array*> array_of(const TomlTable& from, std::string_view key) {
  const toml::array* array = from.table.get_as<toml::array>(key);
  if (!array) return tl::unexpected(from.error(key, "应为方括号里的一组日期，没有就写 []"));
  return array;
}

// A range may begin in the December before: New Year's Day is joined to the weekend before it.
Result<std::set<Date>> read_ranges(const TomlTable& from, int year) {
  const Result<const toml::array*> rows = array_of(from, "off");
  if (!rows) return tl::unexpected(rows.error());
  std::set<Date> days;
  for (const toml::node& row : **rows) {
    const toml::array* pair = row.as_array();
    const bool is_pair = pair && pair->size() == 2;
    const std::optional<Date> first = is_pair ? day_in(*pair->get(0)) : std::nullopt;
    const std::optional<Date> last = is_pair ? day_in(*pair->get(1)) : std::nullopt;
    if (!first || !last)
      return tl::unexpected(from.error(
          "off", fmt::format("{} 应写成 [\"首日\", \"末日\"]，日期如 2026-10-01", shown(row))));
    if (*last < *first || year_of(*last) != year || *first < date(year, 1, 1) - 31)
      return tl::unexpected(from.error(
          "off", fmt::format("{} 首日晚于末日，或不在 {} 年，请核对", shown(row), year)));
    for (Date day = *first; day <= *last; day = day + 1) days.insert(day);
  }
  return days;
}

Result<std::set<Date>> read_days(const TomlTable& from, std::string_view key, int year) {
  const Result<const toml::array*> rows = array_of(from, key);
  if (!rows) return tl::unexpected(rows.error());
  std::set<Date> days;
  for (const toml::node& row : **rows) {
    const std::optional<Date> day = day_in(row);
    if (!day || year_of(*day) != year)
      return tl::unexpected(from.error(
          key,
          fmt::format("{} 不是 {} 年的日期，请写成 \"{}-10-01\" 的样子", shown(row), year, year)));
    if (!days.insert(*day).second)
      return tl::unexpected(from.error(key, fmt::format("{} 写了两次，请删去一个", shown(row))));
  }
  return days;
}

Result<std::map<Date, std::string>> read_statutory(const TomlTable& top, int year) {
  const toml::table* table = top.table.get_as<toml::table>("statutory");
  if (!table) return tl::unexpected(top.error("statutory", "缺少 [statutory] 表：节日 = [日期]"));
  const TomlTable from{*table, top.file, "[statutory]"};
  std::map<Date, std::string> statutory;
  for (const auto& [festival, node] : *table) {
    const Result<std::set<Date>> days = read_days(from, festival.str(), year);
    if (!days) return tl::unexpected(days.error());
    for (const Date day : *days) {
      std::string& name = statutory[day];  // two festivals may meet, as in 2020
      name += (name.empty() ? "" : "、") + std::string{festival.str()};
    }
  }
  return statutory;
}

Result<YearNotice> read_notice(const TomlTable& from, int year) {
  if (std::optional<Error> error = from.unknown_key({"published", "source", "off", "make_up"}))
    return tl::unexpected(*error);
  const Result<Date> published = from.day("published");
  if (!published) return tl::unexpected(published.error());
  const Result<std::string> source = from.text("source");
  if (!source) return tl::unexpected(source.error());
  const Result<std::set<Date>> off = read_ranges(from, year);
  if (!off) return tl::unexpected(off.error());
  const Result<std::set<Date>> make_up = read_days(from, "make_up", year);
  if (!make_up) return tl::unexpected(make_up.error());
  for (const Date day : *make_up)
    if (iso_weekday(day) < 6 || off->contains(day))
      return tl::unexpected(
          from.error("make_up", fmt::format("{}（{}）不是周六、周日，或又在放假日内，请核对",
                                            to_string(day), weekday_in_chinese(day))));
  return YearNotice{Certainty::firm, *source, *published, *off, *make_up, {}};
}

// The newest notice that was public by `known_on`; a provisional year when there is none.
Result<YearNotice> read_newest_notice(const TomlTable& top, int year,
                                      std::optional<Date> known_on) {
  YearNotice newest{Certainty::provisional, "按法定节日推算", std::nullopt, {}, {}, {}};
  if (!top.table.contains("notice")) return newest;
  const toml::array* rows = top.table.get_as<toml::array>("notice");
  if (!rows || !rows->is_array_of_tables())
    return tl::unexpected(top.error("notice", "应写成 [[notice]] 表"));
  std::set<Date> published;
  for (const toml::node& row : *rows) {
    const TomlTable from{*row.as_table(), top.file, "[[notice]]"};
    const Result<YearNotice> notice = read_notice(from, year);
    if (!notice) return tl::unexpected(notice.error());
    if (!published.insert(*notice->published).second)
      return tl::unexpected(from.error("published", "同一天公布了两份通知，请核对"));
    if (known_on && *known_on < *notice->published) continue;
    if (!newest.published || *newest.published < *notice->published) newest = *notice;
  }
  return newest;
}

}  // namespace

Result<CalendarYear> read_calendar_year(std::string_view toml, std::string_view file,
                                        std::optional<Date> known_on) {
  const Result<toml::table> parsed = parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  const TomlTable top{*parsed, file, "顶层"};
  if (std::optional<Error> error = top.unknown_key({"year", "notice", "statutory"}))
    return tl::unexpected(*error);
  const Result<int> year = top.number("year", 1949, 2200);
  if (!year) return tl::unexpected(year.error());
  Result<YearNotice> notice = read_newest_notice(top, *year, known_on);
  if (!notice) return tl::unexpected(notice.error());
  const Result<std::map<Date, std::string>> statutory = read_statutory(top, *year);
  if (!statutory) return tl::unexpected(statutory.error());
  for (const auto& [day, festival] : *statutory)
    if (notice->make_up_days.contains(day))
      return tl::unexpected(top.error(
          "year", fmt::format("{} 既是 {} 又是调休上班日，请核对", to_string(day), festival)));
  notice->statutory = *statutory;
  return CalendarYear{*year, *std::move(notice)};
}

}  // namespace qingxin::law
