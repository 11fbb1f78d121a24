// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

// Which projects have to be judged, and what counts for all of them.
namespace qingxin::store {

namespace {

constexpr std::int64_t kNoBatch = -1;
constexpr std::int64_t kReported = 1;
constexpr std::int64_t kInForce = static_cast<std::int64_t>(BatchState::in_force);
constexpr std::int64_t kWaiting = static_cast<std::int64_t>(BatchState::waiting);

}  // namespace

Result<std::string> SqlStore::code_of(ProjectId project) {
  std::optional<std::string> code;
  const Result<void> done = transact(Intent::read, "查项目", [&](Connection& connection) {
    Statements statements(connection);
    require_covered(statements, project);
    statements.run("SELECT code FROM project_code WHERE project_id = $1", {number(project)},
                   [&](const SqlRow& row) { code = std::string{row.text(0)}; });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  if (!code)
    return fail(ErrorCode::not_found, fmt::format("没有项目 {}；请核对编号", number(project)));
  return *std::move(code);
}

Result<std::vector<ProjectId>> SqlStore::projects_after(ProjectId project, int limit) {
  std::vector<ProjectId> projects;
  const Result<void> done = transact(Intent::read, "列项目", [&](Connection& connection) {
    Statements statements(connection);
    projects.clear();
    std::vector<SqlValue> values{number(project), std::int64_t{limit}, kInForce};
    const ScopeSql scope(who_.scope, "p.project_id", values.size());
    scope.append_to(values);
    statements.run(
        "SELECT p.project_id FROM project_code p WHERE p.project_id > $1 AND EXISTS"
        " (SELECT 1 FROM batch_project r JOIN batch b ON b.batch_id = r.batch_id"
        " WHERE r.project_id = p.project_id AND b.state = $3) AND " +
            scope.condition() + " ORDER BY p.project_id LIMIT $2",
        std::span<const SqlValue>{values},
        [&](const SqlRow& row) { projects.push_back(ProjectId{row.number(0)}); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return projects;
}

Result<std::vector<KnownAccount>> SqlStore::accounts_in_force() {
  std::vector<KnownAccount> accounts;
  const Result<void> done = transact(Intent::read, "列专户账号", [&](Connection& connection) {
    Statements statements(connection);
    accounts.clear();
    std::vector<SqlValue> values{kInForce};
    const ScopeSql scope(who_.scope, "a.project_id", values.size());
    scope.append_to(values);
    statements.run(
        "SELECT DISTINCT a.account, c.code FROM fact_accounts a"
        " JOIN batch b ON b.batch_id = a.batch_id"
        " JOIN batch_file f ON f.batch_id = a.batch_id AND f.file_no = a.file_no"
        " JOIN project_code c ON c.project_id = a.project_id"
        " WHERE b.state = $1 AND f.corrected_by_batch_id IS NULL AND a.account IS NOT NULL AND " +
            scope.condition() + " ORDER BY a.account, c.code",
        std::span<const SqlValue>{values}, [&](const SqlRow& row) {
          accounts.push_back({std::string{row.text(0)}, std::string{row.text(1)}});
        });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return accounts;
}

Result<std::vector<std::string>> SqlStore::project_codes() {
  std::vector<std::string> codes;
  const Result<void> done = transact(Intent::read, "列项目编号", [&](Connection& connection) {
    Statements statements(connection);
    codes.clear();
    std::vector<SqlValue> values{kInForce};
    const ScopeSql scope(who_.scope, "p.project_id", values.size());
    scope.append_to(values);
    statements.run(
        "SELECT p.code FROM project_code p WHERE EXISTS (SELECT 1 FROM batch_project r"
        " JOIN batch b ON b.batch_id = r.batch_id WHERE r.project_id = p.project_id"
        " AND b.state = $1) AND " +
            scope.condition() + " ORDER BY p.code",
        std::span<const SqlValue>{values},
        [&](const SqlRow& row) { codes.emplace_back(row.text(0)); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return codes;
}

Result<World> SqlStore::world(Date as_of, std::optional<BatchId> preview) {
  World world;
  const std::int64_t waiting = preview ? number(*preview) : kNoBatch;
  const Result<void> done = transact(Intent::read, "查工资月", [&](Connection& connection) {
    Statements statements(connection);
    std::set<Month> months, reported;
    world = {};
    statements.run(
        "SELECT m.wage_month, MIN(m.kind) FROM batch_month m"
        " JOIN batch b ON b.batch_id = m.batch_id"
        " JOIN batch_file f ON f.batch_id = m.batch_id AND f.file_no = m.file_no"
        " WHERE (b.state = $1 OR (b.state = $2 AND b.batch_id = $3))"
        " AND f.corrected_by_batch_id IS NULL AND m.first_day <= $4"
        " AND NOT EXISTS (SELECT 1 FROM batch_file c WHERE c.batch_id = $3"
        " AND c.corrects_batch_id = f.batch_id AND c.corrects_file_no = f.file_no)"
        " GROUP BY m.wage_month",
        {kInForce, kWaiting, waiting, day_digits(as_of)}, [&](const SqlRow& row) {
          const Month month = month_of_digits(row.number(0));
          months.insert(month);
          if (row.number(1) == kReported) reported.insert(month);
        });
    statements.run(
        "SELECT d.parameters FROM batch_folder d JOIN batch b ON b.batch_id = d.batch_id"
        " WHERE (b.state = $1 OR (b.state = $2 AND b.batch_id = $3)) AND d.parameters <> ''"
        " ORDER BY b.state, b.used_ms DESC, b.batch_id DESC LIMIT 1",
        {kInForce, kWaiting, waiting}, [&](const SqlRow& row) { world.parameters = row.text(0); });
    world.months.assign(months.begin(), months.end());
    world.reported.assign(reported.begin(), reported.end());
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return world;
}

Result<std::vector<BatchId>> SqlStore::unchecked_batches() {
  std::vector<BatchId> batches;
  const Result<void> done = transact(Intent::read, "查未核查的批次", [&](Connection& connection) {
    Statements statements(connection);
    batches.clear();
    std::vector<SqlValue> values{kInForce};
    const SeenBatches seen(who_, values.size());
    seen.append_to(values);
    statements.run(
        "SELECT b.batch_id FROM batch b WHERE b.state = $1 AND NOT EXISTS"
        " (SELECT 1 FROM batch_check c WHERE c.batch_id = b.batch_id) AND " +
            seen.condition() + " ORDER BY b.used_ms, b.batch_id",
        std::span<const SqlValue>{values},
        [&](const SqlRow& row) { batches.push_back(BatchId{row.number(0)}); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return batches;
}

Result<Kept> SqlStore::mark_checked(BatchId batch, RunId run, Instant now) {
  Kept kept = Kept::now;
  const access::AuditEntry entry =
      access::audit_entry("mark_checked", {{"batch", number(batch)}, {"run", number(run)}});
  const Result<void> done = transact(entry, now, "记下批次已核查", [&](Connection& connection) {
    Statements statements(connection);
    require_batch(statements, batch);
    const std::int64_t added = statements.run(
        "INSERT INTO batch_check (batch_id, run_id, at_ms) VALUES ($1, $2, $3)"
        " ON CONFLICT (batch_id) DO NOTHING",
        {number(batch), number(run), now.utc_ms});
    kept = added == 1 ? Kept::now : Kept::already;
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<ProjectId>> SqlStore::projects_due(Date as_of, std::string_view world) {
  std::vector<ProjectId> projects;
  const Result<void> done = transact(Intent::read, "查到期的项目", [&](Connection& connection) {
    Statements statements(connection);
    projects.clear();
    std::vector<SqlValue> values{kInForce, world, day_digits(as_of)};
    const ScopeSql scope(who_.scope, "p.project_id", values.size());
    scope.append_to(values);
    statements.run(
        "SELECT p.project_id FROM project_code p WHERE EXISTS (SELECT 1 FROM batch_project r"
        " JOIN batch b ON b.batch_id = r.batch_id WHERE r.project_id = p.project_id"
        " AND b.state = $1) AND NOT EXISTS (SELECT 1 FROM project_check c"
        " WHERE c.project_id = p.project_id AND c.world = $2"
        " AND (c.due_day IS NULL OR c.due_day > $3)) AND " +
            scope.condition() + " ORDER BY p.project_id",
        std::span<const SqlValue>{values},
        [&](const SqlRow& row) { projects.push_back(ProjectId{row.number(0)}); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return projects;
}

Result<std::optional<Date>> SqlStore::judged_until() {
  std::optional<Date> until;
  const Result<void> done = transact(Intent::read, "查核查到哪一天", [&](Connection& connection) {
    Statements statements(connection);
    statements.run("SELECT MAX(as_of_day) FROM project_check", {}, [&](const SqlRow& row) {
      if (const auto day = row.number_or_none(0)) until = day_of_digits(*day);
    });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return until;
}

}  // namespace qingxin::store
