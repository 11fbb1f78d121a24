// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command_line.h"

namespace qingxin::cli {

// Keeps a folder, and puts it to use unless it is to wait. 0: every row could be used; 4: some were
// rejected. A preview has the exit status of verify.
Result<int> run_import(const ImportCommand& command, const Machine& machine);

// Tells of batches, previews, uses or withdraws one; 0, a preview as verify.
Result<int> run_batch(const BatchCommand& command, const Machine& machine);

// Judges anew what may have changed, and records it; 0.
Result<int> run_recheck(const RecheckCommand& command, const Machine& machine);

}  // namespace qingxin::cli
