// SPDX-License-Identifier: Apache-2.0
// Puts the facts of a folder into a database twice: as an import does, and by the barest loop that
// its engine has (one prepared statement, or COPY), the same rows and columns into tables of the
// same keys. Prints one line of JSON.
//
//   bench_import FOLDER STORE [CONNECTION_STRING]
#include <endian.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "book/fact_cells.h"
#include "feeds/folder.h"
#include "feeds/folder_parts.h"
#include "postgres/postgres_database.h"
#include "sqlite/sqlite_database.h"
#include "stop.h"
#include "store/sql_store.h"

namespace qingxin {
namespace {

using Clock = std::chrono::steady_clock;
using bench::stop;
using bench::value_of;

long milliseconds(Clock::time_point from) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - from).count();
}

// The rows of a table, ready to be written: what every row has, then its cells.
struct BareTable {
  book::Table table;
  std::vector<std::string> columns;
  std::vector<book::FactCell> cells;  // of all rows, one after the other
  std::size_t rows = 0;
};

std::vector<BareTable> bare_tables(const book::Facts& facts) {
  std::vector<BareTable> tables;
  for (const book::TableShape& shape : book::all_tables()) {
    BareTable bare{shape.table, {"project_id", "batch_id", "file_no", "row_no", "part"}, {}, 0};
    if (book::names_worker(shape.table)) bare.columns.emplace_back("person_id");
    for (const book::FactColumn& column : book::fact_columns(shape.table))
      bare.columns.emplace_back(column.name);
    book::FactRow row;
    for (std::size_t i = 0; i < book::row_count(facts, shape.table); ++i) {
      book::read_row(facts, shape.table, i, row);
      // A row that is read in parts is told apart by its place.
      for (const std::int64_t number :
           {std::int64_t{row.project} + 1, std::int64_t{1}, std::int64_t{row.source.file},
            std::int64_t{row.source.row}, static_cast<std::int64_t>(i)})
        bare.cells.emplace_back(number);
      if (book::names_worker(shape.table)) bare.cells.emplace_back(std::int64_t{row.worker});
      bare.cells.insert(bare.cells.end(), row.cells.begin(), row.cells.end());
      ++bare.rows;
    }
    tables.push_back(std::move(bare));
  }
  return tables;
}

std::string definition_of(const BareTable& table, std::string_view ending) {
  std::string sql = fmt::format("CREATE TABLE bare_{} (", book::shape_of(table.table).english);
  const std::span<const book::FactColumn> facts = book::fact_columns(table.table);
  const std::size_t first = table.columns.size() - facts.size();
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    sql += fmt::format("{} {}, ", table.columns[i],
                       i >= first && facts[i - first].is_text ? "TEXT" : "BIGINT");
  return sql + fmt::format("PRIMARY KEY (project_id, batch_id, file_no, row_no, part)){}", ending);
}

// SQLite by its own interface.

void execute(sqlite3* db, const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    stop(sql + "：" + sqlite3_errmsg(db));
}

void bind(sqlite3_stmt* statement, int place, const book::FactCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell))
    sqlite3_bind_int64(statement, place, *number);
  else if (const auto* text = std::get_if<std::string_view>(&cell))
    sqlite3_bind_text(statement, place, text->data(), static_cast<int>(text->size()),
                      SQLITE_STATIC);
  else
    sqlite3_bind_null(statement, place);
}

void insert(sqlite3* db, const BareTable& table) {
  std::string sql =
      fmt::format("INSERT INTO bare_{} VALUES (", book::shape_of(table.table).english);
  for (std::size_t i = 0; i < table.columns.size(); ++i) sql += i == 0 ? "?" : ", ?";
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, (sql + ")").c_str(), -1, &statement, nullptr) != SQLITE_OK)
    stop(sqlite3_errmsg(db));
  const book::FactCell* cell = table.cells.data();
  for (std::size_t row = 0; row < table.rows; ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      bind(statement, static_cast<int>(i) + 1, *cell++);
    if (sqlite3_step(statement) != SQLITE_DONE) stop(sqlite3_errmsg(db));
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

long bare_sqlite(const std::vector<BareTable>& tables, const std::filesystem::path& file) {
  sqlite3* db = nullptr;
  if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) stop(sqlite3_errmsg(db));
  execute(db, "PRAGMA journal_mode=WAL");
  execute(db, "PRAGMA synchronous=FULL");
  for (const BareTable& table : tables) execute(db, definition_of(table, " WITHOUT ROWID"));
  const Clock::time_point began = Clock::now();
  execute(db, "BEGIN IMMEDIATE");
  for (const BareTable& table : tables) insert(db, table);
  execute(db, "COMMIT");
  const long spent = milliseconds(began);
  sqlite3_close(db);
  return spent;
}

// PostgreSQL by its own interface.

void execute(PGconn* connection, const std::string& sql, ExecStatusType wanted) {
  PGresult* result = PQexec(connection, sql.c_str());
  if (PQresultStatus(result) != wanted) stop(sql + "：" + PQerrorMessage(connection));
  PQclear(result);
}

