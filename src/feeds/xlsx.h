// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/sheet.h"

namespace qingxin::feeds {

// An Office Open XML workbook (ECMA-376), read part by part without unpacking it to disk.
class Workbook {
 public:
  // invalid_input for what is no .xlsx (an old .xls, a password, a damaged archive), with remedy.
  static Result<Workbook> open(const std::filesystem::path& path);

  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  // The visible ones first, then the hidden ones.
  const std::vector<std::string>& sheet_names() const;

  // Rows of one sheet, streamed. The workbook must outlive the source. An error of the source
  // refuses what no spreadsheet writes: a bomb, rows that do not go down, two cells in one place.
  Result<std::unique_ptr<RowSource>> rows(std::size_t sheet) const;

 private:
  struct State;
  explicit Workbook(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// A number as a spreadsheet wrote it, brought to 15 significant digits: "5123.4499999999998" →
// "5123.45", "1.1E3" → "1100". Text that is no number of a spreadsheet comes back as it is.
std::string to_15_digits(std::string_view number);

}  // namespace qingxin::feeds
