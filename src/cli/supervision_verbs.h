// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"

namespace CLI {
class App;
}

// Orders that are proposed, exposure, market violations, the directory, assessment and submissions:
// rows of kRecordVerbs (cli/record_verbs.h).
namespace qingxin::cli {

struct TypedRecord;
struct RecordAsked;

Result<int> propose_orders(const RecordAsked& asked);

void declare_region(CLI::App& command, TypedRecord& typed);
Result<int> exposure_board(const RecordAsked& asked);
Result<int> violation_board(const RecordAsked& asked);

void declare_directory_import(CLI::App& command, TypedRecord& typed);
Result<int> directory_import(const RecordAsked& asked);

void declare_scheme(CLI::App& command, TypedRecord& typed);
Result<int> assessment_scheme(const RecordAsked& asked);
void declare_score(CLI::App& command, TypedRecord& typed);
Result<int> assessment_score(const RecordAsked& asked);
void declare_letter(CLI::App& command, TypedRecord& typed);
Result<int> assessment_letter(const RecordAsked& asked);

void declare_submission_make(CLI::App& command, TypedRecord& typed);
Result<int> submission_make(const RecordAsked& asked);
void declare_submission_take(CLI::App& command, TypedRecord& typed);
Result<int> submission_take(const RecordAsked& asked);
void declare_submission_board(CLI::App& command, TypedRecord& typed);
Result<int> submission_board(const RecordAsked& asked);

}  // namespace qingxin::cli