template <typename Number>
void append(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append(std::string& bytes, const book::FactCell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    append(bytes, htobe32(8));
    append(bytes, htobe64(static_cast<std::uint64_t>(*number)));
  } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
    append(bytes, htobe32(static_cast<std::uint32_t>(text->size())));
    bytes += *text;
  } else {
    append(bytes, htobe32(UINT32_MAX));
  }
}

void send(PGconn* connection, std::string& bytes) {
  if (PQputCopyData(connection, bytes.data(), static_cast<int>(bytes.size())) != 1)
    stop(PQerrorMessage(connection));
  bytes.clear();
}

void copy(PGconn* connection, const BareTable& table) {
  constexpr std::size_t kAtOnce = 1 << 16;
  execute(
      connection,
      fmt::format("COPY bare_{} FROM STDIN (FORMAT binary)", book::shape_of(table.table).english),
      PGRES_COPY_IN);
  std::string bytes("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
  const book::FactCell* cell = table.cells.data();
  for (std::size_t row = 0; row < table.rows; ++row) {
    append(bytes, htobe16(static_cast<std::uint16_t>(table.columns.size())));
    for (std::size_t i = 0; i < table.columns.size(); ++i) append(bytes, *cell++);
    if (bytes.size() > kAtOnce) send(connection, bytes);
  }
  append(bytes, htobe16(UINT16_MAX));
  send(connection, bytes);
  if (PQputCopyEnd(connection, nullptr) != 1) stop(PQerrorMessage(connection));
  while (PGresult* result = PQgetResult(connection)) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) stop(PQerrorMessage(connection));
    PQclear(result);
  }
}

long bare_postgres(const std::vector<BareTable>& tables, const std::string& connection_string) {
  PGconn* connection = PQconnectdb(connection_string.c_str());
  if (PQstatus(connection) != CONNECTION_OK) stop(PQerrorMessage(connection));
  for (const BareTable& table : tables)
    execute(connection, definition_of(table, ""), PGRES_COMMAND_OK);
  const Clock::time_point began = Clock::now();
  execute(connection, "BEGIN", PGRES_COMMAND_OK);
  for (const BareTable& table : tables) copy(connection, table);
  execute(connection, "COMMIT", PGRES_COMMAND_OK);
  const long spent = milliseconds(began);
  PQfinish(connection);
  return spent;
}

// Keeps the folder as an import does, and puts it to use. Reading it is part of it.
struct Spent {
  long reading_ms = 0, whole_ms = 0;
};

Spent import(const std::filesystem::path& folder, const std::filesystem::path& aside,
             store::Database& database) {
  constexpr Instant kNow{1'790'000'000'000};
  const std::unique_ptr<store::SqlStore> store =
      value_of(store::SqlStore::open(database, {.person_key = "bench", .node = 1}, kNow));
  value_of(store->add_unit({store::UnitId{1}, "本机构", "", ""}));
  Spent spent;
  const Clock::time_point began = Clock::now();
  const std::unique_ptr<book::PartedFacts> facts = value_of(feeds::read_folder_in_parts(
      {.folder = folder, .aside = aside, .left_out = {}, .threads = 2}, {}, {}));
  spent.reading_ms = milliseconds(began);
  value_of(store->add_batch({store::BatchId{1}, store::UnitId{1}, kNow, "", {}}, *facts));
  value_of(store->use_batch(store::BatchId{1}, kNow));
  spent.whole_ms = milliseconds(began);
  return spent;
}

int run(const std::vector<std::string>& words) {
  if (words.size() < 2 || words.size() > 3) stop("用法：bench_import 账套 空文件夹 [连接字符串]");
  const bool is_server = words.size() == 3;
  const std::filesystem::path place = words[1];
  std::unique_ptr<store::Database> database;
  if (is_server)
    database = std::make_unique<postgres::PostgresDatabase>(
        words[2], postgres::PostgresDatabase::kPatienceMs);
  else
    database = std::make_unique<sqlite::SqliteDatabase>(place / "import.db",
                                                        sqlite::SqliteDatabase::kPatienceMs);
  const Spent spent = import(words[0], place, *database);
  const book::Facts facts = value_of(feeds::read_folder(words[0], 2, {}));
  const std::vector<BareTable> tables = bare_tables(facts);
  std::size_t rows = 0;
  for (const BareTable& table : tables) rows += table.rows;
  const long bare =
      is_server ? bare_postgres(tables, words[2]) : bare_sqlite(tables, place / "bare.db");
  fmt::print(
      "{{\"engine\": \"{}\", \"rows\": {}, \"reading_ms\": {}, \"import_ms\": {}, "
      "\"bare_ms\": {}}}\n",
      is_server ? "postgres" : "sqlite", rows, spent.reading_ms, spent.whole_ms, bare);
  return 0;
}

}  // namespace
}  // namespace qingxin

int main(int count, char** words) {
  return qingxin::run({words + 1, words + count});
}
