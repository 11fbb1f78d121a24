// SPDX-License-Identifier: Apache-2.0
#include "documents/bulletin_docx.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/bulletin_docx_parts.h"
#include "documents/docx_file.h"
#include "documents/markup.h"

namespace qingxin::documents {

namespace {

using oversight::BulletinTable;
using oversight::BulletinText;
using oversight::Paragraph;
using oversight::Run;

constexpr int kTextWidth = 8845;     // twentieths of a point between the margins: 156 mm
constexpr int kLinesOfOnePage = 20;  // of cells; a longer table is parted

std::string styles() {
  std::string part{kBulletinStylesBegin};
  for (const StyleForm& form : kBulletinStyleForms)
    part += fmt::format(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{0}\">"
        "<w:name w:val=\"{0}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>{1}</w:pPr>"
        "<w:rPr>{2}</w:rPr></w:style>\n",
        form.name, form.paragraph, form.letters);
  return part + "</w:styles>";
}

std::string run_of(std::string_view words, std::string_view letters = {}) {
  return fmt::format("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>", letters, escaped(words));
}

// `more`: of the paragraph, over its style.
std::string paragraph(std::string_view style, std::string_view runs, std::string_view more = {}) {
  return fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>{}</w:p>\n", style, more, runs);
}

std::string drawn(const Paragraph& one) {
  std::string runs;
  for (const Run& run : one.runs)
    if (!run.words.empty())
      runs += run_of(run.words, run.is_lead ? "<w:rPr><w:rStyle w:val=\"Lead\"/></w:rPr>" : "");
  return paragraph(one.is_heading ? "Heading" : "Body", runs);
}

std::string borders() {
  std::string all = "<w:tblBorders>";
  for (const std::string_view side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    all +=
        fmt::format("<w:{} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", side);
  return all + "</w:tblBorders>";
}

// How many lines its rows take, by what stands in the widest of their cells.
int lines_of(const BulletinTable& table) {
  constexpr int kColumns = 80;  // of a terminal: as many half characters of 11 points a line
  int lines = 0;
  for (const std::vector<std::string>& row : table.rows) {
    int most = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int columns = std::max(1, kColumns * table.widths[i] / 100);
      most = std::max(most, (display_width(row[i]) + columns - 1) / columns);
    }
    lines += most;
  }
  return lines;
}

// What is long, a formula, is small.
std::string_view style_of(std::string_view cell) {
  constexpr int kLong = 24;
  return display_width(cell) > kLong ? "CellSmall" : "Cell";
}

enum class RowPlace : unsigned char { head, between, last };

std::string row_of(const std::vector<std::string>& cells, const std::vector<int>& widths,
                   RowPlace place, bool is_of_one_page) {
  const bool is_head = place == RowPlace::head;
  std::string row =
      fmt::format("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>", is_head ? "<w:tblHeader/>" : "");
  const std::string_view keeps =
      is_head || (is_of_one_page && place != RowPlace::last) ? "<w:keepNext/>" : "";
  for (std::size_t i = 0; i < cells.size(); ++i)
    row += fmt::format(
        "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
        "{}</w:tc>",
        widths[i], paragraph(is_head ? "CellHead" : style_of(cells[i]), run_of(cells[i]), keeps));
  return row + "</w:tr>\n";
}

std::string table_of(const BulletinTable& table, std::size_t number) {
  std::vector<int> widths = table.widths;
  for (int& width : widths) width = kTextWidth * width / 100;
  std::string drawn_table =
      paragraph("TableTitle", run_of(fmt::format("附表{}　{}", number, table.title)));
  drawn_table += fmt::format(
      "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/>{}<w:tblLayout w:type=\"fixed\"/>"
      "<w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/>"
      "</w:tblCellMar></w:tblPr><w:tblGrid>",
      kTextWidth, borders());
  for (const int width : widths) drawn_table += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
  drawn_table += "</w:tblGrid>";
  const bool is_of_one_page = lines_of(table) <= kLinesOfOnePage;
  drawn_table += row_of(table.headings, widths, RowPlace::head, is_of_one_page);
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    drawn_table +=
        row_of(table.rows[i], widths,
               i + 1 == table.rows.size() ? RowPlace::last : RowPlace::between, is_of_one_page);
  // A paragraph parts it from what follows.
  return drawn_table + "</w:tbl>" + paragraph("Small", run_of(table.note));
}

std::string sent_to(const BulletinText& text) {
  std::string rows;
  for (const auto& [name, whom] : {std::pair{"报送", &text.send_to}, {"抄送", &text.copy_to}})
    if (!whom->empty())
      rows += paragraph("SentTo", run_of(fmt::format("{}：{}", name, *whom)), kAtTheFoot);
  return rows;
}

std::string document_of(const BulletinText& text) {
  std::string document{kBegin};
  document += paragraph("Masthead", run_of(text.masthead));
  document += paragraph("Issue", run_of(text.issue));
  document += paragraph("IssueLine", run_of(text.body) + "<w:r><w:tab/></w:r>" + run_of(text.day));
  document += paragraph("Issue", "");
  for (const std::string& line : text.subject) document += paragraph("BulletinTitle", run_of(line));
  document += paragraph("Issue", "");
  for (const Paragraph& one : text.paragraphs) document += drawn(one);
  for (std::size_t i = 0; i < text.tables.size(); ++i) document += table_of(text.tables[i], i + 1);
  // The last paragraph says on which page the foot stands.
  document += sent_to(text) + paragraph("Small", run_of(text.source));
  return document += kBulletinEnd;
}

// Those of a paper and what it lacks before its end.
std::string types() {
  constexpr std::string_view kEndOfTypes = "</Types>";
  return fmt::format("{}{}", kTypes.substr(0, kTypes.size() - kEndOfTypes.size()), kBulletinTypes);
}

}  // namespace

Result<std::string> bulletin_docx(const BulletinText& text) {
  const std::string title = fmt::format("{} {}", text.masthead, text.issue);
  const auto footer = [](std::string_view side) {
    return fmt::format(kBulletinFooter, side, kPageNumberLetters);
  };
  return docx_file({{"[Content_Types].xml", types()},
                    {"_rels/.rels", std::string{kRelations}},
                    {"docProps/core.xml", fmt::format(kProperties, escaped(title))},
                    {"word/document.xml", document_of(text)},
                    {"word/styles.xml", styles()},
                    {"word/fontTable.xml", std::string{kBulletinFonts}},
                    {"word/settings.xml", std::string{kBulletinSettings}},
                    {"word/footer1.xml", footer("right")},
                    {"word/footer2.xml", footer("left")},
                    {"word/_rels/document.xml.rels",
                     fmt::format("{}{}{}", kOwnRelations, kBulletinRelations, kRelationsEnd)}});
}

}  // namespace qingxin::documents
