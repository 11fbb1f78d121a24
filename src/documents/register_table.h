// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

// A register 台账 or a result that leaves the house: one sheet of texts.
namespace qingxin::documents {

struct RegisterTable {
  std::string name;  // of the sheet
  std::vector<std::string> headings;
  // What is printed above every page of the workbook and below it; a CSV file has no pages.
  std::string page_head = {}, page_foot = {};
};

enum class MoreRows : unsigned char { row, end };
// Puts the next row in place of the last one, as wide as the headings. Its error ends the writing.
using NextRow = std::function<Result<MoreRows>(std::vector<std::string>& row)>;

// Writes it as .csv or .xlsx, by the name of the file, row by row: the memory of one row is needed,
// however many there are. CSV is UTF-8 with a byte order mark, lines end with CR LF (RFC 4180), and
// what a spreadsheet would take for a formula has a ' before it; every cell of the workbook is a
// text, so that long numbers keep their digits. Written beside its place first: whole or not at
// all. The number of rows. Errors: invalid_input (another kind of file, too many rows for a sheet),
// unavailable, those of `next`.
Result<std::int64_t> write_register(const RegisterTable& table, const NextRow& next,
                                    const std::filesystem::path& file);

// Whether a file of this name can be written. Error: invalid_input.
Result<void> check_register_name(const std::filesystem::path& file);

}  // namespace qingxin::documents
