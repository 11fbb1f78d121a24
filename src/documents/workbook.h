// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "law/law.h"
#include "verify/report.h"

namespace qingxin::documents {

struct WorkbookForm {
  bool is_revealed = false;                  // document numbers in full
  std::uint32_t rows_per_sheet = 1'048'000;  // of a list, before it goes on on a further sheet
};

// Writes the report as a workbook for A4 paper: 总览 五链 疑点清单 欠薪名册 无法判定 拒收明细.
// Gives the number of these. Document numbers are text. Amounts are numbers that read back as the
// same fen; what comes from the input is never a formula. Unavailable when the file cannot be
// written; what was there before is then left as it was.
Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, const WorkbookForm& form);

}  // namespace qingxin::documents
