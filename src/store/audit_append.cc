// SPDX-License-Identifier: Apache-2.0
#include "store/audit_append.h"

#include <algorithm>

#include "store/audit_rows.h"
#include "store/statements.h"

namespace qingxin::store {

SqlResult<std::int64_t> WatchedConnection::run(std::string_view sql,
                                               std::span<const SqlValue> values,
                                               const EachRow& each_row) {
  SqlResult<std::int64_t> rows = connection_->run(sql, values, each_row);
  const bool changes =
      sql.starts_with("INSERT") || sql.starts_with("UPDATE") || sql.starts_with("DELETE");
  if (changes && rows && *rows > 0) has_written_ = true;
  return rows;
}

SqlResult<void> WatchedConnection::run_script(std::string_view sql) {
  has_written_ = true;
  return connection_->run_script(sql);
}

SqlResult<std::int64_t> WatchedConnection::insert(const BulkRows& rows) {
  SqlResult<std::int64_t> done = connection_->insert(rows);
  if (done && *done > 0) has_written_ = true;
  return done;
}

namespace {

// Whether there never was a trail: what came after it would be there still.
bool is_beginning(Statements& statements, const access::AuditEntry& entry) {
  if (entry.action != kTrailBegins) return false;
  for (const std::string_view table : {"audit_record", "user_account", "data_key"})
    if (statements.run("SELECT 1 FROM " + std::string{table} + " LIMIT 1", {}) > 0) return false;
  return true;
}

// So that the next record has a number of its own also where only the head was taken away.
std::int64_t last_record(Statements& statements) {
  std::int64_t last = 0;
  statements.run("SELECT record_no FROM audit_record ORDER BY record_no DESC LIMIT 1", {},
                 [&](const SqlRow& row) { last = row.number(0); });
  return last;
}

// A head where there is none; sealed only where there never was one.
void make_head(Statements& statements, const access::Key& key, const access::AuditEntry& entry) {
  if (statements.run("SELECT 1 FROM audit_head WHERE head_no = 1", {}) > 0) return;
  access::AuditHead nothing = access::sealed_head(0, {}, key);
  if (!is_beginning(statements, entry)) nothing.seal = {};
  statements.run(
      "INSERT INTO audit_head (head_no, record_count, hash, seal) VALUES (1, $3, $1, $2)"
      " ON CONFLICT (head_no) DO NOTHING",
      {blob_of(nothing.hash), blob_of(nothing.seal), last_record(statements)});
}

}  // namespace

SqlResult<void> append_audit(Connection& connection, const access::Key& key,
                             const access::Principal& who, Instant at,
                             const access::AuditEntry& entry) {
  Statements statements(connection);
  make_head(statements, key, entry);
  // Whoever comes at the same time waits here.
  statements.run("UPDATE audit_head SET record_count = record_count + 1 WHERE head_no = 1", {});
  access::AuditHead head;
  statements.run("SELECT record_count, hash, seal FROM audit_head WHERE head_no = 1", {},
                 [&](const SqlRow& row) {
                   head = {row.number(0) - 1, digest_of(row.text(1)), digest_of(row.text(2))};
                 });
  access::AuditRecord record{
      .number = head.count + 1,
      .at = at,
      .user = who.user,
      .role = who.role,
      .via = who.via,
      .credential = who.via == access::Via::api_key ? number(who.key) : number(who.session),
      .entry = entry};
  access::chain_to(record, head.hash, key);
  statements.run(
      "INSERT INTO audit_record (record_no, at_ms, user_id, role, via, credential_id, action,"
      " subjects, hash, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {record.number, at.utc_ms, number(record.user), static_cast<std::int64_t>(record.role),
       static_cast<std::int64_t>(record.via), record.credential,
       std::string_view{record.entry.action}, std::string_view{record.entry.subjects},
       blob_of(record.hash), blob_of(record.seal)});
  access::AuditHead next = access::sealed_head(record.number, record.hash, key);
  // A head that was tampered with is not made good by the next record: it stays broken.
  if (access::sealed_head(head.count, head.hash, key) != head) next.seal = {};
  statements.run("UPDATE audit_head SET hash = $1, seal = $2 WHERE head_no = 1",
                 {blob_of(next.hash), blob_of(next.seal)});
  return statements.outcome();
}

}  // namespace qingxin::store
