// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "store/sql.h"

// A backup, and back: every row of every table of one database into another one, whichever their
// engines.
namespace qingxin::store {

struct TableContent {
  std::string name;
  std::int64_t rows = 0;
  std::string digest;  // of what its rows say, in any order; the same on both engines

  friend bool operator==(const TableContent&, const TableContent&) = default;
};

using OnTable = std::function<void(const TableContent&)>;

// What stands in each table, but for that of the migrations, in one state of the database, while
// others write. Errors: unavailable; invalid_input (a column of a type that no schema of ours has).
Result<std::vector<TableContent>> content_of(Database& database, const OnTable& on_table);

// Brings `to` to the schema that `from` has and fills it, all or nothing, from one state of `from`,
// which others may go on using. Errors: conflict, where `to` holds anything or `from` is of a newer
// program; unavailable.
Result<std::vector<TableContent>> copy_database(Database& from, Database& to, Instant now,
                                                const OnTable& on_table);

}  // namespace qingxin::store
