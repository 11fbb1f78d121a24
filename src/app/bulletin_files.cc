// SPDX-License-Identifier: Apache-2.0
#include "app/bulletin_files.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "documents/bulletin_docx.h"
#include "documents/bulletin_page.h"
#include "documents/bulletin_pdf.h"
#include "documents/bulletin_sheet.h"

namespace qingxin::app {

namespace {

constexpr std::array<std::string_view, kBulletinForms> kNames{"docx", "xlsx", "pdf", "html"};

}  // namespace

std::string_view name_of(BulletinForm form) {
  return kNames[static_cast<std::size_t>(form) - 1];
}

Result<BulletinForm> bulletin_form_named(std::string_view name) {
  for (const BulletinForm form : kAllBulletinForms)
    if (name_of(form) == name) return form;
  return fail(ErrorCode::usage, fmt::format("没有「{}」这种文件，有的是 docx、xlsx、pdf、html",
                                            shortened(printable(name), 40)));
}

Result<BulletinForm> bulletin_form_of(const std::filesystem::path& file) {
  const std::string extension = folded(file.extension().string());
  return bulletin_form_named(extension.empty() ? extension : extension.substr(1));
}

Result<std::string> made_file(const BulletinShown& shown, BulletinForm form) {
  switch (form) {
    case BulletinForm::docx: return documents::bulletin_docx(shown.text);
    case BulletinForm::xlsx:
      return documents::bulletin_sheet(shown.draft.kind, shown.text, shown.snapshot);
    case BulletinForm::pdf: return documents::bulletin_pdf(shown.text);
    case BulletinForm::html: return documents::bulletin_page(shown.text);
  }
  check(false);
  return std::string{};
}

}  // namespace qingxin::app
