// SPDX-License-Identifier: Apache-2.0
#include "documents/paper_docx.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "documents/docx_file.h"
#include "documents/markup.h"
#include "documents/paper_docx_parts.h"
#include "documents/square_code.h"

namespace qingxin::documents {

namespace {

constexpr int kTextWidth = 8845;      // twentieths of a point between the margins: 156 mm
constexpr int kCodeSide = 1'512'000;  // 42 mm

std::string styles() {
  std::string part{kStylesBegin};
  for (const StyleForm& form : kStyleForms) {
    const bool is_song = form.name == "Issuer" || form.name == "PaperTitle";
    part += fmt::format(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{0}\">"
        "<w:name w:val=\"{0}\"/><w:basedOn w:val=\"Normal\"/><w:pPr>{1}</w:pPr>"
        "<w:rPr>{2}{3}</w:rPr></w:style>\n",
        form.name, form.paragraph, is_song ? kSong : "", form.letters);
  }
  return part + "</w:styles>";
}

std::string paragraph(std::string_view style, std::string_view words) {
  return fmt::format(
      "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>"
      "</w:p>\n",
      style, escaped(words));
}

// What stands in a column says how wide it is; in hundredths of the width of the text.
std::vector<int> widths_of(const Passage& passage) {
  switch (passage.rows.front().size()) {
    case 2: return passage.form == Form::pairs ? std::vector{34, 66} : std::vector{56, 44};
    case 3: return {12, 34, 54};
    default: return {9, 17, 32, 22, 20};
  }
}

std::string cell_of(std::string_view words, int width, bool is_head) {
  return fmt::format(
      "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
      "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr><w:r>{}<w:t xml:space=\"preserve\">{}</w:t>"
      "</w:r></w:p></w:tc>",
      width, is_head ? "<w:rPr><w:b/></w:rPr>" : "", escaped(words));
}

std::string borders_of(Form form) {
  if (form == Form::columns) return {};
  std::string borders = "<w:tblBorders>";
  for (const std::string_view side : {"top", "left", "bottom", "right", "insideH", "insideV"})
    borders +=
        fmt::format("<w:{} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>", side);
  return borders + "</w:tblBorders>";
}

std::string table_of(const Passage& passage) {
  std::vector<int> widths = widths_of(passage);
  for (int& width : widths) width = kTextWidth * width / 100;
  std::string table = fmt::format(
      "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/>{}<w:tblLayout w:type=\"fixed\"/>"
      "</w:tblPr><w:tblGrid>",
      kTextWidth, borders_of(passage.form));
  for (const int width : widths) table += fmt::format("<w:gridCol w:w=\"{}\"/>", width);
  table += "</w:tblGrid>";
  for (std::size_t i = 0; i < passage.rows.size(); ++i) {
    const bool is_head = passage.form == Form::table && i == 0;
    table +=
        fmt::format("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>", is_head ? "<w:tblHeader/>" : "");
    for (std::size_t column = 0; column < passage.rows[i].size(); ++column)
      table += cell_of(passage.rows[i][column], widths[column], is_head);
    table += "</w:tr>\n";
  }
  // A paragraph parts it from a table that may follow.
  return table + "</w:tbl>" + paragraph("Note", "");
}

std::string drawn(const Passage& passage) {
  switch (passage.form) {
    case Form::issuer: return paragraph("Issuer", passage.words);
    case Form::title: return paragraph("PaperTitle", passage.words);
    case Form::number: return paragraph("Number", passage.words);
    case Form::addressee: return paragraph("Addressee", passage.words);
    case Form::text: return paragraph("Body", passage.words);
    case Form::heading: return paragraph("Head", passage.words);
    case Form::note: return paragraph("Note", passage.words);
    case Form::signing: return paragraph("Signing", passage.words);
    case Form::table:
    case Form::pairs:
    case Form::columns: return table_of(passage);
    case Form::code: return fmt::format(kPicture, kCodeSide);
    case Form::page: return "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    case Form::tear: break;
  }
  return "<w:p><w:pPr><w:pBdr><w:top w:val=\"dashed\" w:sz=\"6\" w:space=\"1\" "
         "w:color=\"000000\"/></w:pBdr></w:pPr></w:p>";
}

}  // namespace

Result<std::string> paper_docx(std::string_view title, std::span<const Passage> passages) {
  std::string document{kBegin};
  std::string picture;
  for (const Passage& passage : passages) {
    document += drawn(passage);
    if (passage.form != Form::code) continue;
    const Result<SquareCode> code = square_code(passage.words);
    if (!code) return tl::unexpected(code.error());
    picture = png_of(*code);
  }
  document += kEnd;
  const std::string relations =
      fmt::format("{}{}{}", kOwnRelations, picture.empty() ? "" : kCodeRelation, kRelationsEnd);
  std::vector<DocxPart> parts{{"[Content_Types].xml", std::string{kTypes}},
                              {"_rels/.rels", std::string{kRelations}},
                              {"docProps/core.xml", fmt::format(kProperties, escaped(title))},
                              {"word/document.xml", std::move(document)},
                              {"word/styles.xml", styles()},
                              {"word/fontTable.xml", std::string{kFonts}},
                              {"word/footer1.xml", std::string{kFooter}},
                              {"word/_rels/document.xml.rels", relations}};
  if (!picture.empty()) parts.push_back({"word/media/code.png", std::move(picture)});
  return docx_file(parts);
}

}  // namespace qingxin::documents
