// SPDX-License-Identifier: Apache-2.0
#include "postgres/postgres_connection.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <vector>

#include "base/check.h"
#include "store/dialect.h"

namespace qingxin::postgres {

using namespace store;  // NOLINT: this is its engine

namespace {

constexpr Oid kBytea = 17, kBigint = 20, kText = 25;

// One who changes the schema keeps out the others who would: the number is ours alone.
constexpr const char* kMigrating = "SELECT pg_advisory_xact_lock(7305530991)";

template <typename Number>
void append_number(std::string& bytes, Number number) {
  std::array<char, sizeof number> written;
  auto rest = static_cast<std::uint64_t>(number);
  for (std::size_t i = sizeof number; i-- > 0; rest >>= 8) written[i] = static_cast<char>(rest);
  bytes.append(written.data(), written.size());
}

std::int64_t number_in(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  // Shorter ones keep their sign.
  const unsigned unused = 64 - 8 * static_cast<unsigned>(bytes.size());
  return static_cast<std::int64_t>(number << unused) >> unused;
}

class Row : public SqlRow {
 public:
  Row(const PGresult* answer, int row) : answer_(answer), row_(row) {}

  bool is_null(int column) const override { return PQgetisnull(answer_, row_, column) != 0; }
  std::int64_t number(int column) const override {
    const std::string_view bytes = text(column);
    check(!is_null(column) && (bytes.size() == 8 || bytes.size() == 4 || bytes.size() == 2));
    return number_in(bytes);
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(answer_, row_, column),
            static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
  }

 private:
  const PGresult* answer_;
  int row_;
};

// The values as PQsendQueryPrepared wants them.
class Arguments {
 public:
  explicit Arguments(std::span<const SqlValue> values) : numbers_(values.size()) {
    for (std::size_t i = 0; i < values.size(); ++i) add(values[i], numbers_[i]);
  }
  int count() const { return static_cast<int>(places_.size()); }
  const char* const* places() const { return places_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const SqlValue& value, std::array<char, 8>& number) {
    std::string_view bytes{"", 0};
    bool is_null = false;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      std::string written;
      append_number(written, *whole);
      std::memcpy(number.data(), written.data(), number.size());
      bytes = {number.data(), number.size()};
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      bytes = *text;
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      bytes = blob->bytes;
    } else {
      is_null = true;
    }
    // An empty text may have no bytes to point at, which would be a null.
    const char* place = bytes.data() == nullptr ? "" : bytes.data();
    places_.push_back(is_null ? nullptr : place);
    lengths_.push_back(static_cast<int>(bytes.size()));
    formats_.push_back(1);
  }

  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> places_;
  std::vector<int> lengths_, formats_;
};

// Nothing says of which type it is: the server finds out.
Oid type_of(const SqlValue& value) {
  constexpr std::array<Oid, 4> kTypes{0, kBigint, kText, kBytea};
  return kTypes[value.index()];
}

void append_row(std::string& bytes, std::span<const SqlValue> values) {
  append_number(bytes, static_cast<std::int16_t>(values.size()));
  for (const SqlValue& value : values) {
    std::string_view text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      append_number(bytes, std::int32_t{8});
      append_number(bytes, *number);
      continue;
    }
    if (std::holds_alternative<std::monostate>(value)) {
      append_number(bytes, std::int32_t{-1});
      continue;
    }
    if (const auto* written = std::get_if<std::string_view>(&value)) text = *written;
    if (const auto* blob = std::get_if<Blob>(&value)) text = blob->bytes;
    append_number(bytes, static_cast<std::int32_t>(text.size()));
    bytes += text;
  }
}

std::int64_t rows_of(const PGresult* answer) {
  if (PQresultStatus(answer) == PGRES_TUPLES_OK) return PQntuples(answer);
  const std::string_view changed = PQcmdTuples(const_cast<PGresult*>(answer));
  std::int64_t count = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), count);
  return count;
}

}  // namespace

