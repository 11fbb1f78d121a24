// SPDX-License-Identifier: Apache-2.0
#include "feeds/register_reader.h"

#include <fmt/format.h>

#include "feeds/folder.h"
#include "feeds/open_sheet.h"

namespace qingxin::feeds {

namespace {

namespace fs = std::filesystem;

// Those that 列名.toml says come before the usual ones.
Result<ForeignHeaders> headers_for(const fs::path& file, const book::TableShape& shape,
                                   std::span<const UsualHeader> usual) {
  ForeignHeaders headers;
  for (const UsualHeader& one : usual) headers.emplace(one.header, one.column);
  const Result<std::optional<std::string>> text =
      read_header_map_file(file.has_parent_path() ? file.parent_path() : fs::path("."));
  if (!text) return tl::unexpected(text.error());
  if (!*text) return headers;
  const Result<ForeignHeaders> own = read_header_map(**text, shape.english, shape);
  if (!own) return tl::unexpected(own.error());
  for (const auto& [header, column] : *own) {
    std::erase_if(headers, [&](const auto& entry) { return entry.second == column; });
    headers[header] = column;
  }
  return headers;
}

tl::unexpected<Error> no_header(const fs::path& path, const book::TableShape& shape,
                                const Layout& best) {
  std::string why;
  for (const book::Column& column : shape.columns)
    if (column.is_required) why += fmt::format("「{}」", column.chinese);
  why = fmt::format("找不到{}的表头：要有一列{}；列名不同的，写在旁边 列名.toml 的 [{}] 里",
                    shape.chinese[0], why, shape.english);
  if (!best.fault.empty()) why = best.fault;
  if (!best.doubled.empty())
    why = fmt::format("{}；请只留一列，或在 列名.toml 的 [{}] 里写明用哪一列", best.doubled,
                      shape.english);
  return fail(ErrorCode::invalid_input, file_name(path) + " " + why);
}

}  // namespace

Result<void> read_register_sheet(const fs::path& path, const book::TableShape& shape,
                                 std::span<const UsualHeader> usual, const ReadSheet& read) {
  const std::string extension = folded(path.extension().string());
  if (extension != ".csv" && extension != ".xlsx")
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 不是 .xlsx 或 .csv；请另存为这两种之一", file_name(path)));
  const Result<ForeignHeaders> headers = headers_for(path, shape, usual);
  if (!headers) return tl::unexpected(headers.error());
  const Result<std::size_t> sheets = sheet_count(path);
  if (!sheets) return tl::unexpected(sheets.error());
  Layout best;
  enum class Header : bool { missing, found };
  for (std::size_t sheet = 0; sheet < *sheets; ++sheet) {
    const auto done = with_rows(path, sheet, [&](RowSource& rows) -> Result<Header> {
      const Result<std::optional<Layout>> layout = find_header(rows, shape, *headers, best);
      if (!layout) return tl::unexpected(layout.error());
      if (*layout && (*layout)->doubled.empty()) {
        if (const Result<void> all = read(rows, **layout); !all) return tl::unexpected(all.error());
        return Header::found;
      }
      if (*layout) best = **layout;
      return Header::missing;
    });
    if (!done) return tl::unexpected(done.error());
    if (*done == Header::found) return {};
  }
  return no_header(path, shape, best);
}

}  // namespace qingxin::feeds
