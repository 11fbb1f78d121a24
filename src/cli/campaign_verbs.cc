// SPDX-License-Identifier: Apache-2.0
#include "cli/campaign_verbs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>

#include "app/campaigns.h"
#include "app/contacts.h"
#include "app/return_board.h"
#include "base/text.h"
#include "cli/campaign_options.h"
#include "cli/record_text.h"
#include "cli/record_verbs.h"
#include "cli/step_options.h"
#include "wire/campaign_json.h"

namespace qingxin::cli {

namespace {

int tell_made(const RecordAsked& asked, const app::CampaignMade& made) {
  return told(
      asked, [&] { return wire::campaign_made_json(made); },
      [&] {
        print_kept(made.records.front(), asked.out());
        std::map<std::string_view, int> counts;
        for (const app::RecordKept& kept : made.records)
          ++counts[oversight::words_of(kept.whole.record.face.kind).chinese];
        for (const auto& [kind, count] : counts)
          asked.out() << fmt::format("  {} {} 条\n", kind, count);
        print_notes(made.notes, asked.out());
      });
}

void print_progress(std::string_view what, const std::vector<oversight::Progress>& all,
                    std::ostream& out) {
  out << fmt::format("\n按{}\n", what);
  if (all.empty()) out << "  没有任务\n";
  for (const oversight::Progress& one : all)
    out << fmt::format("  {}  {}/{} 完成，待确认 {}，超期 {}{}\n",
                       padded_right(printable(one.label), 20), one.done, one.of, one.waiting,
                       one.overdue,
                       one.cancelled > 0 ? fmt::format("，另取消 {}", one.cancelled) : "");
}

// Only what is due: what is to come is no news.
void print_unit(const app::ShownBoard& shown, const oversight::ReturnUnit& unit,
                std::ostream& out) {
  out << fmt::format("\n{}{}\n", printable(unit.name),
                     unit.has_users ? "" : "（没有人有账号，由主办单位代记）");
  for (const oversight::BoardCell& cell : shown.board.cells) {
    if (cell.unit != unit.id || cell.filing == oversight::Filing::not_due) continue;
    std::string late;
    if (cell.minutes_late > 0)
      late = fmt::format("，超过 {} 小时 {} 分", cell.minutes_late / 60, cell.minutes_late % 60);
    out << fmt::format("  {}  {}{}{}{}{}\n", oversight::words_of(cell.period),
                       oversight::in_chinese(cell.filing), late, cell.is_zero ? "，零报告" : "",
                       cell.has_differences ? "，有与数据不同的数" : "",
                       cell.record == 0 ? "，还没有准备" : fmt::format("  {}", cell.record));
  }
}

void print_board(const app::ShownBoard& shown, std::ostream& out) {
  const oversight::ReturnBoard& board = shown.board;
  out << fmt::format("{}  报表  截至 {}\n", printable(shown.name), china_minute(shown.as_of))
      << fmt::format("到期 {} 份：按期 {}，迟报 {}，未报 {}；零报告 {}\n", board.due, board.on_time,
                     board.late, board.missing, board.zero);
  print_notes(shown.schedule.provisional, out);
  for (const oversight::ReturnUnit& unit : board.units) print_unit(shown, unit, out);
}

// "项=数", "项=说明" of the same line together.
Result<void> take_lines(const std::vector<std::string>& texts, std::string_view option,
                        std::string oversight::Line::*place, std::vector<oversight::Line>& lines) {
  for (const std::string& text : texts) {
    const Result<NameAndValue> said = name_and_value(option, text);
    if (!said) return tl::unexpected(said.error());
    auto line = std::ranges::find(lines, said->name, &oversight::Line::item);
    if (line == lines.end()) {
      lines.emplace_back().item = said->name;
      line = lines.end() - 1;
    }
    (*line).*place = said->value;
  }
  return {};
}

}  // namespace

void declare_campaign_make(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed, {"--plan", "--year", "--region"});
}

Result<int> campaign_make(const RecordAsked& asked) {
  Result<oversight::CampaignPlan> plan = app::campaign_plan_in(named(asked, "--plan"));
  if (!plan) return tl::unexpected(plan.error());
  const Result<int> year = whole_in(asked, "--year", year_of(asked.moment.today));
  if (!year) return tl::unexpected(year.error());
  const Result<app::CampaignMade> made = app::make_campaign(
      asked.who, asked.moment, asked.desk,
      {.plan = *std::move(plan), .year = *year, .region = named(asked, "--region")});
  if (!made) return tl::unexpected(made.error());
  return tell_made(asked, *made);
}

Result<int> campaign_next(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::CampaignMade> made =
      app::make_next_campaign(asked.who, asked.moment, asked.desk, *id);
  if (!made) return tl::unexpected(made.error());
  return tell_made(asked, *made);
}

Result<int> campaign_progress(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::CampaignProgress> progress =
      app::campaign_progress(asked.who, asked.moment, asked.desk, *id);
  if (!progress) return tl::unexpected(progress.error());
  return told(
      asked, [&] { return wire::campaign_progress_json(*progress); },
      [&] {
        const oversight::Record& record = progress->campaign.record;
        asked.out() << fmt::format(
            "{}  {}  截至 {}\n",
            printable(oversight::text_of(record.values, oversight::Field::name)),
            oversight::words_of(record.state).chinese, to_string(progress->as_of));
        print_progress("阶段", progress->by_stage, asked.out());
        print_progress("单位", progress->by_unit, asked.out());
        print_progress("行业", progress->by_industry, asked.out());
      });
}

