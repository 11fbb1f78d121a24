// SPDX-License-Identifier: Apache-2.0
#include "sqlite/sqlite_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "store/dialect.h"

namespace qingxin::sqlite {

using namespace store;  // NOLINT: this is its engine

namespace {

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

// A statement that is at rest again, however its use ends: one that is not keeps a lock.
class InUse {
 public:
  explicit InUse(sqlite3_stmt* statement) : statement_(statement) {}
  InUse(const InUse&) = delete;
  InUse& operator=(const InUse&) = delete;
  ~InUse() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

// Of the disk, of a quota, of what a file may grow to.
bool is_no_room(int system_error) {
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

SqlFailure failure_of(int extended_code, int system_error) {
  switch (extended_code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return SqlFailure::unique;
    case SQLITE_BUSY: return SqlFailure::busy;
    default: break;
  }
  const int code = extended_code & 0xFF;
  if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && is_no_room(system_error))
    return SqlFailure::full;
  switch (code) {
    case SQLITE_CONSTRAINT: return SqlFailure::constraint;
    case SQLITE_BUSY:  // the kinds that do not wait
    case SQLITE_LOCKED: return SqlFailure::again;
    case SQLITE_FULL: return SqlFailure::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return SqlFailure::disconnected;
    default: return SqlFailure::other;
  }
}

class Row : public SqlRow {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t number(int column) const override {
    check(sqlite3_column_type(statement_, column) == SQLITE_INTEGER);
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return size == 0
               ? std::string_view{}
               : std::string_view{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }

 private:
  sqlite3_stmt* statement_;
};

int bind(sqlite3_stmt* statement, int place, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, place, *number);
  // The bytes live until the call ends, and so does the binding. An empty text is not a null one.
  if (const auto* text = std::get_if<std::string_view>(&value))
    return sqlite3_bind_text64(statement, place, text->empty() ? "" : text->data(), text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  if (const auto* blob = std::get_if<Blob>(&value))
    return sqlite3_bind_blob64(statement, place, blob->bytes.empty() ? "" : blob->bytes.data(),
                               blob->bytes.size(), SQLITE_STATIC);
  return sqlite3_bind_null(statement, place);
}

class SqliteConnection : public Connection {
 public:
  SqliteConnection(Handle db, std::string file) : db_(std::move(db)), file_(std::move(file)) {}

  Engine engine() const override { return Engine::sqlite; }
  bool is_usable() const override { return is_usable_; }

  SqlResult<std::int64_t> run(std::string_view sql, std::span<const SqlValue> values,
                              const EachRow& each_row) override {
    const SqlResult<sqlite3_stmt*> statement = prepared(sql);
    if (!statement) return tl::unexpected(statement.error());
    return step_through(*statement, values, each_row);
  }

  SqlResult<void> run_script(std::string_view sql) override { return execute(for_sqlite(sql)); }

  SqlResult<std::int64_t> insert(const BulkRows& rows) override {
    check(sqlite3_get_autocommit(db_.get()) == 0);
    const SqlResult<sqlite3_stmt*> statement = prepared(insert_statement(rows));
    if (!statement) return tl::unexpected(statement.error());
    std::vector<SqlValue> values(rows.columns.size());
    std::int64_t count = 0;
    for (; rows.next(values) == More::row; ++count)
      if (const SqlResult<std::int64_t> row = step_through(*statement, values, {}); !row)
        return row;
    return count;
  }

  // A reader sees one state for as long as it reads; a writer asks for the lock at once, since one
  // that reads first can only be turned away.
  SqlResult<void> begin(Intent intent) override {
    return execute(intent == Intent::read ? "BEGIN" : "BEGIN IMMEDIATE");
  }
  SqlResult<void> commit() override { return execute("COMMIT"); }
  SqlResult<void> rollback() override {
    if (sqlite3_get_autocommit(db_.get()) != 0) return {};  // the engine has done it already
    return execute("ROLLBACK");
  }

  SqlResult<void> execute(const std::string& sql) {
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      return tl::unexpected(error());
    return {};
  }

 private:
  static std::string insert_statement(const BulkRows& rows) {
    std::string names;
    std::string places;
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      names.append(i == 0 ? "" : ", ").append(rows.columns[i]);
      places.append(i == 0 ? "$" : ", $").append(std::to_string(i + 1));
    }
    return std::string{"INSERT INTO "}
        .append(rows.table)
        .append(" (")
        .append(names)
        .append(") VALUES (")
        .append(places)
        .append(")");
  }

