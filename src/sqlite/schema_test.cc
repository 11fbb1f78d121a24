// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "book/fact_cells.h"
#include "sqlite/sqlite_database.h"
#include "store/migration.h"
#include "store/table_class.h"
#include "tests/support/temporary_folder.h"

// The schema as the migrations leave it. SQLite tells most of itself; the text is the same for the
// other engine.
namespace qingxin::store {
namespace {

class Schema : public testing::Test {
 protected:
  void SetUp() override {
    database_ = std::make_unique<sqlite::SqliteDatabase>(folder_.path() / "a.db",
                                                         sqlite::SqliteDatabase::kPatienceMs);
    SqlResult<std::unique_ptr<Connection>> connection = database_->connect();
    ASSERT_TRUE(connection);
    connection_ = std::move(*connection);
    ASSERT_TRUE(migrate(*connection_, built_in_migrations(), Instant{1}));
  }

  std::vector<std::string> texts(std::string_view sql, std::vector<SqlValue> values = {}) {
    std::vector<std::string> found;
    EXPECT_TRUE(connection_->run(sql, values, [&](const SqlRow& row) {
      found.emplace_back(row.text(0));
    })) << sql;
    return found;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
};

TEST_F(Schema, DeclaresTheClassOfEveryTable) {
  std::vector<std::string> declared;
  for (const StoreTable& table : kStoreTables) declared.emplace_back(table.name);
  EXPECT_EQ(texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"), declared);
}

TEST_F(Schema, HasTheProjectFirstInEveryKeyOfAProjectTable) {
  int keys = 0;
  for (const StoreTable& table : kStoreTables) {
    if (table.table_class != TableClass::project) continue;
    for (const std::string& index : texts("SELECT name FROM pragma_index_list($1)", {table.name})) {
      EXPECT_EQ(texts("SELECT name FROM pragma_index_info($1) WHERE seqno = 0",
                      {std::string_view{index}}),
                std::vector<std::string>{"project_id"})
          << table.name << " " << index;
      ++keys;
    }
    EXPECT_EQ(texts("SELECT name FROM pragma_table_info($1) WHERE pk = 1 AND \"notnull\" = 1",
                    {table.name}),
              std::vector<std::string>{"project_id"})
        << table.name;
  }
  EXPECT_GT(keys, 15);
}

TEST_F(Schema, PointsFromNoProjectTableToAnother) {
  for (const StoreTable& table : kStoreTables)
    EXPECT_TRUE(texts("SELECT \"table\" FROM pragma_foreign_key_list($1)", {table.name}).empty());
  EXPECT_TRUE(texts("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')").empty());
}

TEST_F(Schema, HasTheColumnsOfEveryFact) {
  for (const book::TableShape& shape : book::all_tables()) {
    std::vector<std::string> expected{"project_id", "batch_id", "file_no", "row_no", "part"};
    if (book::names_worker(shape.table)) expected.emplace_back("person_id");
    for (const book::FactColumn& column : book::fact_columns(shape.table))
      expected.emplace_back(column.name);
    const std::string table = std::string{"fact_"}.append(shape.english);
    EXPECT_EQ(
        texts("SELECT name FROM pragma_table_info($1) ORDER BY cid", {std::string_view{table}}),
        expected);
    for (const book::FactColumn& column : book::fact_columns(shape.table))
      EXPECT_EQ(texts("SELECT type FROM pragma_table_info($1) WHERE name = $2",
                      {std::string_view{table}, column.name}),
                std::vector<std::string>{column.is_text ? "TEXT" : "INTEGER"})
          << table << "." << column.name;
  }
}

}  // namespace
}  // namespace qingxin::store
