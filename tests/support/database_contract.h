// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "store/migration.h"
#include "store/transaction.h"
#include "tests/support/fresh_database.h"

// What every engine has to do for the store: INSTANTIATE_TEST_SUITE_P(…, DatabaseContract, …).
namespace qingxin::store {

class DatabaseContract : public testing::TestWithParam<FreshDatabase> {
 protected:
  static constexpr std::array<std::string_view, 4> kColumns{"project_id", "item", "memo", "packed"};

  void SetUp() override {
    database_ = GetParam().make();
    connection_ = connected();
    ASSERT_TRUE(connection_->run_script(
        "CREATE TABLE thing (project_id BIGINT NOT NULL, item BIGINT, memo TEXT, packed BLOB,"
        " PRIMARY KEY (project_id), CHECK (item <> 13)); -- a comment with $1; and BIGINT\n"));
  }

  std::unique_ptr<Connection> connected() {
    SqlResult<std::unique_ptr<Connection>> made = database_->connect();
    EXPECT_TRUE(made) << made.error().error.message;
    return std::move(*made);
  }

  SqlResult<std::int64_t> run(std::string_view sql, std::vector<SqlValue> values,
                              const EachRow& each_row = {}) {
    return connection_->run(sql, values, each_row);
  }
  SqlResult<std::int64_t> add(std::int64_t id, std::int64_t item) {
    return run("INSERT INTO thing (project_id, item) VALUES ($1, $2)", {id, item});
  }
  std::int64_t count(Connection& connection) {
    std::int64_t found = -1;
    EXPECT_TRUE(connection.run("SELECT COUNT(*) FROM thing", {},
                               [&](const SqlRow& row) { found = row.number(0); }));
    return found;
  }
  // Rows 1 … last; `item` of each is twice its number.
  SqlResult<void> insert_up_to(std::int64_t last, std::int64_t twice = 0) {
    return in_one_transaction(*connection_, Intent::write, [&](Connection&) -> SqlResult<void> {
      const SqlResult<std::int64_t> rows = insert_rows(last, twice);
      if (!rows) return tl::unexpected(rows.error());
      EXPECT_EQ(*rows, last);
      return {};
    });
  }
  SqlResult<std::int64_t> insert_rows(std::int64_t last, std::int64_t twice) {
    std::int64_t id = 0;
    const std::string memo(100, 'm');
    return connection_->insert({"thing", kColumns, [&](std::span<SqlValue> row) {
                                  if (++id > last) return More::end;
                                  row[0] = id == twice ? id - 1 : id;
                                  row[1] = 2 * id;
                                  row[2] = std::string_view{memo};
                                  row[3] = std::monostate{};
                                  return More::row;
                                }});
  }

  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
};

TEST_P(DatabaseContract, GivesBackEveryValueAsItWas) {
  using namespace std::string_view_literals;
  struct Case {
    SqlValue number, memo, packed;
  };
  const std::vector<Case> cases{
      {std::numeric_limits<std::int64_t>::max(), "农民工工资"sv, Blob{"\0\xFF\x01"sv}},
      {std::numeric_limits<std::int64_t>::min(), ""sv, Blob{""sv}},
      {std::int64_t{0}, "it's $1; \"quoted\" ?2 -- no comment"sv, std::monostate{}},
      {std::monostate{}, std::monostate{}, std::monostate{}},
  };
  for (std::int64_t i = 0; i < std::ssize(cases); ++i) {
    const Case& expected = cases[static_cast<std::size_t>(i)];
    ASSERT_EQ(run("INSERT INTO thing (project_id, item, memo, packed) VALUES ($1, $2, $3, $4)",
                  {i, expected.number, expected.memo, expected.packed}),
              1);
    EXPECT_EQ(run("SELECT item, memo, packed FROM thing WHERE project_id = $1", {i},
                  [&](const SqlRow& row) {
                    const auto* number = std::get_if<std::int64_t>(&expected.number);
                    EXPECT_EQ(row.number_or_none(0).has_value(), number != nullptr);
                    EXPECT_TRUE(number == nullptr || row.number(0) == *number);
                    const auto* memo = std::get_if<std::string_view>(&expected.memo);
                    EXPECT_EQ(row.is_null(1), memo == nullptr);
                    EXPECT_TRUE(memo == nullptr || row.text(1) == *memo);
                    const auto* packed = std::get_if<Blob>(&expected.packed);
                    EXPECT_EQ(row.is_null(2), packed == nullptr);
                    EXPECT_TRUE(packed == nullptr || row.text(2) == packed->bytes);
                  }),
              1);
  }
}

TEST_P(DatabaseContract, TakesAnEmptyTextWithoutBytesForAText) {
  ASSERT_TRUE(run("INSERT INTO thing (project_id, memo) VALUES ($1, $2)",
                  {std::int64_t{1}, std::string_view{}}));
  EXPECT_EQ(run("SELECT 1 FROM thing WHERE memo = ''", {}), 1);
}

TEST_P(DatabaseContract, NumbersPlaceholdersByTheirNumber) {
  ASSERT_TRUE(add(7, 8));
  EXPECT_EQ(run("SELECT 1 FROM thing WHERE item = $2 AND project_id = $1 AND item > $1",
                {std::int64_t{7}, std::int64_t{8}}),
            1);
}

TEST_P(DatabaseContract, TellsAKeyThatIsThereFromOtherConstraints) {
  ASSERT_TRUE(add(1, 1));
  EXPECT_EQ(add(1, 2).error().failure, SqlFailure::unique);
  EXPECT_EQ(add(2, 13).error().failure, SqlFailure::constraint);
  EXPECT_EQ(run("SELECT nothing FROM thing", {}).error().failure, SqlFailure::other);
  EXPECT_EQ(count(*connection_), 1);
}

TEST_P(DatabaseContract, RefusesATextWhereANumberBelongs) {
  EXPECT_FALSE(run("INSERT INTO thing (project_id) VALUES ('twelve')", {}));
}

TEST_P(DatabaseContract, SaysHowManyRowsItChanged) {
  ASSERT_TRUE(insert_up_to(5));
  EXPECT_EQ(run("UPDATE thing SET item = 0 WHERE project_id > $1", {std::int64_t{3}}), 2);
  EXPECT_EQ(run("INSERT INTO thing (project_id) VALUES ($1) ON CONFLICT (project_id) DO NOTHING",
                {std::int64_t{3}}),
            0);
  EXPECT_EQ(run("SELECT item FROM thing WHERE item > 0", {}), 3);
}

TEST_P(DatabaseContract, KeepsNothingOfATransactionThatFails) {
  const SqlResult<void> done =
      in_one_transaction(*connection_, Intent::write, [&](Connection&) -> SqlResult<void> {
        EXPECT_TRUE(add(1, 1));
        return tl::unexpected(add(1, 2).error());
      });
  EXPECT_EQ(done.error().failure, SqlFailure::unique);
  EXPECT_EQ(count(*connection_), 0);
  EXPECT_TRUE(add(1, 3));
}

TEST_P(DatabaseContract, KeepsNothingOfAConnectionThatIsGivenUp) {
  ASSERT_TRUE(connection_->begin(Intent::write));
  ASSERT_TRUE(add(1, 1));
  connection_ = connected();
  EXPECT_EQ(count(*connection_), 0);
}

TEST_P(DatabaseContract, PutsManyRowsInAtOnce) {
  ASSERT_TRUE(insert_up_to(10'000));
  EXPECT_EQ(run("SELECT 1 FROM thing WHERE item = 2 * project_id AND memo IS NOT NULL", {}),
            10'000);
  EXPECT_TRUE(insert_up_to(0));
}

TEST_P(DatabaseContract, KeepsNothingOfManyRowsWithOneKeyTwice) {
  const SqlResult<void> done = insert_up_to(5'000, 4'000);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().failure, SqlFailure::unique);
  EXPECT_EQ(count(*connection_), 0);
  EXPECT_TRUE(insert_up_to(5'000));
}

TEST_P(DatabaseContract, ShowsAReaderOneState) {
  ASSERT_TRUE(add(1, 1));
  const std::unique_ptr<Connection> reader = connected();
  ASSERT_TRUE(reader->begin(Intent::read));
  EXPECT_EQ(count(*reader), 1);
  ASSERT_TRUE(add(2, 2));
  EXPECT_EQ(count(*reader), 1);
  ASSERT_TRUE(reader->commit());
  EXPECT_EQ(count(*reader), 2);
}

TEST_P(DatabaseContract, LosesNoChangeOfWritersThatMeet) {
  constexpr int kThreads = 6, kTimes = 25;
  ASSERT_TRUE(add(1, 1000));
  Sessions sessions(*database_);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
      threads.emplace_back([&] {
        for (int time = 0; time < kTimes; ++time)
          EXPECT_TRUE(sessions.transact(Intent::write, [](Connection& session) -> SqlResult<void> {
            const SqlResult<std::int64_t> rows =
                session.run("UPDATE thing SET item = item + 1 WHERE project_id = 1", {}, {});
            if (!rows) return tl::unexpected(rows.error());
            return {};
          }));
      });
  }
  EXPECT_EQ(run("SELECT 1 FROM thing WHERE item = $1", {std::int64_t{1000 + kThreads * kTimes}}),
            1);
}

// The steps of a schema, and what may have become of them.
class MigrationContract : public DatabaseContract {
 protected:
  static constexpr Migration kFirst{1, "0001_first",
                                    "CREATE TABLE first (a BIGINT NOT NULL PRIMARY KEY);"};
  static constexpr Migration kSecond{
      2, "0002_second",
      "CREATE TABLE second (a TEXT NOT NULL PRIMARY KEY); INSERT INTO second VALUES ('二');"};
  static constexpr Migration kThird{3, "0003_third",
                                    "CREATE TABLE third (a BLOB NOT NULL PRIMARY KEY);"};

  Result<int> migrated(std::vector<Migration> known) {
    return migrate(*connection_, known, Instant{1});
  }
  bool has_table(std::string_view table) {
    return run(std::string{"SELECT 1 FROM "}.append(table), {}).has_value();
  }
};

TEST_P(MigrationContract, TakesEachStepOnce) {
  EXPECT_EQ(migrated({}), 0);
  EXPECT_EQ(migrated({kFirst}), 1);
  EXPECT_EQ(migrated({kFirst, kSecond, kThird}), 2);
  EXPECT_EQ(migrated({kFirst, kSecond, kThird}), 0);
  EXPECT_EQ(run("SELECT a FROM second WHERE a = '二'", {}), 1);
}

TEST_P(MigrationContract, RefusesAStepThatWasAlteredByItsName) {
  ASSERT_EQ(migrated({kFirst, kSecond}), 2);
  Migration altered = kFirst;
  altered.sql = "CREATE TABLE first (a BIGINT NOT NULL PRIMARY KEY, b BIGINT);";
  const Result<int> refused = migrated({altered, kSecond, kThird});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_NE(refused.error().message.find("迁移 0001_first 被改动过"), std::string::npos)
      << refused.error().message;
  EXPECT_NE(refused.error().message.find(hex(sm3(kFirst.sql)).substr(0, 16)), std::string::npos);
  EXPECT_NE(refused.error().message.find(hex(sm3(altered.sql)).substr(0, 16)), std::string::npos);
  EXPECT_FALSE(has_table("third"));
}

TEST_P(MigrationContract, RefusesADatabaseThatLacksAnEarlierStepByItsName) {
  ASSERT_EQ(migrated({kFirst, kSecond, kThird}), 3);
  ASSERT_EQ(run("DELETE FROM schema_migration WHERE number = $1", {std::int64_t{2}}), 1);
  const Result<int> refused = migrated({kFirst, kSecond, kThird});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("缺迁移 0002_second"), std::string::npos)
      << refused.error().message;
}

TEST_P(MigrationContract, RefusesADatabaseThatIsNewerThanTheProgram) {
  ASSERT_EQ(migrated({kFirst, kSecond}), 2);
  const Result<int> refused = migrated({kFirst});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("数据库比程序新"), std::string::npos);
  EXPECT_NE(refused.error().message.find("0002_second"), std::string::npos)
      << refused.error().message;
}

TEST_P(MigrationContract, TakesNoStepWhenOneFails) {
  const Result<int> failed =
      migrated({kFirst, {2, "0002_bad", "CREATE TABLE second (a BIGINT PRIMARY KEY); NONSENSE;"}});
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().message.find("数据库升级没有成功"), std::string::npos)
      << failed.error().message;
  EXPECT_FALSE(has_table("first"));
  EXPECT_FALSE(has_table("second"));
  EXPECT_EQ(migrated({kFirst, kSecond}), 2);
}

TEST_P(MigrationContract, LetsTwoProgramsBeginAtOnce) {
  std::atomic<int> steps = 0;
  {
    std::vector<std::jthread> programs;
    for (int i = 0; i < 4; ++i)
      programs.emplace_back([&] {
        const std::unique_ptr<Connection> connection = connected();
        const std::vector<Migration> known{kFirst, kSecond, kThird};
        const Result<int> taken = migrate(*connection, known, Instant{1});
        EXPECT_TRUE(taken) << taken.error().message;
        if (taken) steps += *taken;
      });
  }
  EXPECT_EQ(steps, 3);
}

}  // namespace qingxin::store
