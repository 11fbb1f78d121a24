// SPDX-License-Identifier: Apache-2.0
#include "store/migration.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "base/check.h"
#include "base/hash.h"
#include "store/transaction.h"

namespace qingxin::store {

namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " number BIGINT NOT NULL PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " checksum TEXT NOT NULL,"
    " applied_ms BIGINT NOT NULL);";

struct Taken {
  std::string name;
  std::string checksum;
};

std::string checksum_of(const Migration& migration) {
  return hex(sm3(migration.sql));
}

SqlResult<std::map<std::int64_t, Taken>> taken_by(Connection& connection) {
  std::map<std::int64_t, Taken> taken;
  const SqlResult<std::int64_t> rows =
      connection.run("SELECT number, name, checksum FROM schema_migration ORDER BY number", {},
                     [&](const SqlRow& row) {
                       taken[row.number(0)] = {std::string{row.text(1)}, std::string{row.text(2)}};
                     });
  if (!rows) return tl::unexpected(rows.error());
  return taken;
}

// What the database has taken must be the beginning of what the program knows.
SqlResult<void> compare(const std::map<std::int64_t, Taken>& taken,
                        std::span<const Migration> known) {
  for (const auto& [number, theirs] : taken) {
    if (number > std::ssize(known))
      return refuse(ErrorCode::conflict,
                    fmt::format("数据库比程序新：库里已有迁移 {}，本程序只到 {}；请换用写过这个库的"
                                "那个版本或更新的版本",
                                theirs.name, known.empty() ? "（无）" : known.back().name));
    const Migration& ours = known[static_cast<std::size_t>(number) - 1];
    if (theirs.name != ours.name || theirs.checksum != checksum_of(ours))
      return refuse(ErrorCode::conflict,
                    fmt::format("迁移 {} 被改动过：库里记的是 {}（SM3 {}），程序里是 {}（SM3 {}）；"
                                "已发布的迁移不能改，请换回原来的程序，或另写一个新的迁移",
                                ours.name, theirs.name, theirs.checksum.substr(0, 16), ours.name,
                                checksum_of(ours).substr(0, 16)));
  }
  for (const Migration& ours : known.first(std::min<std::size_t>(
           known.size(), taken.empty() ? 0 : static_cast<std::size_t>(taken.rbegin()->first))))
    if (!taken.contains(ours.number))
      return refuse(ErrorCode::conflict,
                    fmt::format("库里缺迁移 {}，却有后面的 {}；请从备份恢复这个库，不要手工改表",
                                ours.name, taken.rbegin()->second.name));
  return {};
}

// As known: it has taken that, no more and no less. Everything else is found out, and said, by
// whoever has the schema to himself.
enum class Schema : unsigned char { as_known, otherwise };

SqlResult<Schema> schema_of(Connection& connection, std::span<const Migration> known) {
  Schema schema = Schema::otherwise;
  const SqlResult<void> looked =
      in_one_transaction(connection, Intent::read, [&](Connection& session) -> SqlResult<void> {
        const SqlResult<std::map<std::int64_t, Taken>> taken = taken_by(session);
        if (!taken) return tl::unexpected(taken.error());
        if (taken->size() == known.size() && compare(*taken, known)) schema = Schema::as_known;
        return {};
      });
  // A new database does not have the list.
  if (!looked && looked.error().failure != SqlFailure::other) return tl::unexpected(looked.error());
  return schema;
}

SqlResult<void> take(Connection& connection, const Migration& migration, Instant now) {
  if (const SqlResult<void> done = connection.run_script(migration.sql); !done) return done;
  const std::string checksum = checksum_of(migration);
  const SqlValue values[] = {migration.number, migration.name, std::string_view{checksum},
                             now.utc_ms};
  const SqlResult<std::int64_t> row = connection.run(
      "INSERT INTO schema_migration (number, name, checksum, applied_ms) VALUES ($1, $2, $3, $4)",
      values, {});
  if (!row) return tl::unexpected(row.error());
  return {};
}

SqlResult<int> bring_forward(Connection& connection, std::span<const Migration> known,
                             Instant now) {
  if (const SqlResult<void> table = connection.run_script(kTable); !table)
    return tl::unexpected(table.error());
  const SqlResult<std::map<std::int64_t, Taken>> taken = taken_by(connection);
  if (!taken) return tl::unexpected(taken.error());
  if (const SqlResult<void> same = compare(*taken, known); !same)
    return tl::unexpected(same.error());
  for (const Migration& migration : known.subspan(taken->size()))
    if (const SqlResult<void> done = take(connection, migration, now); !done)
      return tl::unexpected(done.error());
  return static_cast<int>(known.size() - taken->size());
}

}  // namespace

Result<int> migrate(Connection& connection, std::span<const Migration> known, Instant now) {
  for (std::size_t i = 0; i < known.size(); ++i) check(known[i].number == static_cast<int>(i) + 1);
  // Most often there is nothing to do, and nobody is waited for who writes.
  const SqlResult<Schema> schema = schema_of(connection, known);
  if (!schema) return tl::unexpected(in_words(schema.error(), "查数据库到哪一步"));
  if (*schema == Schema::as_known) return 0;
  int steps = 0;
  const SqlResult<void> done =
      in_one_transaction(connection, Intent::migrate, [&](Connection& session) -> SqlResult<void> {
        const SqlResult<int> taken = bring_forward(session, known, now);
        if (!taken) return tl::unexpected(taken.error());
        steps = *taken;
        return {};
      });
  if (!done) return tl::unexpected(in_words(done.error(), "数据库升级"));
  return steps;
}

}  // namespace qingxin::store
