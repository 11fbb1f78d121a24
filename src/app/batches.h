// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "app/stored_data.h"

namespace qingxin::app {

using store::Batch;
using store::BatchId;
using store::BatchState;
using store::Kept;
using store::Reject;

// An enterprise and a bank see the batches of their own units; whoever supervises sees those that
// speak of a project in his scope, too. At most `limit`, in the order in which they came, after
// that one.
Result<std::vector<Batch>> list_batches(const access::Principal& who, StoredData& data,
                                        BatchId after, int limit);

// Errors of the following: not_permitted; not_found also where the principal may not see it.
Result<Batch> show_batch(const access::Principal& who, StoredData& data, BatchId batch);
// In the order of files and rows; of a batch of another unit those of projects in the scope.
Result<std::vector<Reject>> rejects_of_batch(const access::Principal& who, StoredData& data,
                                             BatchId batch);

// From now on its facts count, and those of the files that it corrects no longer do. The checks
// are not run anew: follow_facts() does that next. Errors: not_found, too, for a batch that speaks
// of a project beyond the scope; invalid_input, for one that would take a project out of it.
Result<Kept> use_batch(const access::Principal& who, Instant now, StoredData& data, BatchId batch);
// Refused when it is in force: what is in force is corrected, not taken away.
Result<Kept> withdraw_batch(const access::Principal& who, Instant now, StoredData& data,
                            BatchId batch);

// The number that people write: digits alone. Error: usage.
Result<BatchId> batch_id_in(std::string_view text);

// 待用, 已启用 …
std::string_view in_chinese(BatchState state);
// waiting, in_force … as the wire says it.
std::string_view to_string(BatchState state);

}  // namespace qingxin::app
