// SPDX-License-Identifier: Apache-2.0
#include "oversight/indicator_page.h"

#include <fmt/format.h>

#include "oversight/figure.h"
#include "oversight/priority.h"

namespace qingxin::oversight {

namespace {

struct Chapter {
  IndicatorId first, last;
  std::string_view name;
};
constexpr Chapter kChapters[] = {
    {IndicatorId::projects, IndicatorId::projects_public, "项目"},
    {IndicatorId::clues_received, IndicatorId::cases_open_others, "线索和案件"},
    {IndicatorId::tasks_on_time, IndicatorId::publicity_reach, "治欠办自己的事"},
};

std::string goal_of(const Indicator& indicator) {
  if (!indicator.goal) return "";
  std::string goal = value_text(indicator.measure, *indicator.goal);
  if (!indicator.goal_by.empty()) goal += fmt::format("，{}", indicator.goal_by);
  return goal;
}

}  // namespace

std::string indicators_in_markdown() {
  std::string page;
  for (const Chapter& chapter : kChapters) {
    page += fmt::format("\n## {}\n\n", chapter.name);
    page += "| 指标 | 名 | 算法 | 依据 | 目标 |\n| --- | --- | --- | --- | --- |\n";
    for (const Indicator& indicator : indicators())
      if (chapter.first <= indicator.id && indicator.id <= chapter.last)
        page += fmt::format("| {} | `{}` | {} | {} | {} |\n", indicator.chinese, indicator.name,
                            indicator.formula, indicator.basis, goal_of(indicator));
  }
  page += "\n## 重点名单的各项\n\n| 项 | 名 | 默认权重 | 最多计 |\n| --- | --- | --- | --- |\n";
  for (const PartWords& part : priority_parts())
    page += fmt::format("| {} | `{}` | {} | {} |\n", part.chinese, part.name, part.weight,
                        part.most == 0 ? std::string{"不限"} : std::to_string(part.most));
  page += "\n";
  return page;
}

}  // namespace qingxin::oversight
