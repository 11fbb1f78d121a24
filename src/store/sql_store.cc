// SPDX-License-Identifier: Apache-2.0
#include "store/sql_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "access/permissions.h"
#include "base/check.h"
#include "base/hash.h"
#include "store/audit_append.h"
#include "store/migration.h"
#include "store/scope_sql.h"
#include "store/seal_clear_values.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

// Tells one key from another without telling what it is.
constexpr std::string_view kKeyCheck = "person_key_check";

SqlResult<void> check_key(Connection& connection, std::string_view person_key) {
  const std::string mark = hex(hmac_sm3(person_key, kKeyCheck), 8);
  Statements statements(connection);
  std::string known = mark;
  const std::int64_t found =
      statements.run("SELECT content FROM setting WHERE name = $1", {kKeyCheck},
                     [&](const SqlRow& row) { known = row.text(0); });
  if (found == 0)
    statements.run(
        "INSERT INTO setting (name, content) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        {kKeyCheck, std::string_view{mark}});
  if (known != mark)
    statements.refuse(ErrorCode::conflict,
                      fmt::format("人员密钥不是建库时的那一把：库里记的标记是 {}，这一把是 {}；"
                                  "请换回原来的密钥，否则同一个人会变成两个人",
                                  known, mark));
  return statements.outcome();
}

std::string words_of(const Unit& unit) {
  return fmt::format("{}，{}，{}，类别 {}，行业 “{}”，上级 {}", unit.name, unit.credit_code,
                     unit.region_code, static_cast<int>(unit.kind), unit.industry,
                     number(unit.parent));
}

constexpr std::string_view kUnitColumns =
    "SELECT unit_id, name, credit_code, region_code, kind, industry, parent_unit_id FROM unit u";

Unit unit_of(const SqlRow& row) {
  return {.id = UnitId{row.number(0)},
          .name = std::string{row.text(1)},
          .credit_code = std::string{row.text(2)},
          .region_code = std::string{row.text(3)},
          .kind = static_cast<UnitKind>(row.number(4)),
          .industry = std::string{row.text(5)},
          .parent = UnitId{row.number_or_none(6).value_or(0)}};
}

// Two units with one credit code would be one firm seen half.
void refuse_second(Statements& statements, const Unit& unit) {
  if (unit.credit_code.empty()) return;
  statements.run(std::string{kUnitColumns}.append(
                     " WHERE credit_code = $1 AND unit_id <> $2 ORDER BY unit_id LIMIT 1"),
                 {std::string_view{unit.credit_code}, number(unit.id)}, [&](const SqlRow& row) {
                   const Unit known = unit_of(row);
                   statements.refuse(
                       ErrorCode::conflict,
                       fmt::format("信用代码 {} 已经登记：单位 {} “{}”；请用那一个，或核对代码",
                                   unit.credit_code, number(known.id), known.name));
                 });
}

Kept put_unit(Statements& statements, const Unit& unit) {
  refuse_second(statements, unit);
  const std::int64_t added = statements.run(
      "INSERT INTO unit (unit_id, name, credit_code, region_code, kind, industry,"
      " parent_unit_id) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (unit_id) DO NOTHING",
      {number(unit.id), std::string_view{unit.name}, std::string_view{unit.credit_code},
       std::string_view{unit.region_code}, static_cast<std::int64_t>(unit.kind),
       std::string_view{unit.industry},
       unit.parent == UnitId{} ? SqlValue{std::monostate{}} : SqlValue{number(unit.parent)}});
  if (added == 1) return Kept::now;
  Unit known = unit;
  statements.run(std::string{kUnitColumns}.append(" WHERE unit_id = $1"), {number(unit.id)},
                 [&](const SqlRow& row) { known = unit_of(row); });
  if (known != unit)
    statements.refuse(ErrorCode::conflict,
                      fmt::format("单位 {} 已经登记，内容不同：原来是 “{}”，这次是 “{}”；"
                                  "请换一个编号，或核对内容",
                                  number(unit.id), words_of(known), words_of(unit)));
  return Kept::already;
}

std::vector<access::Key> masters_of(const StoreSettings& settings) {
  if (!settings.masters.empty()) return settings.masters;
  return {access::derived_key({settings.person_key}, "master")};
}

}  // namespace

