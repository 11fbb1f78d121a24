// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <string>

#include "postgres/postgres_database.h"
#include "tests/support/access_contract.h"
#include "tests/support/clue_contract.h"
#include "tests/support/copy_contract.h"
#include "tests/support/database_contract.h"
#include "tests/support/dossier_contract.h"
#include "tests/support/outbox_contract.h"
#include "tests/support/paper_contract.h"
#include "tests/support/postgres_server.h"
#include "tests/support/record_contract.h"
#include "tests/support/register_contract.h"
#include "tests/support/store_contract.h"
#include "tests/support/warning_contract.h"

namespace qingxin::store {
namespace {

using postgres::PostgresDatabase;
using postgres::the_server;

constexpr int kPatienceMs = PostgresDatabase::kPatienceMs;

const FreshDatabase kPostgres{
    "postgres",
    [] { return std::make_unique<PostgresDatabase>(the_server().fresh(), kPatienceMs); }};

INSTANTIATE_TEST_SUITE_P(Postgres, DatabaseContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, MigrationContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, StoreContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, FindingContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, StoreFaults, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, CopyContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, WarningContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, ClueContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, DossierContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, PaperContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, OutboxContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, RegisterContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, RecordContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, FigureContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, SealingContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, AuditContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, ScopeContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, AccountsContract, testing::Values(kPostgres), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, AccessFaults, testing::Values(kPostgres), name_of);

std::int64_t number_of(Connection& connection, std::string_view sql) {
  std::int64_t number = 0;
  EXPECT_TRUE(connection.run(sql, {}, [&](const SqlRow& row) { number = row.number(0); }));
  return number;
}

TEST(PostgresDatabase, GivesUpAServerThatIsFrozen) {
  PostgresDatabase database(the_server().connection_string(), 200);
  const auto connection = database.connect();
  ASSERT_TRUE(connection);
  const auto process = static_cast<pid_t>(number_of(**connection, "SELECT pg_backend_pid()"));
  ASSERT_EQ(kill(process, SIGSTOP), 0);
  const SqlResult<std::int64_t> answer = (*connection)->run("SELECT 1", {}, {});
  EXPECT_EQ(kill(process, SIGCONT), 0);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().failure, SqlFailure::silent);
  EXPECT_TRUE(answer.error().error.message.starts_with("0.2 秒没有回答（服务器 "))
      << answer.error().error.message;
  EXPECT_FALSE((*connection)->is_usable());
}

// One session that works for long is no sign of a server that is frozen.
TEST(PostgresDatabase, WaitsForAServerThatAnswersOthers) {
  PostgresDatabase database(the_server().connection_string(), kPatienceMs);
  const auto connection = database.connect();
  ASSERT_TRUE(connection);
  EXPECT_EQ((*connection)->run("SELECT 1 FROM (SELECT pg_sleep(3)) AS slow", {}, {}), 1);
}

TEST(PostgresDatabase, SaysThatItIsBusyWhenAnotherWriterStays) {
  PostgresDatabase database(the_server().fresh(), 3'000);
  const auto first = database.connect();
  const auto second = database.connect();
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(
      (*first)->run_script("CREATE TABLE a (b BIGINT NOT NULL PRIMARY KEY);"
                           "INSERT INTO a (b) VALUES (1);"));
  ASSERT_TRUE((*first)->begin(Intent::write));
  ASSERT_TRUE((*first)->run("UPDATE a SET b = 2", {}, {}));
  const SqlResult<std::int64_t> turned_away = (*second)->run("UPDATE a SET b = 3", {}, {});
  ASSERT_FALSE(turned_away);
  EXPECT_EQ(turned_away.error().failure, SqlFailure::busy);
  EXPECT_TRUE((*second)->is_usable());
  ASSERT_TRUE((*first)->commit());
  EXPECT_EQ((*second)->run("UPDATE a SET b = 3", {}, {}), 1);
}

TEST(PostgresDatabase, SaysThatNobodyIsThere) {
  const auto nobody = PostgresDatabase("host=/nowhere user=postgres", kPatienceMs).connect();
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().failure, SqlFailure::disconnected);
  EXPECT_FALSE(nobody.error().error.message.empty());
}

TEST(PostgresDatabase, RepeatsATransactionWhoseConnectionWasEnded) {
  PostgresDatabase database(the_server().fresh(), kPatienceMs);
  const auto other = database.connect();
  ASSERT_TRUE(other);
  ASSERT_TRUE((*other)->run_script("CREATE TABLE a (b BIGINT NOT NULL PRIMARY KEY);"));
  Sessions sessions(database);
  int times = 0;
  const SqlResult<void> done =
      sessions.transact(Intent::write, [&](Connection& session) -> SqlResult<void> {
        const std::int64_t process = number_of(session, "SELECT pg_backend_pid()");
        if (++times <= 2) {
          EXPECT_TRUE(
              (*other)->run_script("SELECT pg_terminate_backend(" + std::to_string(process) + ")"));
        }
        const SqlResult<std::int64_t> row = session.run("INSERT INTO a (b) VALUES (1)", {}, {});
        if (!row) return tl::unexpected(row.error());
        return {};
      });
  EXPECT_TRUE(done) << done.error().error.message;
  EXPECT_EQ(times, 3);
  EXPECT_EQ(number_of(**other, "SELECT COUNT(*) FROM a"), 1);
}

}  // namespace
}  // namespace qingxin::store
