// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "postgres/session.h"
#include "store/sql.h"

namespace qingxin::postgres {

// Speaks the binary forms of BIGINT, TEXT and BYTEA only. An answer is in memory whole.
class PostgresConnection : public store::Connection {
 public:
  explicit PostgresConnection(Session session) : session_(std::move(session)) {}

  store::Engine engine() const override { return store::Engine::postgres; }
  bool is_usable() const override { return session_.is_usable(); }

  store::SqlResult<std::int64_t> run(std::string_view sql, std::span<const store::SqlValue> values,
                                     const store::EachRow& each_row) override;
  store::SqlResult<void> run_script(std::string_view sql) override;
  // COPY in its binary form.
  store::SqlResult<std::int64_t> insert(const store::BulkRows& rows) override;

  store::SqlResult<void> begin(store::Intent intent) override;
  store::SqlResult<void> commit() override;
  store::SqlResult<void> rollback() override { return run_script("ROLLBACK"); }

 private:
  store::SqlResult<std::string> prepared(std::string_view sql,
                                         std::span<const store::SqlValue> values);
  store::SqlResult<std::int64_t> copy(const store::BulkRows& rows);

  Session session_;
  std::unordered_map<std::string, std::string> names_;  // of prepared statements, by their text
};

}  // namespace qingxin::postgres
