// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "app/read_folder.h"
#include "app/stored_data.h"

namespace qingxin::app {

// Which of the stored facts.
struct StoredPart {
  std::vector<store::ProjectId> projects = {};  // empty: all there are
  std::optional<store::BatchId> preview = {};   // as if this batch, which waits, was in force
};

// Reads stored facts in force as if one folder held their files: rows that two batches have both
// are rejected, payments that were sent back are taken back. Only what a project's own deliveries
// hold or lack speaks for it. Errors: those of the store, and of the parameters.
Result<FolderRead> read_stored(StoredData& data, const StoredPart& part, std::optional<Date> as_of,
                               int threads, const law::Law& law);

// The same before it is made a book; for whoever needs the rows themselves.
Result<book::Facts> stored_facts(StoredData& data, const StoredPart& part);

// Every project that there is, in the order of their ids.
Result<std::vector<store::ProjectId>> all_projects(store::Store& store);

// What the ids of stored findings are made with: the same as long as the data folder is.
std::string finding_key_of(const StoredData& data);

}  // namespace qingxin::app
