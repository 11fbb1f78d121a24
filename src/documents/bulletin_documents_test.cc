// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "documents/bulletin_docx.h"
#include "documents/bulletin_page.h"
#include "documents/bulletin_pdf.h"
#include "documents/bulletin_sheet.h"
#include "tests/support/example_bulletin.h"

namespace qingxin::documents {

namespace {

using oversight::BulletinKind;
using oversight::BulletinText;

BulletinText example_text(BulletinKind kind = BulletinKind::weekly) {
  const oversight::Snapshot snapshot = test::example_snapshot();
  return *oversight::bulletin_text(test::example_bulletin(kind), snapshot, "6b1f09c4");
}

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

}  // namespace

TEST(BulletinDocuments, OfOneTextAreTheSameBytes) {
  for (const oversight::BulletinWords& words : oversight::bulletin_kinds()) {
    const BulletinText text = example_text(words.kind);
    const oversight::Snapshot snapshot = test::example_snapshot();
    EXPECT_EQ(*bulletin_docx(text), *bulletin_docx(text)) << words.name;
    EXPECT_EQ(*bulletin_pdf(text), *bulletin_pdf(text)) << words.name;
    EXPECT_EQ(*bulletin_sheet(words.kind, text, snapshot),
              *bulletin_sheet(words.kind, text, snapshot))
        << words.name;
    EXPECT_EQ(bulletin_page(text), bulletin_page(text)) << words.name;
  }
}

TEST(BulletinDocuments, OfAnotherFigureAreOthers) {
  oversight::Snapshot snapshot = test::example_snapshot();
  const BulletinText text = example_text();
  for (oversight::SnapshotCell& cell : snapshot.cells)
    if (cell.indicator == oversight::IndicatorId::cases_open) ++cell.cell.part;
  const BulletinText other =
      *oversight::bulletin_text(test::example_bulletin(), snapshot, "6b1f09c4");
  EXPECT_NE(*bulletin_docx(text), *bulletin_docx(other));
  EXPECT_NE(*bulletin_pdf(text), *bulletin_pdf(other));
  EXPECT_NE(bulletin_page(text), bulletin_page(other));
}

TEST(BulletinPdf, HasItsLettersInIt) {
  const std::string pdf = *bulletin_pdf(example_text());
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_TRUE(has(pdf, "+NotoSerifCJK")) << "letters are a part of the file";
}

TEST(BulletinPdf, IsDrawnOfALongTextAndOfNone) {
  BulletinText text = example_text();
  for (int i = 0; i < 200; ++i) text.paragraphs.push_back(text.paragraphs.back());
  EXPECT_TRUE(bulletin_pdf(text));
  EXPECT_TRUE(bulletin_pdf(BulletinText{}));
  EXPECT_TRUE(bulletin_docx(BulletinText{}));
}

TEST(BulletinPage, SaysWhatBoundEachFigure) {
  const std::string page = bulletin_page(example_text());
  EXPECT_TRUE(has(page, "data-figure=\"cases_open\""));
  EXPECT_TRUE(has(
      page, std::string("title=\"") +
                std::string(oversight::indicator_of(oversight::IndicatorId::cases_open).formula)));
  EXPECT_FALSE(has(page, "<script"));
}

TEST(BulletinPage, EscapesWhatMarksUp) {
  oversight::BulletinDraft draft = test::example_bulletin();
  draft.prose[3] = "<script>alert(1)</script>&\"";
  const BulletinText text = *oversight::bulletin_text(draft, test::example_snapshot(), "");
  const std::string page = bulletin_page(text);
  EXPECT_FALSE(has(page, "<script"));
  EXPECT_TRUE(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"));
}

}  // namespace qingxin::documents
