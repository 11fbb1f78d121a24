// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/sheet.h"

namespace qingxin::feeds {

// Bounds for a file that wants to break us. Refused by name when passed.
inline constexpr std::uint64_t kPartBytesMax = std::uint64_t{2} << 30;  // one part, unpacked
inline constexpr std::uint64_t kSharedStringBytesMax = std::uint64_t{256} << 20;
inline constexpr std::size_t kColumnsMax = 16384;

// An Office Open XML workbook (ECMA-376), read part by part without unpacking it to disk.
class Workbook {
 public:
  // invalid_input for what is no .xlsx (an old .xls, a password, a damaged archive), with remedy.
  static Result<Workbook> open(const std::filesystem::path& path);

  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  const std::vector<std::string>& sheet_names() const;

  // Rows of one sheet, streamed. The workbook must outlive the source.
  Result<std::unique_ptr<RowSource>> rows(std::size_t sheet) const;

 private:
  struct State;
  explicit Workbook(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// A number as a spreadsheet wrote it, brought to 15 significant digits: "5123.4499999999998" →
// "5123.45", "1.1E3" → "1100". Text that is no number comes back as it is.
std::string to_15_digits(std::string_view number);

}  // namespace qingxin::feeds
