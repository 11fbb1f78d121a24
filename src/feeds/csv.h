// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "feeds/sheet.h"

namespace qingxin::feeds {

// RFC 4180 with comma or tab, CRLF or LF. The text must outlive the reader.
class CsvReader final : public RowSource {
 public:
  CsvReader(std::string_view text, std::string_view file);

  // Error: a quote that never closes; names the line where it opened.
  Result<Step> next(SheetRow& row) override;

  // Bytes read so far.
  std::size_t position() const { return at_; }

 private:
  Result<Step> next_with_quotes(SheetRow& row);
  void split_plain(std::string_view line, SheetRow& row) const;
  std::string_view quoted_cell(SheetRow& row, bool& is_closed);

  std::string_view text_;
  std::string file_;
  char separator_;
  bool has_quotes_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::deque<std::string> unescaped_;  // cells of the row with doubled quotes
};

}  // namespace qingxin::feeds
