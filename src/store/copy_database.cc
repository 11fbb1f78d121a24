// SPDX-License-Identifier: Apache-2.0
#include "store/copy_database.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "store/migration.h"
#include "store/table_class.h"
#include "store/transaction.h"

namespace qingxin::store {

namespace {

constexpr std::size_t kRowsAtOnce = 2000;
constexpr std::string_view kMigrations = "schema_migration";

enum class ColumnType : unsigned char { number, text, blob };

struct Column {
  std::string name;
  ColumnType type;
};

constexpr std::string_view kReading = "读取原来的库";
constexpr std::string_view kWriting = "写入要恢复到的库";

// A value that outlives its row.
struct Cell {
  bool is_null = true;
  std::int64_t number = 0;
  std::string bytes;
};
using Cells = std::vector<Cell>;

SqlResult<bool> has_table(Connection& connection, std::string_view table) {
  const std::string_view sql =
      connection.engine() == Engine::sqlite
          ? "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1"
          : "SELECT CAST(1 AS BIGINT) FROM information_schema.tables"
            " WHERE table_schema = current_schema() AND table_name = $1";
  const std::array<SqlValue, 1> values{table};
  bool is_there = false;
  const auto done = connection.run(sql, values, [&](const SqlRow&) { is_there = true; });
  if (!done) return tl::unexpected(done.error());
  return is_there;
}

std::optional<ColumnType> type_named(std::string_view name) {
  if (name == "INTEGER" || name == "bigint") return ColumnType::number;
  if (name == "TEXT" || name == "text") return ColumnType::text;
  if (name == "BLOB" || name == "bytea") return ColumnType::blob;
  return std::nullopt;
}

// By name: a migration adds columns at other places than a new schema has them.
SqlResult<std::vector<Column>> columns_of(Connection& connection, std::string_view table) {
  const std::string_view sql =
      connection.engine() == Engine::sqlite
          ? "SELECT name, type FROM pragma_table_info($1) ORDER BY name"
          : "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT)"
            " FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = $1";
  const std::array<SqlValue, 1> values{table};
  std::vector<Column> columns;
  std::string strange;
  const auto done = connection.run(sql, values, [&](const SqlRow& row) {
    const std::optional<ColumnType> type = type_named(row.text(1));
    if (!type) strange = fmt::format("{}.{}（{}）", table, row.text(0), row.text(1));
    columns.push_back({std::string(row.text(0)), type.value_or(ColumnType::text)});
  });
  if (!done) return tl::unexpected(done.error());
  if (!strange.empty())
    return refuse(ErrorCode::invalid_input,
                  fmt::format("库里的列 {} 不是本程序的类型；请检查是否有人改过库表", strange));
  std::ranges::sort(columns, {}, &Column::name);
  return columns;
}

// The sum of what each row is hashed to: the order of rows, which engines see differently, does not
// show.
class RowSum {
 public:
  void add(std::span<const Column> columns, const Cells& cells) {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      line_ += cell.is_null ? 'n' : columns[i].type == ColumnType::number ? 'i' : 'b';
      if (cell.is_null) continue;
      const bool is_number = columns[i].type == ColumnType::number;
      const auto what = std::bit_cast<std::array<char, sizeof(std::int64_t)>>(
          is_number ? cell.number : static_cast<std::int64_t>(cell.bytes.size()));
      line_.append(what.data(), what.size());
      if (!is_number) line_ += cell.bytes;
    }
    const XXH128_hash_t hash = XXH3_128bits(line_.data(), line_.size());
    low_ += hash.low64;
    high_ += hash.high64;
  }
  std::string text() const { return fmt::format("{:016x}{:016x}", high_, low_); }

 private:
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
  std::string line_;
};

using EachCells = std::function<SqlResult<void>(const Cells&)>;

// Every row of a table, in whatever order, with few of them in memory.
class TableReader {
 public:
  TableReader(Connection& connection, std::string_view table, std::span<const Column> columns)
      : connection_(&connection), table_(table), columns_(columns), cells_(columns.size()) {}

