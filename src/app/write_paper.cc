// SPDX-License-Identifier: Apache-2.0
#include "app/write_paper.h"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/text.h"
#include "documents/paper_docx.h"
#include "documents/paper_page.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const fs::path& file, const std::string& why) {
  return fail(
      ErrorCode::unavailable,
      fmt::format("「{}」写不了：{}。请换一个可写的文件夹，或腾出磁盘空间", file.string(), why));
}

}  // namespace

Result<PaperForm> paper_form_of(const fs::path& file) {
  const std::string extension = folded(file.extension().string());
  if (extension == ".docx") return PaperForm::docx;
  if (extension == ".html") return PaperForm::page;
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」不是 .docx 或 .html；请写成这两种之一", file.string()));
}

Result<std::string> paper_bytes(const documents::Paper& paper, const law::Instruments& instruments,
                                PaperForm form, documents::PaperCopy copy) {
  const auto passages = documents::passages_of(paper, instruments, copy);
  if (!passages) return tl::unexpected(passages.error());
  const std::string_view chinese = documents::words_of(paper.kind).chinese;
  const std::string title =
      paper.number.empty() ? std::string{chinese} : fmt::format("{} {}", chinese, paper.number);
  return form == PaperForm::docx ? documents::paper_docx(title, *passages)
                                 : documents::paper_page(title, *passages);
}

Result<void> write_paper_file(const std::string& bytes, const fs::path& file) {
  fs::path unfinished = file;
  unfinished += ".part";
  errno = 0;
  std::ofstream out(unfinished, std::ios::binary);
  out << bytes;
  out.close();
  std::error_code code;
  if (!out) {
    const std::string why = std::generic_category().message(errno);
    fs::remove(unfinished, code);
    return cannot_write(file, why);
  }
  fs::rename(unfinished, file, code);
  if (!code) return {};
  const std::string why = code.message();
  fs::remove(unfinished, code);
  return cannot_write(file, why);
}

documents::Paper filing_proof(const ProofOfFiling& proof, Date day) {
  return {.kind = documents::PaperKind::filing_proof,
          .issuer = proof.body,
          .day = day,
          .code = proof.code,
          .lines = proof.lines,
          .digest = proof.sm3};
}

}  // namespace qingxin::app
