// SPDX-License-Identifier: Apache-2.0
#include "store/audit_trail.h"

#include "store/audit_append.h"
#include "store/audit_rows.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

constexpr std::int64_t kAtOnce = 10'000;

// A number that never was one of ours must not become one by losing its upper bits.
template <typename Choice>
Choice choice_of(std::int64_t number) {
  constexpr std::int64_t kNone = 255;
  return static_cast<Choice>(number >= 0 && number < kNone ? number : kNone);
}

access::AuditRecord record_of(const SqlRow& row) {
  return {.number = row.number(0),
          .at = Instant{row.number(1)},
          .user = access::UserId{row.number(2)},
          .role = choice_of<access::Role>(row.number(3)),
          .via = choice_of<access::Via>(row.number(4)),
          .credential = row.number(5),
          .entry = {std::string{row.text(6)}, std::string{row.text(7)}},
          .hash = digest_of(row.text(8)),
          .seal = digest_of(row.text(9))};
}

std::int64_t read_after(Statements& statements, std::int64_t after, std::int64_t limit,
                        const std::function<void(const access::AuditRecord&)>& take) {
  return statements.run(
      "SELECT record_no, at_ms, user_id, role, via, credential_id, action, subjects, hash, seal"
      " FROM audit_record WHERE record_no > $1 ORDER BY record_no LIMIT $2",
      {after, limit}, [&](const SqlRow& row) { take(record_of(row)); });
}

}  // namespace

Result<void> SqlStore::note(const access::AuditEntry& entry) {
  const SqlResult<void> done = core_->sessions.transact(Intent::write, [&](Connection& connection) {
    return append_audit(connection, core_->vault.audit(), who_, now_, entry);
  });
  if (!done) return tl::unexpected(in_words(done.error(), "记审计"));
  return {};
}

Result<std::vector<access::AuditRecord>> SqlStore::audit_after(std::int64_t after, int limit) {
  std::vector<access::AuditRecord> records;
  const Result<void> done = transact(Intent::read, "读审计记录", [&](Connection& connection) {
    Statements statements(connection);
    records.clear();
    read_after(statements, after, limit,
               [&](const access::AuditRecord& record) { records.push_back(record); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return records;
}

Result<std::vector<std::string>> SqlStore::reveal_reasons(
    std::span<const access::AuditRecord> records) {
  std::vector<std::string> reasons(records.size());
  const Result<void> done = look("读看全文的理由", [&](Statements& statements) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      const access::AuditEntry& entry = records[i].entry;
      const std::optional<std::int64_t> reveal = access::subject_of(entry, "reveal");
      if (!reveal) continue;
      const auto project = access::subject_of(entry, "project");
      const auto clue = access::subject_of(entry, "clue");
      const auto dossier = access::subject_of(entry, "dossier");
      const std::int64_t place =
          project.value_or(clue.value_or(dossier.value_or(number(kNoProject))));
      statements.run("SELECT reason FROM reveal WHERE project_id = $1 AND reveal_id = $2",
                     {place, *reveal}, [&](const SqlRow& row) { reasons[i] = row.text(0); });
    }
  });
  if (!done) return tl::unexpected(done.error());
  return reasons;
}

Result<access::AuditReport> SqlStore::verify_audit(const std::function<void(std::int64_t)>& seen) {
  access::AuditReport report;
  const Result<void> done = transact(Intent::read, "核验审计链", [&](Connection& connection) {
    Statements statements(connection);
    access::AuditWalk walk(core_->vault.audit());
    access::AuditHead head;  // none: what was never sealed
    statements.run("SELECT record_count, hash, seal FROM audit_head WHERE head_no = 1", {},
                   [&](const SqlRow& row) {
                     head = {row.number(0), digest_of(row.text(1)), digest_of(row.text(2))};
                   });
    std::int64_t last = INT64_MIN, count = 0;
    while (true) {
      const std::int64_t more =
          read_after(statements, last, kAtOnce, [&](const access::AuditRecord& record) {
            walk.take(record);
            last = record.number;
          });
      count += more;
      if (seen) seen(count);
      if (more < kAtOnce) break;
    }
    report = walk.end(head);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return report;
}

}  // namespace qingxin::store
