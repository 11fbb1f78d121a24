// SPDX-License-Identifier: Apache-2.0
#include "cli/rules_text.h"

#include <fmt/format.h>

#include <algorithm>

#include <ostream>

#include "app/report_words.h"
#include "base/text.h"
#include "cli/report_text.h"
#include "app/rule_catalogue.h"

namespace qingxin::cli {

namespace {

std::string_view status_of(const rules::Rule& rule) {
  return rules::is_confirmed(rule) ? "运行" : "依据待核";
}

// "保障农民工工资支付条例 第十二条 T"; a local rule has none.
std::string principal_basis(const rules::Rule& rule, const law::Law& law) {
  const law::Citation& basis = rule.bases[0];
  if (basis.instrument.empty()) return "当地参数";
  const auto text = law.instruments.find(basis.instrument);
  std::string words = text == law.instruments.end() ? "" : text->second.short_title;
  if (basis.article > 0) words += fmt::format(" 第{}条", law::number_in_chinese(basis.article));
  return fmt::format("{} {}", words, law::to_string(basis.mark));
}

void print_bases(const rules::Rule& rule, const law::Law& law, std::ostream& out) {
  if (rule.bases[0].instrument.empty()) {
    out << "依据  没有全国条文，由当地参数决定\n";
    return;
  }
  out << "依据（条文为我们的转述，不是原文，以官方文本为准）\n";
  for (const law::Citation& basis : rule.bases) {
    if (basis.instrument.empty()) continue;
    out << fmt::format("  {}  [{}]\n", law::in_chinese(basis, law.instruments),
                       in_words(basis.mark));
    if (const law::Article* article = law::find_article(law.articles, basis))
      print_wrapped("    ", article->gloss, out);
  }
}

void print_parameters(const rules::Rule& rule, const law::Law& law, std::string_view region,
                      Date day, std::ostream& out) {
  const std::vector<app::RuleParameter> parameters = app::parameters_of(rule, law, region, day);
  if (parameters.empty()) return;
  out << fmt::format("参数（{}，{}）\n", region.empty() ? "全国" : std::string(region),
                     to_string(day));
  for (const app::RuleParameter& parameter : parameters) {
    const bool is_set = parameter.value != nullptr;
    out << fmt::format(
        "  {} = {}  {}\n", parameter.name,
        is_set ? parameter.value->written : fmt::format("没有设定：{}", parameter.unset),
        parameter.meaning);
    if (is_set && !parameter.value->source.empty())
      print_wrapped("    出处：", parameter.value->source, out);
  }
}

}  // namespace

std::string_view in_words(law::Mark mark) {
  switch (mark) {
    case law::Mark::text: return "T 读过条文原文";
    case law::Mark::secondary: return "S 见于第二手资料";
    case law::Mark::recalled: return "R 凭记忆，未核对";
    case law::Mark::approximate: return "≈ 义务确实，条号待核";
  }
  return "";
}

void print_rules(const law::Law& law, Colour colour, std::ostream& out) {
  TextTable table({Align::left, Align::left, Align::left, Align::left, Align::left}, 2);
  table.add({{"规则", Ink::strong},
             {"最重", Ink::strong},
             {"名称", Ink::strong},
             {"主要依据", Ink::strong},
             {"状态", Ink::strong}});
  for (const rules::Rule& rule : rules::kCatalogue)
    table.add({{std::string(rule.id)},
               {std::string(verify::in_chinese(rule.severity)), ink_of(rule.severity)},
               {std::string(rule.name)},
               {principal_basis(rule, law)},
               {std::string(status_of(rule))}});
  table.print(colour, out);
  out << "\n不在账套目录上核查的\n";
  for (const rules::RuleElsewhere& rule : rules::kNotOnAFolder)
    out << fmt::format("  {}  {}：{}\n", rule.id, rule.name, rule.where);
  out << fmt::format(
      "\n共 {} 条运行或可运行；依据待核的默认不运行，加 --all-rules 才运行。"
      "看一条：qingxin rules show W02\n",
      rules::kCatalogue.size());
}

void print_rule(const rules::Rule& rule, const law::Law& law, std::string_view region, Date day,
                Colour colour, std::ostream& out) {
  out << painted(fmt::format("{} {}", rule.id, rule.name), Ink::strong, colour) << "  最重为"
      << painted(verify::in_chinese(rule.severity), ink_of(rule.severity), colour) << "  "
      << status_of(rule)
      << (rule.binds == rules::Binds::construction ? "  约束工程项目" : "  约束所有用人单位")
      << "\n\n";
  print_wrapped("列出的情形  ", rule.formula, out);
  print_wrapped("下一步      ", rule.next, out);
  out << '\n';
  print_bases(rule, law, out);
  out << '\n';
  print_parameters(rule, law, region, day, out);
  const std::string_view examples = app::examples_of(rule);
  if (!examples.empty()) out << "\n例子\n\n" << examples;
}

void print_articles(const law::Law& law, std::ostream& out) {
  std::string_view before;
  for (const auto& [place, article] : law.articles) {
    const auto& [instrument, number] = place;
    const auto text = law.instruments.find(instrument);
    if (instrument != before && text != law.instruments.end())
      out << fmt::format("{}{}（{}）\n", before.empty() ? "" : "\n", text->second.title,
                         text->second.number);
    before = instrument;
    std::string rules;
    for (const rules::Rule* rule : app::rules_citing(instrument, number))
      rules += fmt::format("{}{}", rules.empty() ? "" : " ", rule->id);
    const auto& payers = rules::kPayerArticles;
    if (instrument == "gwy-724" && std::ranges::find(payers, number) != payers.end())
      rules += rules.empty() ? "C08" : " C08";
    const std::string where = fmt::format("第{}条", law::number_in_chinese(number));
    out << fmt::format("  {} {} {}\n", padded_right(where, 14), padded_right(article.title, 36),
                       rules.empty() ? "没有规则直接核查" : rules);
  }
}

}  // namespace qingxin::cli
