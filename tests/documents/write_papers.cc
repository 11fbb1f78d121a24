// SPDX-License-Identifier: Apache-2.0
// qingxin_papers FOLDER: one paper of each kind as .docx and .html, for other programs to read.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "documents/paper_docx.h"
#include "documents/paper_page.h"
#include "law/law.h"
#include "tests/support/example_papers.h"

int main(int count, char** words) {
  using namespace qingxin;
  if (count != 2) return 2;
  const auto law = law::load(std::nullopt, std::nullopt);
  for (const documents::PaperWords& kind : documents::paper_kinds()) {
    documents::Paper paper = test::example_paper(kind.kind);
    // What somebody may type into a form.
    if (!paper.to.name.empty()) paper.to.name += " <b>&𠮷😀\x01";
    const auto passages = documents::passages_of(paper, law->instruments);
    if (!passages) return std::fputs(passages.error().message.c_str(), stderr), 1;
    const std::filesystem::path file =
        std::filesystem::path(words[1]) / casework::name_of(kind.kind).name;
    std::ofstream(file.string() + ".docx", std::ios::binary)
        << *documents::paper_docx(kind.chinese, *passages);
    std::ofstream(file.string() + ".html", std::ios::binary)
        << *documents::paper_page(kind.chinese, *passages);
  }
  return 0;
}