// The types are part of what is prepared, so a text has one for each choice of nulls.
SqlResult<std::string> PostgresConnection::prepared(std::string_view sql,
                                                    std::span<const SqlValue> values) {
  std::string key;
  std::vector<Oid> types;
  for (const SqlValue& value : values) {
    types.push_back(type_of(value));
    key += static_cast<char>('0' + value.index());
  }
  key.append(" ").append(sql);
  const auto found = names_.find(key);
  if (found != names_.end()) return found->second;
  const std::string name = fmt::format("s{}", names_.size());
  if (PQsendPrepare(session_.handle(), name.c_str(), for_postgres(sql).c_str(),
                    static_cast<int>(types.size()), types.data()) == 0)
    return tl::unexpected(session_.lost());
  if (const SqlResult<Answer> done = session_.answer(); !done) return tl::unexpected(done.error());
  names_.emplace(std::move(key), name);
  return name;
}

SqlResult<std::int64_t> PostgresConnection::run(std::string_view sql,
                                                std::span<const SqlValue> values,
                                                const EachRow& each_row) {
  const SqlResult<std::string> name = prepared(sql, values);
  if (!name) return tl::unexpected(name.error());
  const Arguments arguments(values);
  constexpr int kBinary = 1;
  if (PQsendQueryPrepared(session_.handle(), name->c_str(), arguments.count(), arguments.places(),
                          arguments.lengths(), arguments.formats(), kBinary) == 0)
    return tl::unexpected(session_.lost());
  const SqlResult<Answer> answer = session_.answer();
  if (!answer) return tl::unexpected(answer.error());
  if (each_row)
    for (int row = 0; row < PQntuples(answer->get()); ++row) each_row(Row{answer->get(), row});
  return rows_of(answer->get());
}

SqlResult<void> PostgresConnection::run_script(std::string_view sql) {
  if (PQsendQuery(session_.handle(), for_postgres(sql).c_str()) == 0)
    return tl::unexpected(session_.lost());
  const SqlResult<Answer> done = session_.answer();
  if (!done) return tl::unexpected(done.error());
  return {};
}

SqlResult<std::int64_t> PostgresConnection::insert(const BulkRows& rows) {
  check(PQtransactionStatus(session_.handle()) != PQTRANS_IDLE);
  std::string names;
  for (const std::string_view column : rows.columns)
    names.append(names.empty() ? "" : ", ").append(column);
  const std::string begin =
      fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", rows.table, names);
  if (PQsendQuery(session_.handle(), begin.c_str()) == 0) return tl::unexpected(session_.lost());
  if (const SqlResult<Answer> begun = session_.answer(); !begun)
    return tl::unexpected(begun.error());
  return copy(rows);
}

SqlResult<std::int64_t> PostgresConnection::copy(const BulkRows& rows) {
  constexpr std::size_t kAtOnce = 1 << 16;
  std::string bytes{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
  std::vector<SqlValue> values(rows.columns.size());
  while (rows.next(values) == More::row) {
    append_row(bytes, values);
    if (bytes.size() < kAtOnce) continue;
    if (const SqlResult<void> sent = session_.send_copy(bytes); !sent)
      return tl::unexpected(sent.error());
    bytes.clear();
  }
  append_number(bytes, std::int16_t{-1});
  if (const SqlResult<void> sent = session_.send_copy(bytes); !sent)
    return tl::unexpected(sent.error());
  if (const SqlResult<void> ended = session_.end_copy(); !ended)
    return tl::unexpected(ended.error());
  const SqlResult<Answer> answer = session_.answer();
  if (!answer) return tl::unexpected(answer.error());
  return rows_of(answer->get());
}

SqlResult<void> PostgresConnection::begin(Intent intent) {
  switch (intent) {
    case Intent::read: return run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    case Intent::write: return run_script("BEGIN");
    case Intent::migrate: return run_script(std::string{"BEGIN; "}.append(kMigrating));
  }
  check(false);
  return {};
}

// A transaction in which something failed is taken back although COMMIT is answered.
SqlResult<void> PostgresConnection::commit() {
  if (PQsendQuery(session_.handle(), "COMMIT") == 0) return tl::unexpected(session_.lost());
  const SqlResult<Answer> answer = session_.answer();
  if (!answer) return tl::unexpected(answer.error());
  check(std::string_view{PQcmdStatus(answer->get())} == "COMMIT");
  return {};
}

}  // namespace qingxin::postgres