SqlCore::SqlCore(Database& database, const StoreSettings& settings)
    : sessions(database), ids(settings.node), vault(masters_of(settings)) {}

Result<std::unique_ptr<SqlStore>> SqlStore::open(Database& database, StoreSettings settings,
                                                 Instant now) {
  const SqlResult<std::unique_ptr<Connection>> connection = database.connect();
  if (!connection) return tl::unexpected(in_words(connection.error(), "打开数据库"));
  const Result<int> migrated = migrate(**connection, built_in_migrations(), now);
  if (!migrated) return tl::unexpected(migrated.error());
  std::unique_ptr<SqlStore> store{new SqlStore(std::make_shared<SqlCore>(database, settings),
                                               access::the_local_operator(), now)};
  Vault& vault = store->core_->vault;
  const auto take_keys = [&](Connection& session) -> SqlResult<void> {
    Statements statements(session);
    vault.open(statements, settings.person_key);
    if (statements.have_failed()) return statements.outcome();
    return check_key(session, vault.person());
  };
  // Who only reads, waits for nobody who writes.
  bool is_begun = false;
  const Result<void> looked = store->look(
      "核对密钥", [&](Statements& statements) { is_begun = Vault::is_begun(statements); });
  if (!looked) return tl::unexpected(looked.error());
  const Result<void> ready =
      is_begun ? store->transact(Intent::read, "核对密钥", take_keys)
               : store->transact(access::audit_entry(kTrailBegins, {}), now, "核对密钥", take_keys);
  if (!ready) return tl::unexpected(ready.error());
  const auto in_transaction = [&](std::string_view what, const Work& work) {
    return store->transact(access::audit_entry("seal_clear_values", {}), now, what, work);
  };
  const Result<void> sealed = seal_clear_values(**connection, vault, now, in_transaction,
                                                [&] { return store->tell_deliveries_anew(); });
  if (!sealed) return tl::unexpected(sealed.error());
  if (const Result<void> words = store->seal_words_of_queries(**connection); !words)
    return tl::unexpected(words.error());
  return store;
}

std::unique_ptr<Store> SqlStore::acting_for(const access::Principal& who, Instant now) {
  return std::unique_ptr<SqlStore>{new SqlStore(core_, who, now)};
}

Result<void> SqlStore::transact(Intent intent, std::string_view what, const Work& work) {
  if (intent == Intent::write) return transact({std::string{what}, {}}, now_, what, work);
  const SqlResult<void> done = core_->sessions.transact(intent, work);
  if (!done) return tl::unexpected(in_words(done.error(), what));
  return {};
}

Result<void> SqlStore::transact(const access::AuditEntry& entry, Instant at, std::string_view what,
                                const Work& work) {
  const SqlResult<void> done =
      core_->sessions.transact(Intent::write, [&](Connection& connection) -> SqlResult<void> {
        WatchedConnection watched(connection);
        if (SqlResult<void> worked = work(watched); !worked || !watched.has_written())
          return worked;
        return append_audit(connection, core_->vault.audit(), who_, at, entry);
      });
  if (!done) return tl::unexpected(in_words(done.error(), what));
  return {};
}

Result<void> SqlStore::look(std::string_view what, const Steps& steps) {
  return transact(Intent::read, what, [&](Connection& connection) {
    Statements statements(connection);
    steps(statements);
    return statements.outcome();
  });
}

Result<void> SqlStore::change(const access::AuditEntry& entry, Instant at, std::string_view what,
                              const Steps& steps) {
  return transact(entry, at, what, [&](Connection& connection) {
    Statements statements(connection);
    steps(statements);
    return statements.outcome();
  });
}

