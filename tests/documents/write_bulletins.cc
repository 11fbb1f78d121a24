// SPDX-License-Identifier: Apache-2.0
// qingxin_bulletins FOLDER: one bulletin of each kind in its four forms, for other programs to
// read.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "documents/bulletin_docx.h"
#include "documents/bulletin_page.h"
#include "documents/bulletin_pdf.h"
#include "documents/bulletin_sheet.h"
#include "tests/support/example_bulletin.h"

int main(int count, char** words) {
  using namespace qingxin;
  if (count != 2) return 2;
  oversight::Snapshot snapshot = test::example_snapshot();
  snapshot.corrections = {{"990123", "平川县未清零案件上期报9件，现为8件，减少1件"}};
  for (const oversight::BulletinWords& kind : oversight::bulletin_kinds()) {
    oversight::BulletinDraft draft = test::example_bulletin(kind.kind, snapshot);
    // What somebody may type, and a line of Chinese letters alone to be counted.
    draft.prose.back() += "\n<b>&𠮷。\n" + test::one_letter(100);
    const auto text = oversight::bulletin_text(draft, snapshot, "6b1f09c4");
    if (!text) return std::fputs(text.error().message.c_str(), stderr), 1;
    const std::string file = std::filesystem::path(words[1]) / kind.name;
    std::ofstream(file + ".docx", std::ios::binary) << *documents::bulletin_docx(*text);
    std::ofstream(file + ".xlsx", std::ios::binary)
        << *documents::bulletin_sheet(kind.kind, *text, snapshot);
    std::ofstream(file + ".own.pdf", std::ios::binary) << *documents::bulletin_pdf(*text);
    std::ofstream(file + ".html", std::ios::binary) << documents::bulletin_page(*text);
  }
  return 0;
}
