// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

// A register beside the tables of a folder: no facts of a project, but one thing a row, as another
// body hands them out.
namespace qingxin::feeds {

// A row that is not taken, and why.
struct RejectedRow {
  std::uint32_t row = 0;  // line of the sheet, from 1
  std::string column, value, reason;
};

template <typename Row>
struct RegisterFile {
  std::string file;  // its name
  std::vector<Row> rows;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> ignored_columns;
};

}  // namespace qingxin::feeds
