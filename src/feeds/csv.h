// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "feeds/charset.h"
#include "feeds/sheet.h"

namespace qingxin::feeds {

// Lines of a file without any quote: each is a record.
struct Lines {
  std::string_view text;
  char separator = ',';
  std::uint32_t first_line = 1;  // 1-based, of the first one
};

// RFC 4180 with comma or tab, CRLF or LF. The text must outlive the reader.
class CsvReader final : public RowSource {
 public:
  CsvReader(std::string_view text, std::string_view file);
  CsvReader(const Decoded& decoded, std::string_view file);
  explicit CsvReader(const Lines& lines);

  // Error: a quote that never closes; names the line where it opened. A row of more than
  // kColumnsMax cells keeps the first ones and has a fault.
  Result<Step> next(SheetRow& row) override;

  // The lines that are still to come, which this reader then leaves to the caller; nothing when
  // the file has quotes: only reading from the top tells where its records end.
  std::optional<Lines> take_plain_lines();

  std::uint32_t line() const { return line_; }

 private:
  Result<Step> next_with_quotes(SheetRow& row);
  void split_plain(SheetRow& row);
  std::string_view quoted_cell(SheetRow& row, bool& is_closed);
  bool is_at_end_of_line() const;
  std::string_view bare_cell();

  std::string_view text_;
  std::string file_;
  char separator_;
  bool has_quotes_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::deque<std::string> unescaped_;  // cells of the row with doubled quotes
};

}  // namespace qingxin::feeds
