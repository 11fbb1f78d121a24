// SPDX-License-Identifier: Apache-2.0
#include "cli/indicator_verbs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "app/import_office_registers.h"
#include "app/register_query.h"
#include "app/show_coverage.h"
#include "app/show_indicators.h"
#include "app/show_priority.h"
#include "base/text.h"
#include "cli/record_verbs.h"
#include "cli/step_options.h"
#include "cli/text_table.h"
#include "wire/indicator_json.h"

namespace qingxin::cli {

namespace {

using oversight::Indicator;

constexpr int kDone = 0, kRejected = 4, kAtOnce = 100;
constexpr std::size_t kRejectsShown = 100;

const std::string& option(const RecordAsked& asked, const char* name) {
  static const std::string kNothing;
  const auto found = asked.typed.options.find(name);
  return found == asked.typed.options.end() ? kNothing : found->second;
}

void declare_options(CLI::App& command, TypedRecord& typed,
                     std::initializer_list<const char*> names) {
  for (const char* name : names) command.add_option(name, typed.options[name]);
}

// "" is 0.
Result<std::size_t> place_in(const RecordAsked& asked) {
  const std::string& text = option(asked, "--after");
  if (text.empty()) return std::size_t{0};
  const Result<std::int64_t> number = number_in("--after", text);
  if (!number) return tl::unexpected(number.error());
  return static_cast<std::size_t>(*number);
}

Result<app::IndicatorOrder> order_of(const RecordAsked& asked) {
  app::IndicatorOrder order;
  order.until = asked.moment.today;
  if (const std::string& until = option(asked, "--until"); !until.empty()) {
    const Result<Date> day = day_in("--until", until);
    if (!day) return tl::unexpected(day.error());
    order.until = *day;
  }
  order.from = first_day(month_of(order.until));
  if (const std::string& from = option(asked, "--from"); !from.empty()) {
    const Result<Date> day = day_in("--from", from);
    if (!day) return tl::unexpected(day.error());
    order.from = *day;
  }
  order.region = option(asked, "--region");
  const Result<oversight::By> by = app::by_in(option(asked, "--by"));
  if (!by) return tl::unexpected(by.error());
  order.by = *by;
  if (const std::string& digits = option(asked, "--digits"); !digits.empty()) {
    const Result<std::int64_t> number = number_in("--digits", digits);
    if (!number) return tl::unexpected(number.error());
    order.digits_most = static_cast<int>(std::min<std::int64_t>(*number, 9));
  }
  const Result<std::vector<app::IndicatorId>> only = app::indicators_in(option(asked, "--only"));
  if (!only) return tl::unexpected(only.error());
  order.indicators = *only;
  if (const std::string& known = option(asked, "--known-before"); !known.empty()) {
    const Result<Instant> moment = instant_in("--known-before", known);
    if (!moment) return tl::unexpected(moment.error());
    order.known_before = *moment;
  }
  return order;
}

std::string goal_text(const Indicator& indicator) {
  if (!indicator.goal) return "";
  return fmt::format("目标 {}{}", oversight::value_text(indicator.measure, *indicator.goal),
                     indicator.goal_by.empty() ? "" : fmt::format("（{}）", indicator.goal_by));
}

// "98.12%（17 ÷ 18，不明 2）".
std::string cell_text(const Indicator& indicator, const oversight::Cell& cell) {
  std::string text = oversight::value_text(indicator.measure, oversight::value_of(indicator, cell));
  const bool is_share = indicator.measure == oversight::Measure::share ||
                        indicator.measure == oversight::Measure::per_thousand;
  std::string of;
  if (is_share) of = fmt::format("{} ÷ {}", grouped(cell.part), grouped(cell.whole));
  if (cell.unknown > 0)
    of += fmt::format("{}不明 {}", of.empty() ? "" : "，", grouped(cell.unknown));
  return of.empty() ? text : fmt::format("{}（{}）", text, of);
}

std::string beside(const Indicator& indicator, const oversight::SnapshotCell& cell) {
  std::string text;
  if (cell.before)
    text += fmt::format(
        "  上期 {}",
        oversight::value_text(indicator.measure, oversight::value_of(indicator, *cell.before)));
  switch (oversight::reached(indicator, oversight::value_of(indicator, cell.cell))) {
    case oversight::Reached::yes: return text + "  " + goal_text(indicator) + "：达到";
    case oversight::Reached::no: return text + "  " + goal_text(indicator) + "：没有达到";
    case oversight::Reached::no_goal:
    case oversight::Reached::not_known: return text;
  }
  return text;
}

void print_indicator(const Indicator& indicator, const app::IndicatorTable& table,
                     std::ostream& out) {
  out << fmt::format("\n{}  公式：{}\n", indicator.chinese, indicator.formula);
  bool is_first = true;
  for (const oversight::SnapshotPlace& place : table.table.places) {
    const auto* cell = oversight::find_cell(table.table, indicator.id, place.code);
    const oversight::SnapshotCell nothing{
        .indicator = indicator.id, .by = place.by, .code = place.code, .cell = {}, .before = {}};
    // A place that has nothing of it is not told; the whole is.
    if (cell != nullptr || is_first) {
      const oversight::SnapshotCell& told = cell == nullptr ? nothing : *cell;
      out << fmt::format(
          "  {}{}{}  {}{}\n", is_first ? "" : "  ", printable(place.name),
          place.code.empty() || place.code == place.name ? "" : " " + printable(place.code),
          cell_text(indicator, told.cell), beside(indicator, told));
    }
    is_first = false;
  }
}

void print_table(const app::IndicatorTable& table, std::ostream& out) {
  const app::IndicatorOrder& order = table.order;
  out << fmt::format(
      "指标  {} 至 {}  上期 {} 至 {}  按{}分{}\n", to_string(order.from), to_string(order.until),
      to_string(table.before_from), to_string(table.before_until), oversight::in_chinese(order.by),
      order.known_before ? fmt::format("  {} 以前知道的", china_minute(*order.known_before)) : "");
  if (table.festival_until)
    out << fmt::format("春节前清零：到 {}\n", to_string(*table.festival_until));
  for (const Indicator& indicator : oversight::indicators())
    if (order.indicators.empty() ||
        std::ranges::find(order.indicators, indicator.id) != order.indicators.end())
      print_indicator(indicator, table, out);
  if (!table.notes.empty()) out << '\n';
  for (const std::string& note : table.notes) out << fmt::format("注意：{}\n", note);
}

std::string row_text(const oversight::FigureRow& row, const Indicator& indicator) {
  oversight::Cell cell;
  cell.add(row.figure);
  const bool is_share = indicator.measure == oversight::Measure::share ||
                        indicator.measure == oversight::Measure::per_thousand;
  std::string value = is_share ? fmt::format("{} ÷ {}", grouped(cell.part), grouped(cell.whole))
                               : oversight::value_text(indicator.measure, cell.part);
  if (cell.unknown > 0) value = fmt::format("不明 {}", grouped(cell.unknown));
  return fmt::format("  {} {}{}{}{}  {}\n", oversight::in_chinese(row.of),
                     row.id == 0 ? "（不显示）" : std::to_string(row.id),
                     row.region_code.empty() ? "" : "  " + printable(row.region_code),
                     row.label.empty() ? "" : "  " + printable(row.label),
                     row.figure.month ? "  " + to_string(*row.figure.month) : "", value);
}

std::string cell_or_none(const Indicator& indicator, const std::optional<oversight::Cell>& cell) {
  return cell ? cell_text(indicator, *cell) : "没有";
}

void print_corrections(const app::Corrections& found, std::ostream& out) {
  out << fmt::format("更正  {} 至 {}：{} 以前知道的，和现在知道的\n", to_string(found.order.from),
                     to_string(found.order.until), china_minute(found.known_before));
  if (found.cells.empty() && found.rows.empty()) {
    out << "没有差别\n";
    return;
  }
  for (const oversight::SnapshotCell& cell : found.cells) {
    const Indicator& indicator = oversight::indicator_of(cell.indicator);
    out << fmt::format("\n{}  原来 {}  现在 {}\n", indicator.chinese,
                       cell_or_none(indicator, cell.before), cell_text(indicator, cell.cell));
    for (const app::CorrectedRow& row : found.rows)
      if (row.indicator == cell.indicator)
        out << fmt::format("  {} {}{}  原来 {}  现在 {}\n", oversight::in_chinese(row.of), row.id,
                           row.label.empty() ? "" : "  " + printable(row.label),
                           cell_or_none(indicator, row.then), cell_or_none(indicator, row.now));
  }
}

void print_priority(const app::PriorityList& list, std::ostream& out) {
  out << fmt::format("重点名单  截至 {}  权重：{}  {} 个有分\n", to_string(list.as_of),
                     printable(list.weights.source), list.all);
  out << "只排检查的先后，不作决定；只排项目和企业，不排个人\n";
  std::size_t place = list.order.after;
  for (const oversight::Priority& one : list.items) {
    out << fmt::format("\n{}. {}{}{}  {} 分\n", ++place, printable(one.of.name),
                       one.of.code.empty() ? "" : "  " + printable(one.of.code),
                       one.of.region_code.empty() ? "" : "  " + printable(one.of.region_code),
                       grouped(one.points));
    for (const oversight::PartPoints& part : one.parts)
      out << fmt::format(
          "   {}  {}{} × {} = {}\n", oversight::words_of(part.part).chinese, grouped(part.value),
          part.counted == part.value ? ""
                                     : fmt::format("（最多计 {}）{}", part.counted, part.counted),
          part.weight, grouped(part.points));
    for (const std::string& what : one.of.unknown)
      out << fmt::format("   不明：{}\n", printable(what));
  }
  for (const std::string& note : list.notes) out << fmt::format("\n注意：{}\n", note);
  if (list.next) out << fmt::format("\n接着看：--after {}\n", *list.next);
}

void print_coverage(const app::CoverageShown& shown, std::ostream& out) {
  const oversight::Coverage& coverage = shown.coverage;
  const Indicator& indicator = oversight::indicator_of(app::IndicatorId::register_coverage);
  out << fmt::format("项目纳管率  截至 {}  {}\n公式：{}\n", to_string(coverage.as_of),
                     cell_text(indicator, coverage.cell()), indicator.formula);
  out << fmt::format("在建许可 {} 个：已登记 {}，没有登记 {}，待核对 {}\n",
                     coverage.matched + coverage.missing + coverage.unclear, coverage.matched,
                     coverage.missing, coverage.unclear);
  out << fmt::format("另有已竣工的许可 {} 个，{} 以后发的 {} 个，都不在分母里\n", coverage.ended,
                     to_string(coverage.as_of), coverage.not_begun);
  if (coverage.newest)
    out << fmt::format("最新的许可发于 {}{}\n", to_string(*coverage.newest), [&] {
      std::string sources;
      for (const std::string& source : coverage.sources)
        sources += (sources.empty() ? "  来源：" : "、") + printable(source);
      return sources;
    }());
  out << fmt::format("登记了而没有在建许可的项目 {} 个\n", coverage.projects_without_permit);
  for (const oversight::PermitMatch& match : shown.permits) {
    const oversight::PermitFacts& permit = match.permit;
    out << fmt::format("\n{}  {}{}{}  {}\n", printable(permit.number), printable(permit.name),
                       permit.firm.empty() ? "" : "  " + printable(permit.firm),
                       permit.region_code.empty() ? "" : "  " + printable(permit.region_code),
                       oversight::in_chinese(match.matched));
    if (!match.why.empty()) out << fmt::format("  {}\n", printable(match.why));
  }
  if (shown.next) out << fmt::format("\n接着看：--after {}\n", *shown.next);
}

Result<int> told_import(const RecordAsked& asked, const Result<app::OfficeRegisterImported>& done) {
  if (!done) return tl::unexpected(done.error());
  told(
      asked, [&] { return wire::office_register_json(*done); },
      [&] {
        std::ostream& out = asked.out();
        out << fmt::format("{} {} 行：登记 {}，更新 {}，已有 {}，拒收 {} 行\n",
                           printable(done->file), grouped(done->rows), grouped(done->added),
                           grouped(done->changed), grouped(done->known),
                           grouped(std::ssize(done->rejected)));
        for (std::size_t i = 0; i < std::min(kRejectsShown, done->rejected.size()); ++i) {
          const feeds::RejectedRow& row = done->rejected[i];
          out << fmt::format("  第 {} 行{}{}：{}\n", row.row,
                             row.column.empty() ? "" : "「" + row.column + "」",
                             row.value.empty() ? "" : "“" + row.value + "”", printable(row.reason));
        }
        if (done->rejected.size() > kRejectsShown)
          out << fmt::format("  …… 还有 {} 行，--json 列出全部\n",
                             done->rejected.size() - kRejectsShown);
        for (const std::string& column : done->ignored_columns)
          out << fmt::format("没有用的列：{}\n", printable(column));
      });
  return done->rejected.empty() ? kDone : kRejected;
}

}  // namespace

void declare_indicator_show(CLI::App& command, TypedRecord& typed) {
  declare_options(
      command, typed,
      {"--from", "--until", "--region", "--by", "--digits", "--only", "--known-before"});
}

void declare_indicator_rows(CLI::App& command, TypedRecord& typed) {
  command.add_option("INDICATOR", typed.what)->required();
  declare_options(command, typed,
                  {"--from", "--until", "--region", "--by", "--digits", "--known-before", "--place",
                   "--after"});
}

void declare_indicator_corrections(CLI::App& command, TypedRecord& typed) {
  declare_options(command, typed, {"--from", "--until", "--region", "--only", "--known-before"});
}

Result<int> indicator_list(const RecordAsked& asked) {
  return told(
      asked, [] { return wire::indicators_json(); },
      [&] {
        for (const Indicator& indicator : oversight::indicators()) {
          asked.out() << fmt::format("{}  {}\n  公式：{}\n", indicator.name, indicator.chinese,
                                     indicator.formula);
          if (!indicator.basis.empty()) asked.out() << fmt::format("  依据：{}\n", indicator.basis);
          if (indicator.goal) asked.out() << fmt::format("  {}\n", goal_text(indicator));
        }
      });
}

Result<int> indicator_show(const RecordAsked& asked) {
  const Result<app::IndicatorOrder> order = order_of(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<app::IndicatorTable> table =
      app::show_indicators(asked.who, asked.moment, asked.desk, *order);
  if (!table) return tl::unexpected(table.error());
  return told(
      asked, [&] { return wire::indicator_table_json(*table); },
      [&] { print_table(*table, asked.out()); });
}

Result<int> indicator_rows(const RecordAsked& asked) {
  Result<app::IndicatorOrder> order = order_of(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<std::vector<app::IndicatorId>> only = app::indicators_in(asked.typed.what);
  if (!only) return tl::unexpected(only.error());
  order->indicators = *only;
  const Result<std::size_t> after = place_in(asked);
  if (!after) return tl::unexpected(after.error());
  const std::string& place = option(asked, "--place");
  const Result<app::IndicatorRows> rows = app::indicator_rows(asked.who, asked.moment, asked.desk,
                                                              {.order = *order,
                                                               .place = place,
                                                               .is_whole = place.empty(),
                                                               .after = *after,
                                                               .limit = kAtOnce});
  if (!rows) return tl::unexpected(rows.error());
  const Indicator& indicator = oversight::indicator_of(only->front());
  return told(
      asked, [&] { return wire::indicator_rows_json(*rows, indicator.id); },
      [&] {
        asked.out() << fmt::format("{}  {}  由 {} 行加起来\n公式：{}\n", indicator.chinese,
                                   cell_text(indicator, rows->cell), grouped(rows->cell.rows),
                                   indicator.formula);
        for (const oversight::FigureRow& row : rows->rows) asked.out() << row_text(row, indicator);
        if (rows->next) asked.out() << fmt::format("接着看：--after {}\n", *rows->next);
      });
}

Result<int> indicator_corrections(const RecordAsked& asked) {
  const Result<app::IndicatorOrder> order = order_of(asked);
  if (!order) return tl::unexpected(order.error());
  const Result<app::Corrections> found =
      app::show_corrections(asked.who, asked.moment, asked.desk, *order);
  if (!found) return tl::unexpected(found.error());
  return told(
      asked, [&] { return wire::corrections_json(*found); },
      [&] { print_corrections(*found, asked.out()); });
}

void declare_priority_list(CLI::App& command, TypedRecord& typed) {
  declare_options(command, typed, {"--of", "--region", "--after", "--limit"});
}

Result<int> priority_list(const RecordAsked& asked) {
  app::PriorityOrder order;
  const Result<oversight::Ranked> of = app::ranked_in(option(asked, "--of"));
  if (!of) return tl::unexpected(of.error());
  order.of = *of;
  order.region = option(asked, "--region");
  const Result<std::size_t> after = place_in(asked);
  if (!after) return tl::unexpected(after.error());
  order.after = *after;
  if (const std::string& limit = option(asked, "--limit"); !limit.empty()) {
    const Result<std::int64_t> number = number_in("--limit", limit);
    if (!number) return tl::unexpected(number.error());
    order.limit = static_cast<int>(std::min<std::int64_t>(*number, INT32_MAX));
  }
  const Result<app::PriorityList> list =
      app::show_priority(asked.who, asked.moment, asked.desk, order);
  if (!list) return tl::unexpected(list.error());
  return told(
      asked, [&] { return wire::priority_json(*list); },
      [&] { print_priority(*list, asked.out()); });
}

void declare_coverage_show(CLI::App& command, TypedRecord& typed) {
  declare_options(command, typed, {"--region", "--after"});
  command.add_flag("--all", typed.flags["--all"]);
}

Result<int> coverage_show(const RecordAsked& asked) {
  const Result<std::size_t> after = place_in(asked);
  if (!after) return tl::unexpected(after.error());
  const auto all = asked.typed.flags.find("--all");
  const Result<app::CoverageShown> shown =
      app::show_coverage(asked.who, asked.moment, asked.desk,
                         {.region = option(asked, "--region"),
                          .as_of = {},
                          .is_all = all != asked.typed.flags.end() && all->second,
                          .after = *after,
                          .limit = kAtOnce});
  if (!shown) return tl::unexpected(shown.error());
  return told(
      asked, [&] { return wire::coverage_json(*shown); },
      [&] { print_coverage(*shown, asked.out()); });
}

void declare_register_import(CLI::App& command, TypedRecord& typed) {
  command.add_option("FILE", typed.file)->required();
  declare_options(command, typed, {"--region", "--source"});
}

Result<int> permit_import(const RecordAsked& asked) {
  return told_import(asked, app::import_permits(asked.who, asked.moment, asked.desk,
                                                {.file = asked.typed.file,
                                                 .region_code = option(asked, "--region"),
                                                 .source = option(asked, "--source")}));
}

Result<int> sign_import(const RecordAsked& asked) {
  return told_import(asked, app::import_signs(asked.who, asked.moment, asked.desk,
                                              {.file = asked.typed.file,
                                               .region_code = option(asked, "--region"),
                                               .source = option(asked, "--source")}));
}

}  // namespace qingxin::cli
