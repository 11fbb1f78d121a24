// SPDX-License-Identifier: Apache-2.0
#include "documents/explanation_page.h"

#include <fmt/format.h>

#include "documents/markup.h"
#include "verify/words.h"

namespace qingxin::documents {

namespace {

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 18mm 16mm; }
body { font: 14px/22px "PingFang SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",
  system-ui,sans-serif; color: #1d2227; max-width: 760px; margin: 24px auto; padding: 0 16px;
  line-break: strict; font-variant-numeric: tabular-nums; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 4px; }
h2 { font-size: 15px; margin: 20px 0 6px; border-top: 1px solid #c9c4b8; padding-top: 10px; }
p { margin: 4px 0; } .about { color: #454c54; } .faint { color: #646b73; font-size: 12px; }
.chip { display: inline-block; padding: 0 8px; border: 1px solid; border-radius: 3px; }
.red { color: #a51d18; } .orange { color: #a04c00; } .yellow { color: #735600; }
.blue { color: #26568b; } .grey { color: #5b626a; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 20px; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; background: #faf9f5; }
th, td { padding: 3px 8px 3px 0; border-bottom: 1px solid #e3dfd6; vertical-align: top;
  overflow-wrap: anywhere; }
.sentence { font-size: 15px; line-height: 24px; }
)";

void add_head(const verify::Explanation& explanation, bool is_revealed, std::string& page) {
  const verify::Finding& finding = explanation.finding;
  const bool is_missing = finding.missing.has_value();
  page += fmt::format("<h1>{} {} <span class=\"chip {}\">{}</span></h1>\n", finding.rule->id,
                      finding.rule->name, is_missing ? "grey" : verify::to_string(finding.severity),
                      is_missing ? "无法判定" : verify::in_chinese(finding.severity));
  std::string about = escaped(fmt::format("{}（{}）", finding.project_name, finding.project_id));
  const auto add = [&](std::string_view words) { about += "　" + escaped(words); };
  if (!finding.employer.empty()) add(finding.employer);
  if (!finding.worker.empty())
    add(fmt::format("{} {}", finding.worker_name, verify::shown(finding.worker, is_revealed)));
  if (finding.month)
    add(fmt::format("{} {}", verify::month_word(*finding.rule), to_string(*finding.month)));
  if (!finding.subject.empty()) add(finding.subject);
  if (finding.amount) add(fmt::format("涉及 {} 元", to_string(*finding.amount)));
  page += fmt::format("<p class=\"about\">{}</p>\n", about);
  page += fmt::format(
      "<p class=\"faint\">编号 {}　截至 {}　法规数据 {}　本页是带着证据的提问，不是"
      "认定；有异议的，请提交资料</p>\n",
      finding.id, to_string(explanation.as_of), explanation.law.version);
}

void add_rows(const verify::Explanation& explanation, bool is_revealed, std::string& page) {
  const verify::Finding& finding = explanation.finding;
  page += fmt::format("<h2>所据各行（{} 处）</h2>\n", finding.evidence_rows);
  if (finding.evidence.empty()) {
    page += "<p>没有可列的行：所缺的正是资料本身。</p>\n";
  } else {
    page += "<table><thead><tr><th>文件</th><th>行</th><th>栏</th><th>所写的值</th></tr></thead>\n";
    for (const verify::Evidence& cell : finding.evidence)
      page += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                          escaped(cell.file), cell.row == 0 ? "" : std::to_string(cell.row),
                          escaped(cell.column), escaped(verify::shown(cell, is_revealed)));
    page += "</table>\n";
  }
  page += "<p class=\"faint\">读过的文件：";
  for (const book::FileRead& file : explanation.files)
    page += fmt::format("{}（{} 行，用 {} 行）　", escaped(file.name), file.rows, file.used);
  page += "</p>\n";
}

void add_counting(const verify::Explanation& explanation, std::string& page) {
  const verify::Finding& finding = explanation.finding;
  if (!explanation.counting) return;
  const law::Counting& counting = *explanation.counting;
  page += fmt::format(
      "<h2>日期怎样算</h2>\n<p>{}</p>\n<table><thead><tr><th>日期</th><th>星期</th>"
      "<th>计数</th><th>说明</th></tr></thead>\n",
      counting.start);
  for (const law::CountedLine& line : counting.days)
    page += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td></tr>\n",
                        to_string(line.day), weekday_in_chinese(line.day), line.number, line.reason,
                        line.is_certain ? "" : "（暂定：该年放假安排尚未公布）");
  page += fmt::format("</table>\n<p>期限是 {}。</p>\n", counting.result);
  if (finding.since && finding.days)
    page += fmt::format("<p>自 {} 起，到 {} 共 {} 日（日历日）。</p>\n", to_string(*finding.since),
                        to_string(*finding.since + (*finding.days - 1)), *finding.days);
}

void add_parameters(const verify::Explanation& explanation, std::string& page) {
  if (explanation.parameters.empty()) return;
  page +=
      "<h2>用到的参数</h2>\n<table><thead><tr><th>参数</th><th>值</th><th>含义</th><th>出处"
      "</th></tr></thead>\n";
  for (const verify::ParameterInForce& parameter : explanation.parameters)
    page += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", parameter.name,
                        parameter.value.empty() ? "没有设定" : escaped(parameter.value),
                        parameter.meaning, escaped(parameter.source));
  page += "</table>\n";
}

void add_bases(const verify::Explanation& explanation, std::string& page) {
  page += "<h2>依据（转述，不是原文，以官方文本为准）</h2>\n";
  for (const law::Citation& basis : explanation.finding.rule->bases) {
    if (basis.instrument.empty()) continue;
    const law::Article* article = law::find_article(explanation.law.articles, basis);
    page += fmt::format("<p><b>{}</b>　{}</p>\n",
                        verify::basis_in_words(basis, explanation.law.instruments),
                        article == nullptr ? "" : article->gloss);
  }
}

}  // namespace

std::string explanation_page(const verify::Explanation& explanation, bool is_revealed,
                             bool is_for_unit) {
  const verify::Finding& finding = explanation.finding;
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{} {}</title>\n"
      "<style>{}</style></head><body>\n",
      finding.rule->id, finding.rule->name, kStyle);
  add_head(explanation, is_revealed, page);
  page += fmt::format("<p class=\"sentence\">{}。</p>\n", escaped(finding.because));
  page += fmt::format("<h2>规则</h2>\n<p>{}。</p>\n", finding.rule->formula);
  add_rows(explanation, is_revealed, page);
  add_counting(explanation, page);
  add_parameters(explanation, page);
  add_bases(explanation, page);
  const std::string next =
      is_for_unit ? verify::next_step_for_unit(finding) : verify::next_step(finding);
  page += fmt::format("<h2>下一步</h2>\n<p>{}。</p>\n</body></html>\n", escaped(next));
  return page;
}

}  // namespace qingxin::documents
