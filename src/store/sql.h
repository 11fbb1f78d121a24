// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "base/result.h"

// The thin layer over both engines: what src/sqlite/ and src/postgres/ have to be able to do. The
// statements are written once, in the subset that docs/decisions/0013-store.md names: numbered
// placeholders ($1), and columns of BIGINT, TEXT and BLOB.
namespace qingxin::store {

enum class Engine : unsigned char { sqlite, postgres };

// What went wrong, as far as it decides what is done next.
enum class SqlFailure : unsigned char {
  unique,        // the key is there already
  constraint,    // any other constraint of the schema
  again,         // another transaction was in the way: the whole transaction is worth repeating
  busy,          // another transaction was in the way for as long as the patience goes
  disconnected,  // the connection is of no more use; whether the last statement worked is not known
  silent,        // the same, and for as long as the patience goes there was no answer
  full,          // no room on the disk
  other,
  refused,  // not by the engine: by us, in words for the user
};

struct SqlError {
  SqlFailure failure;
  Error error;  // of an engine's failure: its own words
};

template <typename T>
using SqlResult = tl::expected<T, SqlError>;

// Ends a transaction for a reason that the user is told as it stands.
tl::unexpected<SqlError> refuse(ErrorCode code, std::string message);

struct Blob {
  std::string_view bytes;
};
// A value for a placeholder or a column. Nothing is kept: its bytes must live until the call ends.
using SqlValue = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

// A row of an answer, for as long as the call that shows it.
class SqlRow {
 public:
  virtual ~SqlRow() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t number(int column) const = 0;    // must not be null
  virtual std::string_view text(int column) const = 0;  // of a TEXT or BLOB; empty when null

  std::optional<std::int64_t> number_or_none(int column) const {
    if (is_null(column)) return std::nullopt;
    return number(column);
  }
};
using EachRow = std::function<void(const SqlRow&)>;

enum class More : unsigned char { row, end };

// Many rows for one table. `next` writes the values of the next row, in the order of the columns.
struct BulkRows {
  std::string_view table;
  std::span<const std::string_view> columns;
  std::function<More(std::span<SqlValue>)> next;
};

enum class Intent : unsigned char {
  read,     // one state of the database, however many statements
  write,    // as the only writer, where the engine has one
  migrate,  // as the only one who changes the schema
};

// One session. Not for two threads at a time. A connection that is given up takes its transaction
// back.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  // Prepared once for each text. The number of rows that were changed or shown.
  virtual SqlResult<std::int64_t> run(std::string_view sql, std::span<const SqlValue> values,
                                      const EachRow& each_row) = 0;
  // Several statements that have no values: a migration.
  virtual SqlResult<void> run_script(std::string_view sql) = 0;
  // The fastest way in that the engine has, within a transaction. One key twice is an error.
  virtual SqlResult<std::int64_t> insert(const BulkRows& rows) = 0;

  virtual SqlResult<void> begin(Intent intent) = 0;
  virtual SqlResult<void> commit() = 0;
  virtual SqlResult<void> rollback() = 0;
  // False once it has failed as disconnected or silent.
  virtual bool is_usable() const = 0;
};

// Where connections come from. For any number of threads.
class Database {
 public:
  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual int writers() const = 0;  // how many connections may write at a time
  virtual SqlResult<std::unique_ptr<Connection>> connect() = 0;
};

}  // namespace qingxin::store
