// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string_view>

#include "law/law.h"
#include "verify/report.h"

namespace qingxin::wire {

// The report as docs/verify.md has it: one finding, project or file a line, so that two runs can
// be compared line by line; amounts in whole fen, null where a field is not defined. Document
// numbers and masked cells are printed in full only where is_revealed. Whether all of it was
// written is for the caller to ask of `out`.
void write_json(const verify::Report& report, const law::Law& law, std::string_view version,
                bool is_revealed, std::ostream& out);

}  // namespace qingxin::wire