Result<int> campaign_summary(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<std::string> summary =
      app::campaign_summary(asked.who, asked.moment, asked.desk, *id);
  if (!summary) return tl::unexpected(summary.error());
  return told(
      asked, [&] { return wire::campaign_summary_json(*summary); },
      [&] { asked.out() << *summary << '\n'; });
}

Result<int> return_open(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::ReturnsOpened> opened =
      app::open_returns(asked.who, asked.moment, asked.desk, *id);
  if (!opened) return tl::unexpected(opened.error());
  return told(
      asked, [&] { return wire::returns_opened_json(*opened); },
      [&] {
        asked.out() << fmt::format("准备了 {} 份报表\n", opened->records.size());
        for (const app::RecordKept& kept : opened->records) print_kept(kept, asked.out());
        print_notes(opened->notes, asked.out());
      });
}

Result<int> return_board(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  const Result<app::ShownBoard> shown = app::return_board(asked.who, asked.moment, asked.desk, *id);
  if (!shown) return tl::unexpected(shown.error());
  return told(
      asked, [&] { return wire::return_board_json(*shown); },
      [&] { print_board(*shown, asked.out()); });
}

void declare_return_fill(CLI::App& command, TypedRecord& typed) {
  declare_record_id(command, typed);
  declare_named(command, typed, {"--reason", "--key"});
  command.add_option("--line", typed.lists["--line"]);
  command.add_option("--note", typed.lists["--note"]);
  command.add_flag("--zero", typed.flags["--zero"]);
}

Result<int> return_fill(const RecordAsked& asked) {
  const Result<app::RecordId> id = record_in(asked);
  if (!id) return tl::unexpected(id.error());
  app::ReturnFiling filing{.id = *id,
                           .key = named(asked, "--key"),
                           .lines = {},
                           .is_zero = is_flagged(asked, "--zero"),
                           .reason = named(asked, "--reason"),
                           .values = {}};
  if (const auto taken =
          take_lines(listed(asked, "--line"), "--line", &oversight::Line::answer, filing.lines);
      !taken)
    return tl::unexpected(taken.error());
  if (const auto taken =
          take_lines(listed(asked, "--note"), "--note", &oversight::Line::note, filing.lines);
      !taken)
    return tl::unexpected(taken.error());
  const Result<app::RecordKept> kept =
      app::file_return(asked.who, asked.moment, asked.desk, filing);
  if (!kept) return tl::unexpected(kept.error());
  return tell_kept(asked, *kept);
}

void declare_contact_pair(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed, {"--firms", "--region"});
  command.add_option("--person", typed.lists["--person"]);
}

Result<int> contact_pair(const RecordAsked& asked) {
  constexpr int kUsual = 10;
  const Result<int> firms = whole_in(asked, "--firms", kUsual);
  if (!firms) return tl::unexpected(firms.error());
  const Result<std::vector<app::RecordKept>> kept = app::pair_contacts(
      asked.who, asked.moment, asked.desk,
      {.persons = listed(asked, "--person"), .firms = *firms, .region = named(asked, "--region")});
  if (!kept) return tl::unexpected(kept.error());
  return tell_all(asked, *kept, "没有要新安排的企业");
}

void declare_contact_unvisited(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed, {"--days"});
}

Result<int> contact_unvisited(const RecordAsked& asked) {
  constexpr int kUsual = 30;
  const Result<int> days = whole_in(asked, "--days", kUsual);
  if (!days) return tl::unexpected(days.error());
  const Result<std::vector<app::Unvisited>> found =
      app::unvisited_contacts(asked.who, asked.moment, asked.desk, *days);
  if (!found) return tl::unexpected(found.error());
  return told(
      asked, [&] { return wire::unvisited_json(*found); },
      [&] {
        asked.out() << fmt::format("{} 天没有走访的包联 {} 家\n", *days, found->size());
        for (const app::Unvisited& one : *found)
          asked.out() << fmt::format(
              "  {}  {}  {}  {} 天{}\n", number(one.contact), printable(one.name),
              printable(one.person), one.days,
              one.last ? fmt::format("，上次 {}", to_string(*one.last)) : "，从来没有");
      });
}

void declare_grid_cover(CLI::App& command, TypedRecord& typed) {
  declare_named(command, typed, {"--region"});
}

Result<int> grid_cover(const RecordAsked& asked) {
  const Result<app::GridCoverage> coverage =
      app::grid_coverage(asked.who, asked.moment, asked.desk, named(asked, "--region"));
  if (!coverage) return tl::unexpected(coverage.error());
  return told(
      asked, [&] { return wire::grid_coverage_json(*coverage); },
      [&] {
        asked.out() << fmt::format("项目 {} 个，没有人管的 {} 个\n", coverage->projects.size(),
                                   coverage->without);
        for (const app::CoveredProject& one : coverage->projects)
          asked.out() << fmt::format("  {}  {}  {}\n", printable(one.code), printable(one.name),
                                     one.area ? fmt::format("{}  {}", printable(one.area->name),
                                                            printable(one.area->person))
                                              : std::string{"没有网格"});
      });
}

}  // namespace qingxin::cli
