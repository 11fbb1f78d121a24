// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "access/principal.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/ids.h"
#include "store/sql.h"
#include "store/store.h"

namespace qingxin::app {

// Where stored data is: what --data and --database say.
struct DataPlace {
  std::filesystem::path folder;  // the keys, and the database where it is embedded
  std::string database;          // PostgreSQL's connection string; empty: SQLite in the folder
};

// Stored data that was opened, with every migration applied. `main/` makes it; for any number of
// threads.
struct StoredData {
  std::shared_ptr<store::Database> database;  // before the store: it outlives it
  std::unique_ptr<store::Store> store;        // of the local operator, unless held by somebody
  std::shared_ptr<store::IdMaker> ids;
  // 32 bytes of the folder's own, kept apart from the database. Every other key is made of it:
  // hmac_sm3(master_key, "what for").
  std::string master_key;
  std::filesystem::path folder;
};

// The same data in somebody's hands: what lies outside of his scope is not there, and what is
// written is recorded as his, at that time.
std::shared_ptr<StoredData> held_by(const access::Principal& who, Instant now,
                                    const StoredData& data);
// The same for whoever only looks: no time is recorded.
std::shared_ptr<StoredData> seen_by(const access::Principal& who, const StoredData& data);

// Whether data are made where there are none, or only what is there is opened: whoever looks, at a
// place that was mistyped, must not be told that all is well with nothing.
enum class DataIntent : unsigned char { existing, may_make };

// Opens stored data. Errors: not_found (there are none, or a part of them is missing), unavailable
// (the folder, the database), invalid_input (the key), conflict (a database that began with another
// key or is newer than the program); the message names the folder or the server, and the remedy.
using OpenData =
    std::function<Result<std::shared_ptr<StoredData>>(const DataPlace& place, DataIntent intent)>;

}  // namespace qingxin::app
