// SPDX-License-Identifier: Apache-2.0
#include "postgres/postgres_database.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <utility>

#include "postgres/postgres_connection.h"

namespace qingxin::postgres {

using namespace store;  // NOLINT: this is its engine

PostgresDatabase::PostgresDatabase(std::string connection_string, int patience_ms)
    : connection_string_(std::move(connection_string)), patience_ms_(patience_ms) {}

SqlResult<std::unique_ptr<Connection>> PostgresDatabase::connect() {
  SqlResult<Session> session = Session::open(connection_string_, patience_ms_);
  if (!session) return tl::unexpected(session.error());
  const PGconn* session_handle = session->handle();
  auto connection = std::make_unique<PostgresConnection>(std::move(*session));
  // Who waits for another transaction hears of it before his patience ends. What was given up is
  // ended by the server too, and keeps nobody out.
  const bool can_check = PQserverVersion(session_handle) >= 140'000;
  const SqlResult<void> set = connection->run_script(
      fmt::format("SET client_encoding = 'UTF8'; SET lock_timeout = {}{}", patience_ms_ / 3,
                  can_check ? "; SET client_connection_check_interval = 2000" : ""));
  if (!set) return tl::unexpected(set.error());
  return connection;
}

}  // namespace qingxin::postgres
