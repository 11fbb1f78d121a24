// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/schema.h"
#include "feeds/sheet.h"

namespace qingxin::feeds {

// 列名.toml: foreign headers (folded) → columns, for each table.
using ForeignHeaders = std::map<std::string, book::ColumnIndex>;
using HeaderMap = std::map<book::Table, ForeignHeaders>;

// The sections that are not of a table of the folder (firm_register.h, clue_file.h,
// office_registers.h).
inline constexpr std::string_view kFirmRegister = "firms", kClueRegister = "clues",
                                  kPeopleRegister = "people", kPermitRegister = "permits",
                                  kSignRegister = "signs", kDirectoryRegister = "directory";

// unknown tables or columns, and two headers for one column, are refused by name.
Result<HeaderMap> read_header_map(std::string_view toml);
// What the section of that name says of such a table; nothing when there is none.
Result<ForeignHeaders> read_header_map(std::string_view toml, std::string_view name,
                                       const book::TableShape& shape);

// Where each column stands in a sheet.
struct Layout {
  book::Table table = book::Table::projects;
  std::array<std::int16_t, 64> cell_of;  // by ColumnIndex; -1: the sheet does not have it
  std::vector<std::string> ignored;      // headers that nobody knows
  std::vector<std::string> missing;      // * columns that are not there
  std::string doubled;                   // a message when two headers name one field
  std::string fault;                     // why the row cannot be read at all
  int matched = 0;
  std::uint32_t row = 0;
  bool is_monthly = false;                   // attendance: the form with columns 1…31
  book::ColumnIndex identity = kNoIdentity;  // where the table names a person

  static constexpr book::ColumnIndex kNoIdentity = 63;
};

// What a row would be as the header of a table.
Layout layout_of(const SheetRow& row, book::Table table, const HeaderMap& map);

// The first row that has every * column, within the first rows of the sheet: titles stand above.
// Nothing when no row is a header; then `best` holds the row that came closest.
Result<std::optional<Layout>> find_header(RowSource& rows, book::Table table, const HeaderMap& map,
                                          Layout& best);
Result<std::optional<Layout>> find_header(RowSource& rows, const book::TableShape& shape,
                                          const ForeignHeaders& mapped, Layout& best);

}  // namespace qingxin::feeds
