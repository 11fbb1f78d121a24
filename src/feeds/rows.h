// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "feeds/header.h"
#include "feeds/row_reader.h"
#include "feeds/sheet.h"
#include "feeds/tables.h"

namespace qingxin::feeds {

// How many rows there were that are neither blank nor a foot, and how many became facts.
struct RowsRead {
  int rows = 0;
  int used = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs = {};  // of rows, first and last
};

// Reads the rows under a header into the intake, each with its source; a row that cannot be used
// is rejected with column, value and reason. Error: the file cannot be read on.
Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                           AnswerStyles& styles, std::uint16_t file);
// The same, and calls `on_many_rows` now and then, which may take away what came together.
Result<RowsRead> read_rows(RowSource& rows, const Layout& layout, Intake& intake,
                           AnswerStyles& styles, std::uint16_t file,
                           const std::function<void()>& on_many_rows);

}  // namespace qingxin::feeds
