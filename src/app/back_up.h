// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/stored_data.h"
#include "app/verify_folder.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/copy_database.h"

// A backup is a data folder of its own, with SQLite and the key in it, and a list of what it holds:
// it can be looked into like any other (--data), and goes back to either engine.
namespace qingxin::app {

inline constexpr std::string_view kBackupList = "backup.toml";
inline constexpr std::string_view kKeyFile = "master.key";
inline constexpr std::string_view kDatabaseFile = "qingxin.db";

// A database as it is, be it empty; main/ makes it. Of SQLite's in a folder, the folder too, for
// its owner's eyes only.
using OpenDatabase =
    std::function<Result<std::unique_ptr<store::Database>>(const DataPlace& place)>;

struct Backup {
  std::string program;  // the version that wrote it
  Instant made;
  bool has_key = false;
  std::vector<store::TableContent> tables;

  std::int64_t rows() const;
};

struct BackUpOrder {
  std::filesystem::path folder;  // is made; refused where anything stands there
  bool with_key = true;          // without it, who takes the backup cannot open sealed fields
  std::string program;
};

// While others write: one state of the data. What has been written is read once more and held
// against it. The audit trail has it first, so that the backup has it, too. Errors: not_permitted,
// conflict (something stands there), unavailable; nothing is left behind then.
Result<Backup> back_up(const access::Principal& who, Instant now, StoredData& data,
                       const BackUpOrder& order, const OpenDatabase& open_database,
                       const Progress& progress);

struct RestoreOrder {
  std::filesystem::path backup;
  DataPlace place;            // empty, or not there
  std::filesystem::path key;  // the key's file; empty: the one in the backup
};

// Refused, before anything is written: a backup that is not what its list says it is, by table, and
// a place where something stands. What was written is read once more; whether the key is the right
// one is seen when the place is opened, and that it was restored is recorded then (note_restored).
Result<Backup> restore(const RestoreOrder& order, const OpenDatabase& open_database, Instant now,
                       const Progress& progress);

// In the audit trail of data that were restored: when the backup was made.
Result<void> note_restored(const access::Principal& who, Instant now, StoredData& data,
                           const Backup& backup);

}  // namespace qingxin::app
