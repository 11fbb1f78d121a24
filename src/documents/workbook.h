// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "law/law.h"
#include "verify/report.h"

namespace qingxin::documents {

// Writes the report as a workbook for A4 paper: 总览 五链 疑点清单 欠薪名册 无法判定 拒收明细.
// Gives the number of sheets. Document numbers are text, and masked unless is_revealed. Unavailable
// when the file cannot be written; what was there before is then left as it was.
Result<int> write_workbook(const verify::Report& report, const law::Law& law,
                           const std::filesystem::path& file, bool is_revealed);

}  // namespace qingxin::documents