  SqlError error() {
    const int code = sqlite3_extended_errcode(db_.get());
    const SqlFailure failure = failure_of(code, sqlite3_system_errno(db_.get()));
    const bool is_broken = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
    if (is_broken) is_usable_ = false;
    std::string message = sqlite3_errmsg(db_.get());
    if (is_broken || failure == SqlFailure::full || failure == SqlFailure::busy)
      message += "（" + file_ + "）";
    return {failure, {ErrorCode::unavailable, std::move(message)}};
  }

  SqlResult<sqlite3_stmt*> prepared(std::string_view sql) {
    std::string key{sql};
    const auto found = statements_.find(key);
    if (found != statements_.end()) return found->second.get();
    sqlite3_stmt* made = nullptr;
    const std::string ours = for_sqlite(sql);
    if (sqlite3_prepare_v3(db_.get(), ours.c_str(), static_cast<int>(ours.size()) + 1,
                           SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
      return tl::unexpected(error());
    return statements_.emplace(std::move(key), Statement{made}).first->second.get();
  }

  SqlResult<std::int64_t> step_through(sqlite3_stmt* statement, std::span<const SqlValue> values,
                                       const EachRow& each_row) {
    const InUse in_use(statement);
    check(sqlite3_bind_parameter_count(statement) == static_cast<int>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i)
      if (bind(statement, static_cast<int>(i) + 1, values[i]) != SQLITE_OK)
        return tl::unexpected(error());
    std::int64_t shown = 0;
    int state = sqlite3_step(statement);
    for (; state == SQLITE_ROW; state = sqlite3_step(statement)) {
      ++shown;
      if (each_row) each_row(Row{statement});
    }
    if (state != SQLITE_DONE) return tl::unexpected(error());
    return sqlite3_stmt_readonly(statement) != 0 || sqlite3_column_count(statement) > 0
               ? shown
               : std::int64_t{sqlite3_changes(db_.get())};
  }

  Handle db_;
  std::string file_;                                       // as messages name it
  std::unordered_map<std::string, Statement> statements_;  // ends before db_
  bool is_usable_ = true;
};

constexpr const char* kSettings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF; PRAGMA case_sensitive_like = ON; PRAGMA temp_store = MEMORY;";

// Makes a file for its owner alone where there is none; SQLite gives its other files the rights of
// this one. One that is there is not opened: closing it would take away the locks that other
// connections of this process hold on it (fcntl(2)), and another process would then clear away the
// log that they write into.
SqlResult<void> make_private(const std::filesystem::path& file) {
  const int descriptor =
      ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && errno == EEXIST) return {};
  if (descriptor < 0)
    return refuse(ErrorCode::unavailable,
                  "打不开数据库文件 " + file.string() + "；请查看它所在的目录和权限");
  ::close(descriptor);
  return {};
}

}  // namespace

SqliteDatabase::SqliteDatabase(std::filesystem::path file, int patience_ms)
    : file_(std::move(file)), patience_ms_(patience_ms) {}

SqlResult<std::unique_ptr<Connection>> SqliteDatabase::connect() {
  if (const SqlResult<void> made = make_private(file_); !made) return tl::unexpected(made.error());
  sqlite3* opened = nullptr;
  const int state =
      sqlite3_open_v2(file_.c_str(), &opened,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle db{opened};
  if (state != SQLITE_OK)
    return refuse(ErrorCode::unavailable, "打不开数据库文件 " + file_.string() + "：" +
                                              sqlite3_errstr(state) + "；请查看它的权限");
  sqlite3_busy_timeout(db.get(), patience_ms_);
  auto connection = std::make_unique<SqliteConnection>(std::move(db), printable(file_.string()));
  if (const SqlResult<void> set = connection->execute(kSettings); !set) {
    const SqlFailure failure = set.error().failure;
    if (failure == SqlFailure::again || failure == SqlFailure::busy || failure == SqlFailure::full)
      return tl::unexpected(set.error());
    return refuse(ErrorCode::unavailable, file_.string() + " 不能用作数据库：" +
                                              set.error().error.message +
                                              "；请换一个文件，或从备份恢复");
  }
  return connection;
}

}  // namespace qingxin::sqlite
