// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "store/sql.h"

namespace qingxin::postgres {

// A PostgreSQL server by its connection string. A server that does not answer within the patience
// is given up, whether it is gone, unreachable or frozen; another transaction may stay in the way
// for a third of it.
class PostgresDatabase : public store::Database {
 public:
  PostgresDatabase(std::string connection_string, int patience_ms);

  store::Engine engine() const override { return store::Engine::postgres; }
  int writers() const override { return kWriters; }
  store::SqlResult<std::unique_ptr<store::Connection>> connect() override;

  static constexpr int kPatienceMs = 30'000;
  static constexpr int kWriters = 4;

 private:
  std::string connection_string_;
  int patience_ms_;
};

}  // namespace qingxin::postgres
