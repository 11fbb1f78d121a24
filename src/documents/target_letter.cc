// SPDX-License-Identifier: Apache-2.0
#include "documents/target_letter.h"

#include <fmt/format.h>

namespace qingxin::documents {

std::vector<Passage> passages_of(const TargetLetter& letter) {
  std::vector<Passage> passages;
  const auto add = [&](Form form, std::string words) {
    passages.push_back({.form = form, .words = std::move(words), .rows = {}});
  };
  add(Form::issuer, letter.issuer);
  add(Form::title, fmt::format("{} 年保障农民工工资支付工作目标责任书", letter.year));
  add(Form::addressee, letter.district);
  add(Form::text,
      letter.duty.empty()
          ? fmt::format(
                "{}对本区划的保障农民工工资支付工作负责，{} 年内达到下列目标，按季度报送进展，"
                "年底接受考核。",
                letter.district, letter.year)
          : letter.duty);
  add(Form::heading, "目标");
  Passage table{.form = Form::table,
                .words = {},
                .rows = {{"序号", "内容", "指标", "目标", "分值", "分值的来处"}}};
  for (std::size_t i = 0; i < letter.targets.size(); ++i) {
    const oversight::Target& target = letter.targets[i];
    table.rows.push_back({std::to_string(i + 1), target.part, target.name, target.goal,
                          oversight::points_text(target.points), target.basis});
  }
  passages.push_back(std::move(table));
  add(Form::heading, "算法");
  for (const oversight::Target& target : letter.targets)
    add(Form::text, fmt::format("{}　{}", target.name, target.formula));
  add(Form::note, fmt::format("考核方案：{}。{}", letter.scheme, letter.source));
  passages.push_back(
      {.form = Form::columns,
       .words = {},
       .rows = {{letter.issuer, letter.district}, {"负责人（签字）：", "负责人（签字）："}}});
  add(Form::signing, day_in_chinese(letter.day));
  return passages;
}

}  // namespace qingxin::documents
