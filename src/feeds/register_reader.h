// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "feeds/file_bytes.h"
#include "feeds/header.h"
#include "feeds/register_file.h"
#include "feeds/sheet.h"

// What the readers of registers share.
namespace qingxin::feeds {

// A name by which others call a column. Where a file has two of them for one column, it is refused,
// and 列名.toml says which one is meant.
struct UsualHeader {
  std::string_view header;
  book::ColumnIndex column;
};

using ReadSheet = std::function<Result<void>(RowSource& rows, const Layout& layout)>;

// Reads the first sheet that has the header, from the row below it: by the shape's names, the usual
// ones, and before these those that the shape's section of the 列名.toml beside it says. Errors:
// unavailable, invalid_input (neither .csv nor .xlsx, no such header, two columns for one field),
// naming the file; those of `read`.
Result<void> read_register_sheet(const std::filesystem::path& path, const book::TableShape& shape,
                                 std::span<const UsualHeader> usual, const ReadSheet& read);

// Nothing, where the row is too short.
inline Cell cell_of(const SheetRow& row, const Layout& layout, book::ColumnIndex column) {
  const auto at = static_cast<std::size_t>(layout.cell_of[column]);  // -1 is beyond any row
  return at < row.cells.size() ? row.cells[at] : Cell{};
}

// `take(row, layout, is_1904, file)` is called for each row that can be read.
template <typename Row, typename Take>
Result<RegisterFile<Row>> read_register(const std::filesystem::path& path,
                                        const book::TableShape& shape,
                                        std::span<const UsualHeader> usual, Take take) {
  RegisterFile<Row> file{
      .file = file_name(path), .rows = {}, .rejected = {}, .ignored_columns = {}};
  const auto read_sheet = [&](RowSource& rows, const Layout& layout) -> Result<void> {
    file.ignored_columns = layout.ignored;
    SheetRow row;
    while (true) {
      const Result<Step> step = rows.next(row);
      if (!step) return tl::unexpected(step.error());
      if (*step == Step::end) return {};
      if (row.fault.empty())
        take(row, layout, rows.is_1904(), file);
      else
        file.rejected.push_back({row.number, "", "", row.fault});
    }
  };
  if (const Result<void> read = read_register_sheet(path, shape, usual, read_sheet); !read)
    return tl::unexpected(read.error());
  return file;
}

}  // namespace qingxin::feeds
