// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "oversight/campaign.h"

// The text with which the closing summary of a campaign begins.
namespace qingxin::oversight {

namespace {

std::string stages_part(const CampaignFacts& facts) {
  std::map<std::string, std::string> names;
  for (const KeptRecordOf& stage : facts.stages)
    names[std::to_string(stage.id)] = text_of(stage.record.values, Field::name);
  if (facts.tasks.empty()) return "一、任务。没有交办任务。\n";
  std::string text = "一、任务。";
  for (const Progress& one : progress_of(facts.tasks, ProgressBy::stage, facts.as_of, names))
    text += fmt::format("{}：{} 件，完成 {} 件，待确认 {} 件，超期 {} 件{}。", one.label, one.of,
                        one.done, one.waiting, one.overdue,
                        one.cancelled > 0 ? fmt::format("，另取消 {} 件", one.cancelled) : "");
  return text + "\n";
}

std::string returns_part(const std::optional<ReturnBoard>& board) {
  if (!board || board->units.empty()) return "二、报表。没有要求成员单位报送。\n";
  std::string text =
      fmt::format("二、报表。到期 {} 份，按期 {} 份，迟报 {} 份，未报 {} 份，其中零报告 {} 份。",
                  board->due, board->on_time, board->late, board->missing, board->zero);
  std::string silent;
  for (const ReturnUnit& unit : board->units)
    if (std::ranges::any_of(board->cells, [&](const BoardCell& cell) {
          return cell.unit == unit.id && cell.filing == Filing::missing;
        }))
      silent += fmt::format("{}{}", silent.empty() ? "" : "、", unit.name);
  if (!silent.empty()) text += fmt::format("还有没报的单位：{}。", silent);
  return text + "\n";
}

// What nobody has counted is said apart.
std::string publicity_part(const std::vector<KeptRecordOf>& actions) {
  if (actions.empty()) return "三、宣传。没有登记宣传活动。\n";
  std::int64_t reach = 0, unknown = 0;
  for (const KeptRecordOf& action : actions) {
    const std::optional<std::int64_t> people = number_of(action.record.values, Field::reach);
    reach += people.value_or(0);
    unknown += people ? 0 : 1;
  }
  return fmt::format("三、宣传。活动 {} 场，受众 {} 人次{}。\n", actions.size(), reach,
                     unknown > 0 ? fmt::format("（另有 {} 场没有报人数）", unknown) : "");
}

std::string inspections_part(const CampaignFacts& facts) {
  const auto open = std::ranges::count_if(
      facts.hazards, [](const KeptRecordOf& one) { return is_open(one.record); });
  const auto overdue = std::ranges::count_if(
      facts.hazards, [&](const KeptRecordOf& one) { return is_overdue(one.record, facts.as_of); });
  const auto going_on = std::ranges::count_if(
      facts.inspections, [](const KeptRecordOf& one) { return is_open(one.record); });
  return fmt::format(
      "四、检查。检查 {} 次，其中没有了结的 {} 次；发现隐患 {} 处，没有消除的 {} 处，其中超期 {} "
      "处。\n",
      facts.inspections.size(), going_on, facts.hazards.size(), open, overdue);
}

// What units wrote down as good practice, each once.
std::string practice_part(const CampaignFacts& facts) {
  std::string text;
  for (const std::vector<KeptRecordOf>* records : {&facts.tasks, &facts.publicity})
    for (const KeptRecordOf& one : *records) {
      const std::string practice{text_of(one.record.values, Field::practice)};
      if (practice.empty() || text.find(practice) != text.npos) continue;
      const auto name =
          facts.names.find(std::to_string(static_cast<std::int64_t>(one.record.face.addressee)));
      text += fmt::format("{}{}\n", name == facts.names.end() ? "" : name->second + "：", practice);
    }
  return text.empty() ? "五、好做法。没有单位填报，请补写。\n" : "五、好做法。\n" + text;
}

}  // namespace

std::string summary_draft(const Record& campaign, const CampaignFacts& facts) {
  const Values& values = campaign.values;
  std::string text = fmt::format(
      "{}，{} 至 {}，数据截至 {}。\n", text_of(values, Field::name), text_of(values, Field::from),
      text_of(values, Field::until), to_string(facts.as_of));
  if (const std::string_view goal = text_of(values, Field::goal); !goal.empty())
    text += fmt::format("目标：{}。\n", goal);
  text += stages_part(facts);
  text += returns_part(facts.returns);
  text += publicity_part(facts.publicity);
  text += inspections_part(facts);
  text += practice_part(facts);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace qingxin::oversight
