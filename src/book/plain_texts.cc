// SPDX-License-Identifier: Apache-2.0
#include "book/plain_texts.h"

#include <fmt/format.h>

#include <string>

#include "base/text.h"
#include "base/utf8.h"

namespace qingxin::book {

Result<void> check_text(std::string_view what, std::string_view text) {
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (!has_nul && is_utf8(text)) return {};
  return fail(ErrorCode::invalid_input,
              fmt::format("{} “{}” {}；请把它改成普通文字（UTF-8）再交", what,
                          shortened(printable(text), 60),
                          has_nul ? "里有零字节（NUL）" : "不是有效的 UTF-8"));
}

Result<void> check_texts(const Facts& facts) {
  Result<void> checked;
  const auto look = [&](std::string_view what, std::string_view text) {
    if (checked) checked = check_text(what, text);
  };
  for (TextId id = 0; checked && id < facts.texts.size(); ++id)
    look("表格里的文字", facts.texts[id]);
  for (std::uint32_t id = 0; checked && id < facts.identities.size(); ++id)
    look("证件号", facts.identities[id]);
  for (const FileRead& file : facts.files) {
    look("文件名", file.name);
    for (const std::string& column : file.ignored_columns) look("列名", column);
  }
  for (const std::string& name : facts.unrecognised_files) look("文件名", name);
  for (const RejectedRow& row : facts.rejected)
    for (const std::string* text : {&row.column, &row.value, &row.reason})
      look("被拒收的一格", *text);
  return checked;
}

}  // namespace qingxin::book
