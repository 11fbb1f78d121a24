// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "tests/support/access_contract.h"
#include "tests/support/clue_contract.h"
#include "tests/support/copy_contract.h"
#include "tests/support/database_contract.h"
#include "tests/support/dossier_contract.h"
#include "tests/support/outbox_contract.h"
#include "tests/support/paper_contract.h"
#include "tests/support/record_contract.h"
#include "tests/support/register_contract.h"
#include "tests/support/store_contract.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/warning_contract.h"

namespace qingxin::store {
namespace {

using sqlite::SqliteDatabase;

constexpr int kPatienceMs = SqliteDatabase::kPatienceMs;

const FreshDatabase kSqlite{"sqlite", [] {
                              static const TemporaryFolder folder;
                              static int made = 0;
                              return std::make_unique<SqliteDatabase>(
                                  folder.path() / (std::to_string(++made) + ".db"), kPatienceMs);
                            }};

INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, MigrationContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, FindingContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreFaults, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, CopyContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, WarningContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, ClueContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, DossierContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, PaperContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, OutboxContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, RegisterContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, RecordContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, FigureContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, SealingContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, AuditContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, ScopeContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, AccountsContract, testing::Values(kSqlite), name_of);
INSTANTIATE_TEST_SUITE_P(Sqlite, AccessFaults, testing::Values(kSqlite), name_of);

TEST(SqliteDatabase, MakesAFileForItsOwnerOnly) {
  const TemporaryFolder folder;
  SqliteDatabase database(folder.path() / "a.db", kPatienceMs);
  const auto connection = database.connect();
  ASSERT_TRUE(connection);
  ASSERT_TRUE((*connection)->run_script("CREATE TABLE a (b BIGINT NOT NULL PRIMARY KEY);"));
  for (const char* name : {"a.db", "a.db-wal"})
    EXPECT_EQ(std::filesystem::status(folder.path() / name).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << name;
}

TEST(SqliteDatabase, RefusesAFileThatIsNoDatabaseByItsName) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "工资表.csv") << std::string(5000, 'x');
  const auto refused = SqliteDatabase(folder.path() / "工资表.csv", kPatienceMs).connect();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().error.message.find("工资表.csv 不能用作数据库"), std::string::npos)
      << refused.error().error.message;
  const auto nowhere = SqliteDatabase(folder.path() / "没有" / "a.db", kPatienceMs).connect();
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().failure, SqlFailure::refused);
}

TEST(SqliteDatabase, SaysThatItIsBusyWhenAnotherWriterStays) {
  const TemporaryFolder folder;
  SqliteDatabase database(folder.path() / "a.db", 20);
  const auto first = database.connect();
  const auto second = database.connect();
  ASSERT_TRUE(first && second);
  ASSERT_TRUE((*first)->begin(Intent::write));
  const SqlResult<void> turned_away = (*second)->begin(Intent::write);
  ASSERT_FALSE(turned_away);
  EXPECT_EQ(turned_away.error().failure, SqlFailure::busy);
  EXPECT_TRUE(turned_away.error().error.message.ends_with("a.db）"));
  ASSERT_TRUE((*first)->commit());
  EXPECT_TRUE((*second)->begin(Intent::write));
}

}  // namespace
}  // namespace qingxin::store
