// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace qingxin::sample {

enum class Encoding : unsigned char { utf8, gb18030 };
enum class DateStyle : unsigned char { iso, slashes, chinese };

// How the clerk's program wrote a CSV file.
struct CsvStyle {
  char separator = ',';
  Encoding encoding = Encoding::utf8;
  DateStyle dates = DateStyle::iso;
  bool groups_thousands = false;
};

// One table being written, cell by cell and row by row.
class Sheet {
 public:
  Sheet() = default;
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  virtual ~Sheet() = default;

  virtual void text(std::string_view value) = 0;
  virtual void count(std::int64_t value) = 0;
  virtual void money(Money value) = 0;
  virtual void day(Date value) = 0;
  virtual void month(Month value) = 0;
  virtual void end_row() = 0;

  // Writes what is left. An error names the file; nothing may be written afterwards.
  virtual Result<std::filesystem::path> close() = 0;
};

// Both stream to the disk: memory does not grow with the rows.
Result<std::unique_ptr<Sheet>> open_csv(const std::filesystem::path& file, const CsvStyle& style);
Result<std::unique_ptr<Sheet>> open_xlsx(const std::filesystem::path& file);

void write_row(Sheet& sheet, std::span<const std::string_view> cells);

}  // namespace qingxin::sample
