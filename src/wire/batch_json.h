// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/daily_work.h"
#include "app/import_folder.h"
#include "app/recheck.h"

namespace qingxin::wire {

// One thing a line. Ids are texts: they have more digits than some readers of JSON keep. Moments
// are UTC, as 2026-11-22T08:00:00.000Z.
void write_batches(const std::vector<app::Batch>& batches, std::ostream& out);
void write_batch(const app::Batch& batch, std::ostream& out);
void write_rejects(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                   std::ostream& out);
void write_work_done(const app::WorkDone& done, std::ostream& out);
// `checked` empty: it was left waiting.
void write_imported(const app::Imported& imported, const std::optional<app::WorkDone>& checked,
                    std::ostream& out);

// The same for api/openapi.yaml. Lists have at most `limit` items; what is behind them tells that
// there are more.
std::string batch_json(const app::Batch& batch);
std::string batches_json(const std::vector<app::Batch>& batches, int limit);
std::string changed_batch_json(const app::Batch& batch, app::Kept kept);
std::string imported_json(const app::Imported& imported);
// How many findings were opened, changed, cleared and reopened, and of how many projects.
std::string work_done_json(const app::WorkDone& done);
// Of all that were rejected those after the first `after`.
std::string rejects_json(const app::Batch& batch, const std::vector<app::Reject>& rejects,
                         std::int64_t after, int limit);

}  // namespace qingxin::wire
