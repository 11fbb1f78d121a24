// SPDX-License-Identifier: Apache-2.0
#include "documents/paper_page.h"

#include <fmt/format.h>

#include "documents/markup.h"
#include "documents/square_code.h"

namespace qingxin::documents {

namespace {

// GB/T 9704: A4, 37 mm above, 26 mm at the binding; Fangsong of 16 points, 28 a line.
constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { font: 16pt/28pt FangSong,"仿宋","仿宋_GB2312",STFangsong,"Noto Serif CJK SC",SimSun,serif;
  color: #000; background: #fff; max-width: 156mm; margin: 12mm auto; padding: 0 6mm;
  overflow-wrap: anywhere; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
h1, h2, .issuer { font-family: SimSun,"宋体",STSong,"Noto Serif CJK SC",serif; text-align: center; }
.issuer { font-size: 18pt; letter-spacing: .1em; margin: 0; text-indent: 0; }
h1 { font-size: 22pt; line-height: 34pt; letter-spacing: .15em; margin: 4pt 0 14pt; }
p { margin: 0; text-indent: 2em; text-align: justify; }
.number { text-align: right; text-indent: 0; margin-bottom: 12pt; }
.addressee, .heading { text-indent: 0; } .heading { font-weight: 700; margin-top: 8pt; }
.note { font-size: 10.5pt; line-height: 18pt; text-indent: 0; margin: 6pt 0; }
.signing { text-align: right; text-indent: 0; padding-right: 4em; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; margin: 8pt 0; font-size: 12pt;
  line-height: 20pt; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { font-weight: 700; } th, td { border: 1px solid #000; padding: 3pt 6pt; text-align: left;
  vertical-align: middle; }
.pairs th { width: 32%; font-weight: 400; } .pairs td { height: 22pt; }
.columns { margin-top: 14pt; } .columns td { border: 0; width: 50%; padding: 6pt 0; }
.code { text-align: center; text-indent: 0; margin: 10pt 0; }
.code svg { width: 42mm; height: 42mm; }
.tear { border: 0; border-top: 1px dashed #000; margin: 10pt 0; } .page { break-before: page; }
)";

std::string row_of(const std::vector<std::string>& cells, std::string_view tag) {
  std::string row = "<tr>";
  for (const std::string& cell : cells) row += fmt::format("<{0}>{1}</{0}>", tag, escaped(cell));
  return row + "</tr>\n";
}

std::string table_of(const Passage& passage) {
  std::string table =
      fmt::format("<table{}>\n", passage.form == Form::columns ? " class=\"columns\""
                                 : passage.form == Form::pairs ? " class=\"pairs\""
                                                               : "");
  for (std::size_t i = 0; i < passage.rows.size(); ++i) {
    const std::vector<std::string>& row = passage.rows[i];
    if (passage.form == Form::pairs)
      table += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(row[0]),
                           escaped(row[1]));
    else if (passage.form == Form::table && i == 0)
      table += "<thead>" + row_of(row, "th") + "</thead>\n";
    else
      table += row_of(row, "td");
  }
  return table + "</table>\n";
}

std::string paragraph(std::string_view look, std::string_view words) {
  return fmt::format("<p class=\"{}\">{}</p>\n", look, escaped(words));
}

Result<std::string> drawn(const Passage& passage) {
  switch (passage.form) {
    case Form::issuer: return paragraph("issuer", passage.words);
    case Form::title: return fmt::format("<h1>{}</h1>\n", escaped(passage.words));
    case Form::number: return paragraph("number", passage.words);
    case Form::addressee: return paragraph("addressee", passage.words);
    case Form::text: return fmt::format("<p>{}</p>\n", escaped(passage.words));
    case Form::heading: return paragraph("heading", passage.words);
    case Form::note: return paragraph("note", passage.words);
    case Form::signing: return paragraph("signing", passage.words);
    case Form::table:
    case Form::pairs:
    case Form::columns: return table_of(passage);
    case Form::tear: return std::string{"<hr class=\"tear\">\n"};
    case Form::page: return std::string{"<div class=\"page\"></div>\n"};
    case Form::code: break;
  }
  const Result<SquareCode> code = square_code(passage.words);
  if (!code) return tl::unexpected(code.error());
  return fmt::format("<div class=\"code\">{}</div>\n", svg_of(*code));
}

}  // namespace

Result<std::string> paper_page(std::string_view title, std::span<const Passage> passages) {
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\n"
      "<style>{}</style></head><body>\n",
      escaped(title), kStyle);
  for (const Passage& passage : passages) {
    const Result<std::string> one = drawn(passage);
    if (!one) return tl::unexpected(one.error());
    page += *one;
  }
  return page + "</body></html>\n";
}

}  // namespace qingxin::documents
