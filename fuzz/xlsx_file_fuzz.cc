// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_input.h"
#include "fuzz/read_workbook.h"

// The input is the archive itself, as a payroll.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  qingxin::fuzz::read_workbook(qingxin::fuzz::text_of(data, size), qingxin::book::Table::payroll);
  return 0;
}
