// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/audit.h"
#include "access/principal.h"
#include "base/instant.h"
#include "store/sql.h"

namespace qingxin::store {

// Whether somebody changes what is stored, through this connection.
class WatchedConnection : public Connection {
 public:
  explicit WatchedConnection(Connection& connection) : connection_(&connection) {}

  bool has_written() const { return has_written_; }

  Engine engine() const override { return connection_->engine(); }
  bool is_usable() const override { return connection_->is_usable(); }
  SqlResult<std::int64_t> run(std::string_view sql, std::span<const SqlValue> values,
                              const EachRow& each_row) override;
  SqlResult<void> run_script(std::string_view sql) override;
  SqlResult<std::int64_t> insert(const BulkRows& rows) override;
  SqlResult<void> begin(Intent intent) override { return connection_->begin(intent); }
  SqlResult<void> commit() override { return connection_->commit(); }
  SqlResult<void> rollback() override { return connection_->rollback(); }

 private:
  Connection* connection_;
  bool has_written_ = false;
};

// The action of the record that a trail begins with, on a database without keys of its own.
inline constexpr std::string_view kTrailBegins = "begin";

// The next record of the audit trail, in the transaction of what it records: neither is kept
// without the other. The last thing before the commit, because from here on others wait. A trail
// without a head does not begin anew: what follows stays suspect, unless it is the first record of
// a database that has no users and no keys of projects yet.
SqlResult<void> append_audit(Connection& connection, const access::Key& key,
                             const access::Principal& who, Instant at,
                             const access::AuditEntry& entry);

}  // namespace qingxin::store