Result<void> SqlStore::change_unrecorded(std::string_view what, const Steps& steps) {
  const SqlResult<void> done = core_->sessions.transact(Intent::write, [&](Connection& connection) {
    Statements statements(connection);
    steps(statements);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(in_words(done.error(), what));
  return {};
}

bool SqlStore::covers(Statements& statements, ProjectId project) const {
  if (reaches_everything(who_.scope)) return true;
  const ScopeSql scope(who_.scope, "c.project_id", 1);
  std::vector<SqlValue> values{number(project)};
  scope.append_to(values);
  return statements.run(
             "SELECT 1 FROM project_code c WHERE c.project_id = $1 AND " + scope.condition(),
             std::span<const SqlValue>{values}) == 1;
}

// Whose project it is, nobody has said yet; a batch of another unit would tell of others.
bool SqlStore::is_new(Statements& statements, ProjectId project) const {
  const std::int64_t placed =
      statements.run("SELECT 1 FROM project_place WHERE project_id = $1", {number(project)});
  const SeenBatches seen(who_, 1);
  std::vector<SqlValue> values{number(project)};
  seen.append_to(values);
  const std::int64_t of_others = statements.run(
      "SELECT 1 FROM batch_project r JOIN batch b ON b.batch_id = r.batch_id"
      " WHERE r.project_id = $1 AND b.state = 3 AND NOT (" +
          seen.condition() + ")",
      std::span<const SqlValue>{values});
  return placed == 0 && of_others == 0;
}

bool SqlStore::is_own(UnitId unit) const {
  return reaches_everything(who_.scope) || (unit != UnitId{} && unit == who_.unit) ||
         std::ranges::find(who_.scope.units, unit) != who_.scope.units.end();
}

bool SqlStore::is_own(Statements& statements, BatchId batch) const {
  UnitId unit{};
  statements.run("SELECT unit_id FROM batch WHERE batch_id = $1", {number(batch)},
                 [&](const SqlRow& row) { unit = UnitId{row.number(0)}; });
  return is_own(unit);
}

void SqlStore::require_covered(Statements& statements, ProjectId project) {
  if (!covers(statements, project))
    statements.refuse(ErrorCode::not_found,
                      fmt::format("没有项目 {}；请核对编号", number(project)));
}

void SqlStore::require_readable(Statements& statements, ProjectId project,
                                std::optional<BatchId> preview) {
  if (reaches_everything(who_.scope)) return;
  if (preview) {
    require_batch(statements, *preview);
    if (is_new(statements, project)) return;
  }
  require_covered(statements, project);
}

// For himself, and whoever answers for a district for those in it.
void SqlStore::require_unit(Statements& statements, UnitId unit) {
  if (is_own(unit)) return;
  std::optional<std::string> region;
  statements.run("SELECT region_code FROM unit WHERE unit_id = $1", {number(unit)},
                 [&](const SqlRow& row) { region = std::string{row.text(0)}; });
  const bool is_in_district =
      region && std::ranges::any_of(who_.scope.districts, [&](const std::string& district) {
        return region->starts_with(district);
      });
  if (who_.scope.has_any_unit && is_in_district) return;
  statements.refuse(ErrorCode::not_found, fmt::format("没有单位 {}；请核对编号", number(unit)));
}

void SqlStore::require_batch(Statements& statements, BatchId batch) {
  if (reaches_everything(who_.scope)) return;
  const SeenBatches seen(who_, 1);
  std::vector<SqlValue> values{number(batch)};
  seen.append_to(values);
  const std::int64_t found =
      statements.run("SELECT 1 FROM batch b WHERE b.batch_id = $1 AND " + seen.condition(),
                     std::span<const SqlValue>{values});
  if (found == 0)
    statements.refuse(ErrorCode::not_found, fmt::format("没有批次 {}；请核对编号", number(batch)));
}

namespace {

// What a bank knows by itself: accounts, what went through them, who was paid.
bool is_of_banks(book::Table table) {
  return table == book::Table::accounts || table == book::Table::movements ||
         table == book::Table::payments;
}

// Where a project lies and who its parties are, as one text.
std::string standing_of(Statements& statements, ProjectId project) {
  std::string standing;
  statements.run("SELECT region_code, industry FROM project_place WHERE project_id = $1",
                 {number(project)}, [&](const SqlRow& row) {
                   standing = fmt::format("区划 {}、行业「{}」", row.text(0), row.text(1));
                 });
  return standing;
}

// Parties that are there no longer: others may join, nobody is put out of sight.
int parties_lost(Statements& statements, ProjectId project, const std::set<std::string>& before) {
  std::set<std::string> left = before;
  statements.run("SELECT credit_code FROM project_party WHERE project_id = $1", {number(project)},
                 [&](const SqlRow& row) { left.erase(std::string{row.text(0)}); });
  return static_cast<int>(left.size());
}

}  // namespace

void SqlStore::require_writable(Statements& statements, BatchId batch) {
  if (reaches_everything(who_.scope)) return;
  // A bank tells who was paid on projects that it is no party of; whose they are it cannot tell.
  const bool is_bank = who_.role == access::Role::bank;
  access::Scope scope = who_.scope;
  scope.has_any_unit = scope.has_any_unit || is_bank;
  const ScopeSql reached(scope, "p.project_id", 1);
  std::vector<SqlValue> values{number(batch)};
  reached.append_to(values);
  std::vector<ProjectId> beyond;
  statements.run(
      "SELECT p.project_id FROM batch_project p WHERE (p.batch_id = $1 OR p.batch_id IN"
      " (SELECT corrects_batch_id FROM batch_file WHERE batch_id = $1)) AND NOT (" +
          reached.condition() + ") ORDER BY p.project_id",
      std::span<const SqlValue>{values},
      [&](const SqlRow& row) { beyond.push_back(ProjectId{row.number(0)}); });
  if (is_bank)
    for (const book::TableShape& shape : book::all_tables())
      if (!is_of_banks(shape.table))
        statements.run(fmt::format("SELECT project_id FROM fact_{} WHERE batch_id = $1"
                                   " GROUP BY project_id",
                                   shape.english),
                       {number(batch)},
                       [&](const SqlRow& row) { beyond.push_back(ProjectId{row.number(0)}); });
  for (const ProjectId project : beyond)
    if (!statements.have_failed() && !is_new(statements, project))
      require_covered(statements, project);
}

SqlStore::Standings SqlStore::standings_of(Statements& statements,
                                           std::span<const ProjectId> projects) {
  Standings standings;
  if (!access::kEnterprises.has(who_.role)) return standings;
  for (const ProjectId project : projects) {
    Standing& standing = standings[project];
    standing.place = standing_of(statements, project);
    statements.run("SELECT credit_code FROM project_party WHERE project_id = $1", {number(project)},
                   [&](const SqlRow& row) { standing.parties.emplace(row.text(0)); });
  }
  return standings;
}

void SqlStore::require_kept_covered(Statements& statements, std::span<const ProjectId> projects,
                                    const Standings& before) {
  if (reaches_everything(who_.scope) || who_.role == access::Role::bank) return;
  for (const auto& [project, was] : before) {
    if (was.place.empty()) continue;  // it had no place yet
    const std::string now = standing_of(statements, project);
    if (now != was.place)
      return statements.refuse(
          ErrorCode::invalid_input,
          fmt::format("项目 {} 原来是{}，这一批写的是{}；改区划、行业请找主管部门", number(project),
                      was.place, now));
    if (parties_lost(statements, project, was.parties) > 0)
      return statements.refuse(
          ErrorCode::invalid_input,
          fmt::format("启用以后，项目 {} 会少掉原有的参建单位（信用代码）；要去掉请找主管部门",
                      number(project)));
  }
  for (const ProjectId project : projects) {
    const std::int64_t placed =
        statements.run("SELECT 1 FROM project_place WHERE project_id = $1", {number(project)});
    if (placed == 0 || covers(statements, project)) continue;
    statements.refuse(
        ErrorCode::invalid_input,
        fmt::format("启用以后，项目 {} 就不在自己的范围里了；请核对它的区划、行业和信用代码",
                    number(project)));
  }
}

PersonId SqlStore::person(std::string_view id_number) const {
  const Digest digest = hmac_sm3(core_->vault.person(), id_number);
  std::uint64_t bits = 0;
  std::memcpy(&bits, digest.data(), sizeof bits);
  return PersonId{static_cast<std::int64_t>(bits & std::numeric_limits<std::int64_t>::max())};
}

Result<Kept> SqlStore::add_unit(const Unit& unit) {
  Kept kept = Kept::now;
  const Result<void> done =
      change(access::audit_entry("add_unit", {{"unit", number(unit.id)}}), now_, "登记单位",
             [&](Statements& statements) { kept = put_unit(statements, unit); });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<void> SqlStore::add_units(std::span<const Unit> units) {
  if (units.empty()) return {};
  const access::AuditEntry entry =
      access::audit_entry("add_units", {{"first", number(units.front().id)},
                                        {"last", number(units.back().id)},
                                        {"units", std::ssize(units)}});
  return change(entry, now_, "登记单位", [&](Statements& statements) {
    for (const Unit& unit : units) put_unit(statements, unit);
  });
}

Result<Unit> SqlStore::unit(UnitId id) {
  std::optional<Unit> found;
  const Result<void> done = look("查单位", [&](Statements& statements) {
    statements.run(std::string{kUnitColumns}.append(" WHERE unit_id = $1"), {number(id)},
                   [&](const SqlRow& row) { found = unit_of(row); });
  });
  if (!done) return tl::unexpected(done.error());
  if (!found) return fail(ErrorCode::not_found, fmt::format("没有单位 {}；请核对编号", number(id)));
  return *std::move(found);
}

Result<std::vector<Unit>> SqlStore::units_after(UnitId id, int limit) {
  std::vector<Unit> units;
  const Result<void> done = look("列单位", [&](Statements& statements) {
    units.clear();
    UnitId after = id;
    for (std::int64_t more = limit; more == limit && std::ssize(units) < limit;) {
      std::vector<Unit> next;
      more = statements.run(
          std::string{kUnitColumns}.append(" WHERE unit_id > $1 ORDER BY unit_id LIMIT $2"),
          {number(after), std::int64_t{limit}},
          [&](const SqlRow& row) { next.push_back(unit_of(row)); });
      for (Unit& unit : next) {
        after = unit.id;
        const bool is_in_district = std::ranges::any_of(
            who_.scope.districts,
            [&](const std::string& district) { return unit.region_code.starts_with(district); });
        if (is_in_district && std::ssize(units) < limit) units.push_back(std::move(unit));
      }
    }
  });
  if (!done) return tl::unexpected(done.error());
  return units;
}

Result<ProjectId> SqlStore::project_named(std::string_view code) {
  std::optional<ProjectId> found;
  const Result<void> done = transact(Intent::read, "查项目", [&](Connection& connection) {
    Statements statements(connection);
    statements.run("SELECT project_id FROM project_code WHERE code = $1", {code},
                   [&](const SqlRow& row) { found = ProjectId{row.number(0)}; });
    if (found) require_covered(statements, *found);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  if (!found)
    return fail(ErrorCode::not_found, fmt::format("没有项目 {}；请先导入它的项目表", code));
  return *found;
}

Result<std::vector<ProjectId>> SqlStore::know_projects(const book::Facts& facts, Instant now) {
  std::vector<ProjectId> ids;
  const access::AuditEntry entry =
      access::audit_entry("know_projects", {{"projects", std::ssize(facts.projects)}});
  const Result<void> done = transact(entry, now, "登记项目", [&](Connection& connection) {
    Statements statements(connection);
    ids.clear();
    for (const book::Project& project : facts.projects) {
      const std::string_view code = facts.texts[project.project_id];
      statements.run(
          "INSERT INTO project_code (code, project_id) VALUES ($1, $2) ON CONFLICT (code)"
          " DO NOTHING",
          {code, ids_.next(now)});
      ProjectId id{};
      statements.run("SELECT project_id FROM project_code WHERE code = $1", {code},
                     [&](const SqlRow& row) { id = ProjectId{row.number(0)}; });
      ids.push_back(id);
    }
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return ids;
}

}  // namespace qingxin::store
