// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "verify/report.h"

namespace qingxin::app {

// Where the marked copies go.
struct MarkedOrder {
  std::filesystem::path folder;  // the facts folder; nothing in it is changed
  std::filesystem::path target;  // new or empty
  std::uint32_t rows_per_file = 1'048'576;
};

// Refuses a target that is the facts folder, no folder, or holds something already: a copy never
// takes the place of another file. Ask before long work.
Result<int> check_marked_target(const MarkedOrder& order);

// Writes a marked copy (documents/marked_copy.h) of each file that has rejected rows, under the
// file's name as .xlsx. Of a workbook it has the sheet that was read. Document numbers are in full:
// a copy goes back to the one who sent them. Gives the number of copies; nothing is written, and no
// folder made, where no row was rejected.
Result<int> write_marked_copies(const verify::Report& report, const MarkedOrder& order);

}  // namespace qingxin::app
