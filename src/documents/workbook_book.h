// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "documents/sheet.h"
#include "law/law.h"
#include "verify/report.h"

namespace qingxin::documents {

// What all sheets of one workbook share.
struct Book {
  const verify::Report& report;
  const law::Law& law;
  bool is_revealed;
  lxw_row_t rows_per_sheet;
  lxw_workbook* workbook;
  Looks looks;

  PageForm page(std::optional<int> printed_columns, int frozen_columns) const;
};

Look look_of(verify::Grade grade);
Look look_of(rules::Severity severity);

inline constexpr std::string_view kUnknown = "不详";

// How many rows each list has; one that does not fit on a sheet goes on on the next.
struct ListSize {
  std::string_view name;
  std::size_t rows;
};
std::vector<ListSize> list_sizes(const verify::Report& report);

// 总览: everything an office head reads, on a page or two.
void write_overview(Book& book);

}  // namespace qingxin::documents
