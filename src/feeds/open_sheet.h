// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "base/text.h"
#include "feeds/charset.h"
#include "feeds/csv.h"
#include "feeds/file_bytes.h"
#include "feeds/xlsx.h"

// One sheet of a file, whichever its format. For tables that are read by one thread.
namespace qingxin::feeds {

inline bool is_csv(const std::filesystem::path& path) {
  return folded(path.extension().string()) == ".csv";
}

// A CSV file has one.
inline Result<std::size_t> sheet_count(const std::filesystem::path& path) {
  if (is_csv(path)) return std::size_t{1};
  const Result<Workbook> workbook = Workbook::open(path);
  if (!workbook) return tl::unexpected(workbook.error());
  return workbook->sheet_names().size();
}

// Calls `use(rows)` for one sheet of the file, from its top.
template <typename Use>
auto with_rows(const std::filesystem::path& path, std::size_t sheet, Use use)
    -> decltype(use(std::declval<RowSource&>())) {
  if (is_csv(path)) {
    const Result<FileBytes> bytes = FileBytes::open(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const Result<Decoded> decoded = decode(bytes->view(), file_name(path), 1);
    if (!decoded) return tl::unexpected(decoded.error());
    CsvReader rows(*decoded, file_name(path));
    return use(rows);
  }
  const Result<Workbook> workbook = Workbook::open(path);
  if (!workbook) return tl::unexpected(workbook.error());
  if (sheet >= workbook->sheet_names().size())
    return fail(ErrorCode::invalid_input,
                fmt::format("{} 里找不到表头；请重新核查", file_name(path)));
  Result<std::unique_ptr<RowSource>> rows = workbook->rows(sheet);
  if (!rows) return tl::unexpected(rows.error());
  return use(**rows);
}

}  // namespace qingxin::feeds