  SqlResult<void> read(const EachCells& each) {
    std::string names;
    for (const Column& column : columns_)
      names += (names.empty() ? "\"" : ", \"") + column.name + "\"";
    const std::string sql = fmt::format("SELECT {} FROM \"{}\"", names, table_);
    if (connection_->engine() == Engine::sqlite) {  // shows a row when it has come to it
      const SqlResult<std::int64_t> shown = show(sql, each);
      return shown ? SqlResult<void>{} : tl::unexpected(shown.error());
    }
    const SqlResult<void> declared =
        connection_->run_script("DECLARE copied NO SCROLL CURSOR FOR " + sql);
    if (!declared) return declared;
    const std::string fetch = fmt::format("FETCH FORWARD {} FROM copied", kRowsAtOnce);
    while (true) {
      const SqlResult<std::int64_t> shown = show(fetch, each);
      if (!shown) return tl::unexpected(shown.error());
      if (*shown == 0) break;
    }
    return connection_->run_script("CLOSE copied");
  }

 private:
  SqlResult<std::int64_t> show(const std::string& sql, const EachCells& each) {
    SqlResult<void> going_on;
    const SqlResult<std::int64_t> shown = connection_->run(sql, {}, [&](const SqlRow& row) {
      if (!going_on) return;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const int at = static_cast<int>(i);
        Cell& cell = cells_[i];
        cell.is_null = row.is_null(at);
        if (cell.is_null) continue;
        if (columns_[i].type == ColumnType::number)
          cell.number = row.number(at);
        else
          cell.bytes = row.text(at);
      }
      going_on = each(cells_);
    });
    if (!going_on) return tl::unexpected(going_on.error());
    return shown;
  }

  Connection* connection_;
  std::string_view table_;
  std::span<const Column> columns_;
  Cells cells_;
};

// Rows on their way into a table, many at a time.
class TableWriter {
 public:
  TableWriter(Connection& connection, std::string_view table, std::span<const Column> columns)
      : connection_(&connection), table_(table), columns_(columns) {
    for (const Column& column : columns) names_.push_back(column.name);
  }

  SqlResult<void> add(const Cells& cells) {
    waiting_.push_back(cells);
    return waiting_.size() < kRowsAtOnce ? SqlResult<void>{} : flush();
  }

  SqlResult<void> flush() {
    std::size_t at = 0;
    const auto next = [&](std::span<SqlValue> values) {
      if (at == waiting_.size()) return More::end;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = value_of(waiting_[at][i], i);
      ++at;
      return More::row;
    };
    if (waiting_.empty()) return {};
    const auto done = connection_->insert({table_, names_, next});
    if (!done) return tl::unexpected(done.error());
    waiting_.clear();
    return {};
  }

 private:
  SqlValue value_of(const Cell& cell, std::size_t column) const {
    if (cell.is_null) return std::monostate{};
    switch (columns_[column].type) {
      case ColumnType::number: return cell.number;
      case ColumnType::text: return std::string_view(cell.bytes);
      case ColumnType::blob: return Blob{cell.bytes};
    }
    return std::monostate{};
  }

  Connection* connection_;
  std::string_view table_;
  std::span<const Column> columns_;
  std::vector<std::string_view> names_;
  std::vector<Cells> waiting_;
};

// Reads a table; its rows go into `to` as well, where there is one.
SqlResult<TableContent> walk(Connection& from, Connection* to, std::string_view table) {
  const SqlResult<std::vector<Column>> columns = columns_of(from, table);
  if (!columns) return tl::unexpected(columns.error());
  TableContent content{.name = std::string(table)};
  RowSum sum;
  std::optional<TableWriter> writer;
  if (to != nullptr) {
    // Of what a migration has written by itself the original has its own.
    const auto emptied = to->run(fmt::format("DELETE FROM \"{}\"", table), {}, {});
    if (!emptied) return tl::unexpected(emptied.error());
    writer.emplace(*to, table, *columns);
  }
  SqlResult<void> done =
      TableReader(from, table, *columns).read([&](const Cells& cells) -> SqlResult<void> {
        ++content.rows;
        sum.add(*columns, cells);
        return writer ? writer->add(cells) : SqlResult<void>{};
      });
  if (done && writer) done = writer->flush();
  if (!done) return tl::unexpected(done.error());
  content.digest = sum.text();
  return content;
}

SqlResult<std::vector<TableContent>> walk_all(Connection& from, Connection* to,
                                              const OnTable& on_table) {
  std::vector<TableContent> all;
  for (const StoreTable& table : kStoreTables) {
    if (table.name == kMigrations) continue;
    const SqlResult<bool> is_there = has_table(from, table.name);
    if (!is_there) return tl::unexpected(is_there.error());
    if (!*is_there) continue;  // came with a later migration
    SqlResult<TableContent> content = walk(from, to, table.name);
    if (!content) return tl::unexpected(content.error());
    if (on_table) on_table(*content);
    all.push_back(*std::move(content));
  }
  return all;
}

