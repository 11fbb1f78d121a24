// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace CLI {
class App;
}

// What can be done with bulletins: rows of cli/record_verbs.h.
namespace qingxin::cli {

struct TypedRecord;
struct RecordAsked;

void declare_bulletin(CLI::App& command, TypedRecord& typed);
void declare_bulletin_step(CLI::App& command, TypedRecord& typed);
void declare_bulletin_file(CLI::App& command, TypedRecord& typed);
void declare_freeze(CLI::App& command, TypedRecord& typed);
void declare_prose(CLI::App& command, TypedRecord& typed);

Result<int> freeze_bulletin(const RecordAsked& asked);
Result<int> show_bulletin(const RecordAsked& asked);
Result<int> write_bulletin(const RecordAsked& asked);
Result<int> submit_bulletin(const RecordAsked& asked);
Result<int> sign_bulletin(const RecordAsked& asked);
Result<int> take_bulletin(const RecordAsked& asked);
Result<int> check_bulletin(const RecordAsked& asked);
Result<int> compare_bulletin(const RecordAsked& asked);

}  // namespace qingxin::cli
