// SPDX-License-Identifier: Apache-2.0
#include "cli/explain_text.h"

#include <fmt/format.h>

#include <ostream>

#include "app/report_words.h"
#include "base/text.h"
#include "cli/report_text.h"

namespace qingxin::cli {

namespace {

void print_heading(std::string_view words, Colour colour, std::ostream& out) {
  out << '\n' << painted(words, Ink::strong, colour) << '\n';
}

void print_head(const verify::Explanation& explanation, bool is_revealed, Colour colour,
                std::ostream& out) {
  const verify::Finding& finding = explanation.finding;
  const std::string grade = finding.missing ? painted("无法判定", Ink::faint, colour)
                                            : painted(verify::in_chinese(finding.severity),
                                                      ink_of(finding.severity), colour);
  out << painted(fmt::format("{} {}", finding.rule->id, finding.rule->name), Ink::strong, colour)
      << "  " << grade << "  编号 " << finding.id << '\n';
  std::string about = fmt::format("{}（{}）", finding.project_name, finding.project_id);
  if (!finding.employer.empty()) about += "  " + finding.employer;
  if (!finding.worker.empty())
    about +=
        fmt::format("  {} {}", finding.worker_name, verify::shown(finding.worker, is_revealed));
  if (finding.month)
    about += fmt::format("  {} {}", verify::month_word(*finding.rule), to_string(*finding.month));
  if (!finding.subject.empty()) about += "  " + finding.subject;
  if (finding.amount) about += fmt::format("  涉及 {} 元", to_string(*finding.amount));
  print_wrapped("", printable(about), out);
  out << fmt::format("截至 {}  法规数据 {}  （疑点是带着证据的提问，不是认定）\n\n",
                     to_string(explanation.as_of), explanation.law.version);
  print_wrapped("", printable(finding.because) + "。", out);
}

void print_rows(const verify::Explanation& explanation, bool is_revealed, Colour colour,
                std::ostream& out) {
  const verify::Finding& finding = explanation.finding;
  print_heading(fmt::format("所据各行（{} 处）", finding.evidence_rows), colour, out);
  if (finding.evidence.empty()) out << "  没有可列的行：所缺的正是资料本身\n";
  for (const verify::Evidence& cell : finding.evidence) {
    const std::string row = cell.row == 0 ? "" : fmt::format(" 第 {} 行", cell.row);
    const std::string column = cell.column.empty() ? "" : fmt::format("「{}」", cell.column);
    out << fmt::format("  {}{}{}  {}\n", printable(cell.file), row, column,
                       printable(verify::shown(cell, is_revealed)));
  }
  std::string files;
  for (const book::FileRead& file : explanation.files)
    files += fmt::format("{}{} {} 行", files.empty() ? "" : "，", file.name, file.used);
  print_wrapped("  读过：", printable(files), out);
}

void print_counting(const verify::Explanation& explanation, Colour colour, std::ostream& out) {
  const verify::Finding& finding = explanation.finding;
  if (!explanation.counting) return;
  const law::Counting& counting = *explanation.counting;
  print_heading("日期怎样算", colour, out);
  out << "  " << counting.start << '\n';
  for (const law::CountedLine& line : counting.days)
    out << fmt::format("    {} {}  {}  {}{}\n", to_string(line.day), weekday_in_chinese(line.day),
                       padded_right(line.number, 16), line.reason,
                       line.is_certain ? "" : "（暂定：该年放假安排尚未公布）");
  out << "  期限是 " << counting.result << '\n';
  if (finding.since && finding.days)
    out << fmt::format("  自 {} 起，到 {}，共 {} 日（日历日）\n", to_string(*finding.since),
                       to_string(*finding.since + (*finding.days - 1)), *finding.days);
}

void print_parameters(const verify::Explanation& explanation, Colour colour, std::ostream& out) {
  if (explanation.parameters.empty()) return;
  print_heading("用到的参数", colour, out);
  for (const verify::ParameterInForce& parameter : explanation.parameters) {
    out << fmt::format("  {} = {}  {}\n", parameter.name,
                       parameter.value.empty() ? "没有设定" : printable(parameter.value),
                       parameter.meaning);
    if (!parameter.source.empty()) print_wrapped("    出处：", printable(parameter.source), out);
  }
}

}  // namespace

void print_explanation(const verify::Explanation& explanation, bool is_revealed, bool is_for_unit,
                       Colour colour, std::ostream& out) {
  const verify::Finding& finding = explanation.finding;
  print_head(explanation, is_revealed, colour, out);
  print_heading("规则", colour, out);
  print_wrapped("  ", finding.rule->formula, out);
  print_rows(explanation, is_revealed, colour, out);
  print_counting(explanation, colour, out);
  print_parameters(explanation, colour, out);
  print_heading("依据（转述，不是原文，以官方文本为准）", colour, out);
  for (const law::Citation& basis : finding.rule->bases) {
    if (basis.instrument.empty()) continue;
    out << "  " << verify::basis_in_words(basis, explanation.law.instruments) << '\n';
    if (const law::Article* article = law::find_article(explanation.law.articles, basis))
      print_wrapped("    ", article->gloss, out);
  }
  print_heading("下一步", colour, out);
  print_wrapped(
      "  ", is_for_unit ? verify::next_step_for_unit(finding) : verify::next_step(finding), out);
}

}  // namespace qingxin::cli
