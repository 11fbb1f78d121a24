// SPDX-License-Identifier: Apache-2.0
#include "documents/bulletin_page.h"

#include <fmt/format.h>

#include <utility>

#include "documents/markup.h"

namespace qingxin::documents {

namespace {

using oversight::BulletinTable;
using oversight::BulletinText;
using oversight::Paragraph;
using oversight::Run;

// GB/T 9704: A4, 37 mm above, 28 mm at the binding; 28 characters of 16 points a line, 22 lines.
constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16pt/28.95pt FangSong_GB2312,FangSong,"仿宋",STFangsong,"Noto Serif CJK SC",serif;
  letter-spacing: -.25pt; color: #000; background: #fff; max-width: 156mm; margin: 12mm auto;
  padding: 0 6mm; overflow-wrap: anywhere; line-break: strict; }
@media print { body { margin: 0; padding: 0; max-width: none; } .n { border: 0; } }
.masthead, h1 { font-family: "方正小标宋简体",FZXiaoBiaoSong-B05S,STSong,"Noto Serif CJK SC",serif;
  text-align: center; font-weight: 700; }
.masthead { font-size: 38pt; line-height: 48pt; letter-spacing: .08em; color: #c8141c; margin: 0;
  text-indent: 0; }
.issue { text-align: center; text-indent: 0; }
.line { display: flex; justify-content: space-between; border-bottom: 2pt solid #c8141c; }
h1 { font-size: 22pt; line-height: 32pt; letter-spacing: 0; margin: 22pt 0 14pt; }
h2 { font: 400 16pt/28.95pt SimHei,"黑体","Noto Sans CJK SC",sans-serif; margin: 0;
  text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; }
.lead { font-family: KaiTi_GB2312,KaiTi,"楷体",STKaiti,"Noto Serif CJK SC",serif; }
.n { border-bottom: 1px dotted #8d949a; }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 15pt;
  letter-spacing: 0; }
caption { font: 400 16pt/28.95pt SimHei,"黑体","Noto Sans CJK SC",sans-serif; margin-top: 8pt; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { font-family: SimHei,"黑体","Noto Sans CJK SC",sans-serif; font-weight: 400; }
th, td { border: .5pt solid #000; padding: 2pt 3pt; text-align: left; vertical-align: middle; }
.small { font-size: 10.5pt; line-height: 16pt; text-indent: 0; letter-spacing: 0; }
.foot { border-top: 1pt solid #000; border-bottom: 1pt solid #000; font-size: 14pt;
  line-height: 25pt; margin-top: 28pt; padding: 0 1em; break-inside: avoid; }
.foot p { text-indent: 0; } .foot p + p { border-top: .5pt solid #000; }
)";

// The formula of what a reference names; empty: it is none of an indicator.
std::string_view formula_of(std::string_view reference) {
  const std::string_view name = reference.substr(0, reference.find_first_of("@:"));
  const oversight::Indicator* indicator = oversight::indicator_named(name);
  return indicator == nullptr ? std::string_view{} : indicator->formula;
}

std::string drawn(const Run& run) {
  std::string words = escaped(run.words);
  if (!run.reference.empty() && !run.words.empty())
    words = fmt::format("<span class=\"n\" data-figure=\"{}\" title=\"{}\">{}</span>",
                        escaped(run.reference), escaped(formula_of(run.reference)), words);
  return run.is_lead ? fmt::format("<span class=\"lead\">{}</span>", words) : words;
}

std::string drawn(const Paragraph& one) {
  std::string runs;
  for (const Run& run : one.runs) runs += drawn(run);
  const std::string_view tag = one.is_heading ? "h2" : "p";
  return fmt::format("<{0}>{1}</{0}>\n", tag, runs);
}

std::string row_of(const std::vector<std::string>& cells, std::string_view tag) {
  std::string row = "<tr>";
  for (const std::string& cell : cells) row += fmt::format("<{0}>{1}</{0}>", tag, escaped(cell));
  return row + "</tr>\n";
}

std::string drawn(const BulletinTable& table, std::size_t number) {
  std::string page = fmt::format("<table><caption>附表{}　{}</caption>\n<thead>{}</thead>\n",
                                 number, escaped(table.title), row_of(table.headings, "th"));
  for (const std::vector<std::string>& row : table.rows) page += row_of(row, "td");
  return fmt::format("{}</table>\n<p class=\"small\">{}</p>\n", page, escaped(table.note));
}

std::string foot_of(const BulletinText& text) {
  std::string lines;
  for (const auto& [name, whom] : {std::pair{"报送", &text.send_to}, {"抄送", &text.copy_to}})
    if (!whom->empty()) lines += fmt::format("<p>{}：{}</p>\n", name, escaped(*whom));
  return lines.empty() ? lines : fmt::format("<div class=\"foot\">{}</div>\n", lines);
}

}  // namespace

std::string bulletin_page(const BulletinText& text) {
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{} {}</title>\n"
      "<style>{}</style></head><body>\n",
      escaped(text.masthead), escaped(text.issue), kStyle);
  page += fmt::format(
      "<p class=\"masthead\">{}</p>\n<p class=\"issue\">{}</p>\n"
      "<div class=\"line\"><span>{}</span><span>{}</span></div>\n<h1>",
      escaped(text.masthead), escaped(text.issue), escaped(text.body), escaped(text.day));
  for (std::size_t i = 0; i < text.subject.size(); ++i)
    page += (i == 0 ? "" : "<br>") + escaped(text.subject[i]);
  page += "</h1>\n";
  for (const Paragraph& one : text.paragraphs) page += drawn(one);
  for (std::size_t i = 0; i < text.tables.size(); ++i) page += drawn(text.tables[i], i + 1);
  return page + fmt::format("<p class=\"small\">{}</p>\n", escaped(text.source)) + foot_of(text) +
         "</body></html>\n";
}

}  // namespace qingxin::documents
