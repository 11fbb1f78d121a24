// SPDX-License-Identifier: Apache-2.0
#include "store/dialect.h"

#include <gtest/gtest.h>

namespace qingxin::store {

TEST(Dialect, GivesSqliteNumberedPlaceholders) {
  EXPECT_EQ(for_sqlite("SELECT $2, $1, $12"), "SELECT ?2, ?1, ?12");
}

TEST(Dialect, LeavesLiteralsAndCommentsAlone) {
  constexpr const char* kText =
      "SELECT '$1 BIGINT; it''s', \"$2 BLOB\" -- $3 BIGINT BLOB\n/* $4; */";
  EXPECT_EQ(for_sqlite(kText), kText);
  EXPECT_EQ(for_postgres(kText), kText);
}

TEST(Dialect, GoesToTheEndOfWhatIsNeverClosed) {
  for (const char* text : {"'$1", "\"$1", "--$1", "/*$1", "'"}) EXPECT_EQ(for_sqlite(text), text);
  EXPECT_EQ(for_sqlite(""), "");
}

TEST(Dialect, MakesTablesStrictForSqlite) {
  EXPECT_EQ(for_sqlite("CREATE TABLE a (b BIGINT, c BIGINTS);\nCREATE INDEX d ON a (b);"),
            "CREATE TABLE a (b INTEGER, c BIGINTS) STRICT, WITHOUT ROWID;\n"
            "CREATE INDEX d ON a (b);");
  EXPECT_EQ(for_sqlite("-- why;\nCREATE TABLE a (b BLOB);"),
            "-- why;\nCREATE TABLE a (b BLOB) STRICT, WITHOUT ROWID;");
}

TEST(Dialect, LeavesTheLockOfAQueryToPostgres) {
  constexpr const char* kText = "SELECT 'a FOR UPDATE' FROM b WHERE c = $1 FOR UPDATE";
  EXPECT_EQ(for_sqlite(kText), "SELECT 'a FOR UPDATE' FROM b WHERE c = ?1");
  EXPECT_EQ(for_postgres(kText), kText);
}

TEST(Dialect, GivesPostgresItsOwnWordForABlob) {
  EXPECT_EQ(for_postgres("CREATE TABLE a (b BIGINT, c BLOB); SELECT $1"),
            "CREATE TABLE a (b BIGINT, c BYTEA); SELECT $1");
}

}  // namespace qingxin::store
