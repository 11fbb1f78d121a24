// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "law/toml_reader.h"
#include "oversight/campaign.h"
#include "oversight/figure.h"
#include "oversight/plan_files.h"

// How law/campaigns/*.toml is read.
namespace qingxin::oversight {

namespace {

using law::TomlTable;

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "11-20".
std::optional<PlanDay> month_day_in(std::string_view text, PlanDay::Of of) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const std::optional<int> month = whole_number(text.substr(0, 2));
  const std::optional<int> day = whole_number(text.substr(3));
  constexpr int kLeapYear = 2028;
  if (!month || !day || *month < 1 || *day < 1) return std::nullopt;
  if (!is_date(kLeapYear, static_cast<unsigned>(*month), static_cast<unsigned>(*day)))
    return std::nullopt;
  return PlanDay{
      .of = of, .month = static_cast<unsigned>(*month), .day = static_cast<unsigned>(*day)};
}

class CampaignReader {
 public:
  CampaignReader(const toml::table& table, std::string_view file)
      : reader_(file), top_{table, file, "顶层"}, file_(file) {}

  Result<CampaignPlan> read();

 private:
  PlanDay day(const TomlTable& table, std::string_view key);
  void read_stage(const TomlTable& table);
  void read_member(const TomlTable& table);
  void read_task(const TomlTable& table);
  void read_returns();
  std::string rhythm(const TomlTable& table, std::string_view key);
  void check_links(const TomlTable& table, const PlannedTask& task);

