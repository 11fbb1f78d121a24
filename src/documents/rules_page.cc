// SPDX-License-Identifier: Apache-2.0
#include "documents/rules_page.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "law/built_in.h"
#include "rules/catalogue.h"
#include "verify/report.h"
#include "verify/words.h"

namespace qingxin::documents {

namespace {

constexpr std::string_view kIntro = R"(<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- 由 qingxin rules page 写出，不要手改；改规则卡或 law/，再运行 ./dev rules -->
# 核查规则

每条规则一张卡：什么情况下列出、依据哪一条、用到哪些参数、有哪些例子。疑点是带着证据的提问，
不是认定；金额精确到分。条文一栏是我们的转述，不是原文，以官方文本为准。标记：T 读过条文原文，
S 见于第二手资料，R 凭记忆、未核对，≈ 义务确实、条号待核。依据没有一条读过原文的规则默认不运行
（依据待核），`--all-rules` 才运行。

颜色：红，工资或人身安全可能受损；橙，制度没有落实；黄，资料有疑；蓝，提示。

)";

std::string_view status_of(const rules::Rule& rule) {
  return rules::is_confirmed(rule) ? "运行" : "依据待核";
}

std::string_view binds_in_words(rules::Binds binds) {
  return binds == rules::Binds::construction ? "工程项目" : "所有用人单位";
}

void add_overview(std::string& page) {
  page += "| 规则 | 名称 | 最重 | 约束 | 状态 |\n|---|---|---|---|---|\n";
  for (const rules::Rule& rule : rules::kCatalogue)
    page +=
        fmt::format("| [{0}](#{0}) | {1} | {2} | {3} | {4} |\n", rule.id, rule.name,
                    verify::in_chinese(rule.severity), binds_in_words(rule.binds), status_of(rule));
  page += "\n不在账套目录上核查的：\n\n| 规则 | 名称 | 为什么 |\n|---|---|---|\n";
  for (const rules::RuleElsewhere& rule : rules::kNotOnAFolder)
    page += fmt::format("| {} | {} | {} |\n", rule.id, rule.name, rule.where);
}

void add_bases(const rules::Rule& rule, const law::Law& law, std::string& page) {
  if (rule.bases[0].instrument.empty()) {
    page += "依据：没有全国条文，由当地参数决定。\n\n";
    return;
  }
  page += "| 依据 | 标记 | 条文（转述） |\n|---|---|---|\n";
  for (const law::Citation& basis : rule.bases) {
    if (basis.instrument.empty()) continue;
    const law::Article* article = law::find_article(law.articles, basis);
    page += fmt::format("| {} | {} | {} |\n", law::in_chinese(basis, law.instruments),
                        law::to_string(basis.mark), article == nullptr ? "" : article->gloss);
  }
  page += '\n';
}

void add_parameters(const rules::Rule& rule, const law::Law& law, std::string& page) {
  if (rule.parameters[0].empty()) return;
  page += "| 参数 | 含义 | 当地没有设定时 |\n|---|---|---|\n";
  for (const std::string_view name : rule.parameters) {
    if (name.empty()) continue;
    std::string_view meaning;
    std::string_view shipped;
    for (const law::ParameterName& known : law::parameter_names())
      if (known.name == name) {
        meaning = known.meaning;
        shipped = known.unset;
      }
    for (const law::ParameterValue& value : law.parameters.all())
      if (value.name == name && value.region.empty()) shipped = value.written;
    page += fmt::format("| `{}` | {} | {} |\n", name, meaning, shipped);
  }
  page += '\n';
}

// The cells of one line of a Markdown table.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  line.remove_prefix(1);
  for (std::size_t end = line.find('|'); end != line.npos; end = line.find('|')) {
    cells.push_back(trim(line.substr(0, end)));
    line.remove_prefix(end + 1);
  }
  return cells;
}

// What the cases are called, by verdict, in the order of the table.
void add_examples(const rules::Rule& rule, std::string& page) {
  const law::LawFile* file = law::built_in_examples(rule.id);
  if (file == nullptr) return;
  page += fmt::format("例子（[{0}](../{0})）：\n\n", file->path);
  std::string_view rest = file->text;
  std::size_t verdict = 0;
  std::vector<std::pair<std::string_view, std::string>> cases{
      {"违反", ""}, {"符合", ""}, {"不适用", ""}, {"缺数据", ""}};
  while (!rest.empty()) {
    const std::string_view line = trim(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(rest.size(), rest.find('\n') + 1));
    if (!line.starts_with('|')) continue;
    const std::vector<std::string_view> cells = cells_of(line);
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (cells[i] == "结论") verdict = i;
    for (auto& [name, list] : cases)
      if (verdict < cells.size() && cells[verdict] == name)
        list += fmt::format("{}{}", list.empty() ? "" : "；", cells[0]);
  }
  for (const auto& [name, list] : cases)
    if (!list.empty()) page += fmt::format("- {}：{}\n", name, list);
  page += '\n';
}

}  // namespace

std::string rules_page(const law::Law& law) {
  std::string page(kIntro);
  add_overview(page);
  for (const rules::Rule& rule : rules::kCatalogue) {
    page += fmt::format("\n<a id=\"{0}\"></a>\n\n## {0} {1}\n\n", rule.id, rule.name);
    page += fmt::format("最重为{}；约束{}；{}。\n\n", verify::in_chinese(rule.severity),
                        binds_in_words(rule.binds), status_of(rule));
    page += fmt::format("列出的情形：{}。\n\n下一步：{}。\n\n", rule.formula, rule.next);
    add_bases(rule, law, page);
    add_parameters(rule, law, page);
    add_examples(rule, page);
  }
  while (page.ends_with("\n\n")) page.pop_back();
  return page;
}

}  // namespace qingxin::documents
