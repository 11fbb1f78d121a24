// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "store/sql.h"

namespace qingxin::store {

// One step of the schema: db/migrations/<number>_<what>.sql. Once released it is never changed.
struct Migration {
  int number;             // from 1, without a gap
  std::string_view name;  // "0001_facts"
  std::string_view sql;   // without placeholders
};

// Those of this program.
std::span<const Migration> built_in_migrations();

// Brings the schema forward, all or nothing, and says how many steps it took. Refused, by the name
// of the step: one that the database took in other words, one that it lacks although it has a later
// one, and a database that is newer than the program.
Result<int> migrate(Connection& connection, std::span<const Migration> known, Instant now);

}  // namespace qingxin::store
