// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  std::vector<std::vector<std::string>> rows;  // as wide as the headings
};

// Hands over its rows, one after the other; what goes wrong with that ends the writing.
using TakeRow = std::function<void(const std::vector<std::string>& row)>;
using GiveRows = std::function<Result<void>(const TakeRow& take)>;

// The bytes of a CSV file: UTF-8 with a byte order mark, lines that end with CR LF (RFC 4180). What
// a spreadsheet would take for a formula has a ' before it.
std::string csv_of(const RegisterTable& table);

// Writes it as .csv or .xlsx, by the name of the file; every cell of the workbook is a text, so
// that long numbers keep their digits. Written beside its place first. Errors: invalid_input
// (another kind of file), unavailable.
Result<void> write_register(const RegisterTable& table, const std::filesystem::path& file);
// The same of more rows than are held at once: those that `give` hands over, not the table's.
Result<void> write_register(const RegisterTable& table, const GiveRows& give,
                            const std::filesystem::path& file);

}  // namespace qingxin::documents