// The migrations that a database took, each as "0001_facts 3f…".
SqlResult<std::vector<std::string>> schema_of(Connection& connection) {
  std::vector<std::string> taken;
  const SqlResult<bool> is_there = has_table(connection, kMigrations);
  if (!is_there) return tl::unexpected(is_there.error());
  if (!*is_there) return taken;
  const auto done = connection.run(
      "SELECT name, checksum FROM schema_migration ORDER BY number", {},
      [&](const SqlRow& row) { taken.push_back(fmt::format("{} {}", row.text(0), row.text(1))); });
  if (!done) return tl::unexpected(done.error());
  return taken;
}

// Gives `to` the schema of which `from` has taken these steps.
Result<void> prepare(Connection& to, const std::vector<std::string>& steps, Instant now) {
  const SqlResult<std::vector<std::string>> before = schema_of(to);
  if (!before) return tl::unexpected(in_words(before.error(), kWriting));
  if (!before->empty())
    return fail(ErrorCode::conflict, "要恢复到的库里已经有数据，一行也没有动；请换一个空的");
  const std::span<const Migration> known = built_in_migrations();
  if (steps.empty() || steps.size() > known.size())
    return fail(ErrorCode::conflict,
                fmt::format("原来的库走过 {} 步迁移，本程序认识 {} 步；请用相同或更新的程序",
                            steps.size(), known.size()));
  const Result<int> migrated = migrate(to, known.first(steps.size()), now);
  if (!migrated) return tl::unexpected(migrated.error());
  const SqlResult<std::vector<std::string>> after = schema_of(to);
  if (!after) return tl::unexpected(in_words(after.error(), kWriting));
  const auto [theirs, ours] = std::ranges::mismatch(steps, *after);
  if (theirs == steps.end()) return {};
  return fail(
      ErrorCode::conflict,
      fmt::format("原来的库走过的迁移 {} 与本程序的 {} 不同；请用建它的那个程序", *theirs, *ours));
}

// One connection's transaction: taken back unless it was committed.
Result<std::unique_ptr<Connection>> begun(Database& database, Intent intent,
                                          std::string_view what) {
  SqlResult<std::unique_ptr<Connection>> connection = database.connect();
  if (!connection) return tl::unexpected(in_words(connection.error(), what));
  const SqlResult<void> begin = (*connection)->begin(intent);
  if (!begin) return tl::unexpected(in_words(begin.error(), what));
  return *std::move(connection);
}

}  // namespace

Result<std::vector<TableContent>> content_of(Database& database, const OnTable& on_table) {
  Result<std::unique_ptr<Connection>> connection = begun(database, Intent::read, kReading);
  if (!connection) return tl::unexpected(connection.error());
  SqlResult<std::vector<TableContent>> content = walk_all(**connection, nullptr, on_table);
  if (!content) return tl::unexpected(in_words(content.error(), kReading));
  return *std::move(content);
}

Result<std::vector<TableContent>> copy_database(Database& from, Database& to, Instant now,
                                                const OnTable& on_table) {
  Result<std::unique_ptr<Connection>> source = begun(from, Intent::read, kReading);
  if (!source) return tl::unexpected(source.error());
  const SqlResult<std::vector<std::string>> schema = schema_of(**source);
  if (!schema) return tl::unexpected(in_words(schema.error(), kReading));
  SqlResult<std::unique_ptr<Connection>> target = to.connect();
  if (!target) return tl::unexpected(in_words(target.error(), kWriting));
  if (const Result<void> ready = prepare(**target, *schema, now); !ready)
    return tl::unexpected(ready.error());

  std::vector<TableContent> content;
  const SqlResult<void> done =
      in_one_transaction(**target, Intent::write, [&](Connection& writing) -> SqlResult<void> {
        SqlResult<std::vector<TableContent>> walked = walk_all(**source, &writing, on_table);
        if (!walked) return tl::unexpected(walked.error());
        content = *std::move(walked);
        return {};
      });
  if (!done) return tl::unexpected(in_words(done.error(), kWriting));
  return content;
}

}  // namespace qingxin::store
