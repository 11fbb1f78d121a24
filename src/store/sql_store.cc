// SPDX-License-Identifier: Apache-2.0
#include "store/sql_store.h"

#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "store/migration.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

// Tells one key from another without telling what it is.
constexpr std::string_view kKeyCheck = "person_key_check";

SqlResult<void> check_key(Connection& connection, std::string_view person_key) {
  const std::string mark = hex(hmac_sm3(person_key, kKeyCheck), 8);
  Statements statements(connection);
  statements.run(
      "INSERT INTO setting (name, content) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
      {kKeyCheck, std::string_view{mark}});
  std::string known = mark;
  statements.run("SELECT content FROM setting WHERE name = $1", {kKeyCheck},
                 [&](const SqlRow& row) { known = row.text(0); });
  if (known != mark)
    statements.refuse(ErrorCode::conflict,
                      fmt::format("人员密钥不是建库时的那一把：库里记的标记是 {}，这一把是 {}；"
                                  "请换回原来的密钥，否则同一个人会变成两个人",
                                  known, mark));
  return statements.outcome();
}

std::string words_of(const Unit& unit) {
  return fmt::format("{}，{}，{}", unit.name, unit.credit_code, unit.region_code);
}

}  // namespace

Result<std::unique_ptr<SqlStore>> SqlStore::open(Database& database, StoreSettings settings,
                                                 Instant now) {
  const SqlResult<std::unique_ptr<Connection>> connection = database.connect();
  if (!connection) return tl::unexpected(in_words(connection.error(), "打开数据库"));
  const Result<int> migrated = migrate(**connection, built_in_migrations(), now);
  if (!migrated) return tl::unexpected(migrated.error());
  std::unique_ptr<SqlStore> store{new SqlStore(database, std::move(settings))};
  const Result<void> same =
      store->transact(Intent::write, "核对人员密钥",
                      [&](Connection& session) { return check_key(session, store->person_key_); });
  if (!same) return tl::unexpected(same.error());
  return store;
}

Result<void> SqlStore::transact(Intent intent, std::string_view what, const Work& work) {
  const SqlResult<void> done = sessions_.transact(intent, work);
  if (!done) return tl::unexpected(in_words(done.error(), what));
  return {};
}

PersonId SqlStore::person(std::string_view id_number) const {
  const Digest digest = hmac_sm3(person_key_, id_number);
  std::uint64_t bits = 0;
  std::memcpy(&bits, digest.data(), sizeof bits);
  return PersonId{static_cast<std::int64_t>(bits & std::numeric_limits<std::int64_t>::max())};
}

Result<Kept> SqlStore::add_unit(const Unit& unit) {
  Kept kept = Kept::now;
  const Result<void> done = transact(Intent::write, "登记单位", [&](Connection& connection) {
    Statements statements(connection);
    const std::int64_t added = statements.run(
        "INSERT INTO unit (unit_id, name, credit_code, region_code) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (unit_id) DO NOTHING",
        {number(unit.id), std::string_view{unit.name}, std::string_view{unit.credit_code},
         std::string_view{unit.region_code}});
    kept = added == 1 ? Kept::now : Kept::already;
    Unit known = unit;
    statements.run("SELECT name, credit_code, region_code FROM unit WHERE unit_id = $1",
                   {number(unit.id)}, [&](const SqlRow& row) {
                     known = {unit.id, std::string{row.text(0)}, std::string{row.text(1)},
                              std::string{row.text(2)}};
                   });
    if (known != unit)
      statements.refuse(ErrorCode::conflict,
                        fmt::format("单位 {} 已经登记，内容不同：原来是 “{}”，这次是 “{}”；"
                                    "请换一个编号，或核对内容",
                                    number(unit.id), words_of(known), words_of(unit)));
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<ProjectId> SqlStore::project_named(std::string_view code) {
  std::optional<ProjectId> found;
  const Result<void> done = transact(Intent::read, "查项目", [&](Connection& connection) {
    Statements statements(connection);
    statements.run("SELECT project_id FROM project_code WHERE code = $1", {code},
                   [&](const SqlRow& row) { found = ProjectId{row.number(0)}; });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  if (!found)
    return fail(ErrorCode::not_found, fmt::format("没有项目 {}；请先导入它的项目表", code));
  return *found;
}

Result<std::vector<ProjectId>> SqlStore::know_projects(const book::Facts& facts, Instant now) {
  std::vector<ProjectId> ids;
  const Result<void> done = transact(Intent::write, "登记项目", [&](Connection& connection) {
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