  law::TomlReader reader_;
  TomlTable top_;
  std::string_view file_;
  CampaignPlan plan_;
};

PlanDay CampaignReader::day(const TomlTable& table, std::string_view key) {
  const std::string text = reader_.text(table, key);
  const std::optional<PlanDay> day = plan_day_in(text);
  if (!day && !text.empty())
    reader_.refuse(table, key, "应写成 \"11-20\"、\"次年 01-10\" 或 \"春节前 20\"");
  return day.value_or(PlanDay{});
}

void CampaignReader::read_stage(const TomlTable& table) {
  reader_.known(table, {"name", "from", "until", "goal"});
  plan_.stages.push_back({.name = reader_.text(table, "name"),
                          .goal = reader_.text_or_none(table, "goal"),
                          .from = day(table, "from"),
                          .until = day(table, "until")});
}

void CampaignReader::read_member(const TomlTable& table) {
  reader_.known(table, {"name", "words", "duty", "industry"});
  PlannedMember member{.name = reader_.text(table, "name"),
                       .duty = reader_.text(table, "duty"),
                       .industry = reader_.text_or_none(table, "industry"),
                       .words = reader_.texts(table, "words")};
  if (member.words.empty()) reader_.refuse(table, "words", "要写单位名称里的词，至少一个");
  plan_.members.push_back(std::move(member));
}

void CampaignReader::check_links(const TomlTable& table, const PlannedTask& task) {
  if (std::ranges::find(plan_.stages, task.stage, &PlannedStage::name) == plan_.stages.end())
    reader_.refuse(table, "stage", "没有这个阶段，请与 [[stage]] 的 name 一致");
  for (const std::string& member : task.members)
    if (std::ranges::find(plan_.members, member, &PlannedMember::name) == plan_.members.end())
      reader_.refuse(table, "members",
                     fmt::format("没有成员「{}」，请与 [[member]] 的 name 一致", member));
}

void CampaignReader::read_task(const TomlTable& table) {
  reader_.known(table, {"stage", "content", "members", "until"});
  PlannedTask task{.stage = reader_.text(table, "stage"),
                   .content = reader_.text(table, "content"),
                   .members = reader_.texts(table, "members"),
                   .until = day(table, "until")};
  if (task.members.empty()) reader_.refuse(table, "members", "要写由谁做，至少一个");
  check_links(table, task);
  plan_.tasks.push_back(std::move(task));
}

std::string CampaignReader::rhythm(const TomlTable& table, std::string_view key) {
  std::string name = reader_.text(table, key);
  if (!name.empty() && !rhythm_named(name))
    reader_.refuse(table, key, "可用：once、daily、weekly、ten_days、monthly");
  return name;
}

void CampaignReader::read_returns() {
  const toml::node* node = top_.table.get("returns");
  if (node == nullptr) return;
  if (!node->is_table()) return reader_.refuse(top_, "returns", "应写成 [returns] 表");
  const TomlTable table{*node->as_table(), file_, "[returns]"};
  reader_.known(
      table, {"name", "rhythm", "festival_rhythm", "festival_from", "due_hour", "figures", "own"});
  PlannedReturns returns{.name = reader_.text(table, "name"),
                         .rhythm = rhythm(table, "rhythm"),
                         .festival_rhythm = {},
                         .festival_from = {},
                         .figures = {},
                         .own = reader_.texts(table, "own")};
  if (table.table.contains("festival_rhythm")) {
    returns.festival_rhythm = rhythm(table, "festival_rhythm");
    returns.festival_from = day(table, "festival_from");
  }
  constexpr int kHours = 24;
  if (table.table.contains("due_hour"))
    returns.due_hour = reader_.number(table, "due_hour", 1, kHours);
  for (const std::string& name : reader_.texts(table, "figures")) {
    const Indicator* indicator = indicator_named(name);
    if (indicator == nullptr)
      reader_.refuse(
          table, "figures",
          fmt::format("没有指标「{}」，见 qingxin indicator show", shortened(printable(name), 40)));
    else
      returns.figures.emplace_back(indicator->name);
  }
  plan_.returns = std::move(returns);
}

Result<CampaignPlan> CampaignReader::read() {
  reader_.known(top_, {"title", "source", "checked_on", "name", "goal", "from", "until", "stage",
                       "member", "task", "returns"});
  plan_.title = reader_.text(top_, "title");
  plan_.source = reader_.text(top_, "source");
  plan_.name = reader_.text(top_, "name");
  plan_.goal = reader_.text_or_none(top_, "goal");
  plan_.checked_on = reader_.day(top_, "checked_on");
  plan_.from = day(top_, "from");
  plan_.until = day(top_, "until");
  reader_.each_table(top_, "stage", "stage", [&](const TomlTable& table) { read_stage(table); });
  reader_.each_table(top_, "member", "member", [&](const TomlTable& table) { read_member(table); });
  reader_.each_table(top_, "task", "task", [&](const TomlTable& table) { read_task(table); });
  read_returns();
  if (reader_.fault()) return tl::unexpected(*reader_.fault());
  return std::move(plan_);
}

}  // namespace

std::optional<PlanDay> plan_day_in(std::string_view text) {
  constexpr std::string_view kNextYear = "次年 ", kBeforeFestival = "春节前 ";
  if (text.starts_with(kNextYear))
    return month_day_in(text.substr(kNextYear.size()), PlanDay::Of::next_year);
  if (!text.starts_with(kBeforeFestival)) return month_day_in(text, PlanDay::Of::this_year);
  const std::optional<int> days = whole_number(text.substr(kBeforeFestival.size()));
  constexpr int kDaysMost = 200;
  if (!days || *days < 0 || *days > kDaysMost) return std::nullopt;
  return PlanDay{.of = PlanDay::Of::before_festival, .days_before = *days};
}

Result<CampaignPlan> read_campaign(std::string_view toml, std::string_view file) {
  const Result<toml::table> parsed = law::parse_toml(toml, file);
  if (!parsed) return tl::unexpected(parsed.error());
  return CampaignReader(*parsed, file).read();
}

Result<CampaignPlan> find_campaign_plan(std::string_view name) {
  const Result<PlanFile> file = find_plan_file("campaigns", name);
  if (!file) return tl::unexpected(file.error());
  return read_campaign(file->text, file->path);
}

}  // namespace qingxin::oversight
