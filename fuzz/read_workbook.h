// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "feeds/xlsx.h"
#include "fuzz/read_table.h"

namespace qingxin::fuzz {

// Reads every sheet of a workbook as if it were the table.
inline void read_workbook(std::string_view bytes, book::Table table) {
  const int file = memfd_create("fuzz.xlsx", 0);
  check(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  const Result<feeds::Workbook> workbook =
      feeds::Workbook::open("/proc/self/fd/" + std::to_string(file));
  for (std::size_t i = 0; workbook && i < workbook->sheet_names().size(); ++i) {
    const Result<std::unique_ptr<feeds::RowSource>> rows = workbook->rows(i);
    if (rows) read_table(**rows, table);
  }
  close(file);
}

}  // namespace qingxin::fuzz
