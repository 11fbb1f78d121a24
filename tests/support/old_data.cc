// SPDX-License-Identifier: Apache-2.0
// Makes a data folder as an earlier version of the program left it:
// `qingxin_old_data DUMP FOLDER [CONNECTION]`. The first steps of the schema, the rows that are
// recorded in DUMP (tests/data/upgrade/README.md has its form), the key.
#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "postgres/postgres_database.h"
#include "sqlite/sqlite_database.h"
#include "store/migration.h"
#include "store/transaction.h"

namespace {

using namespace qingxin;  // NOLINT: a program of tests

std::vector<std::string_view> split(std::string_view line, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = line.find(at);
    parts.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return parts;
    line.remove_prefix(end + 1);
  }
}

std::int64_t number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  check(fault == std::errc{} && end == digits.data() + digits.size());
  return number;
}

std::string text_in(std::string_view written) {
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\') {
      text += written[i];
      continue;
    }
    const char what = written[++i];
    check(what == 'n' || what == 't' || what == '\\');
    text += what == 'n' ? '\n' : what == 't' ? '\t' : '\\';
  }
  return text;
}

std::string bytes_in(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned byte = 0;
    const auto [end, fault] = std::from_chars(&digits[i], &digits[i] + 2, byte, 16);
    check(fault == std::errc{} && end == &digits[i] + 2);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

class Loader {
 public:
  explicit Loader(store::Connection& connection) : connection_(&connection) {}

  void table(std::string_view line) {
    const auto words = split(line, ' ');
    std::string places;
    for (std::size_t i = 0; i < words.size() - 1; ++i)
      places += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
    std::string names;
    for (const std::string_view name : std::span{words}.subspan(1))
      names.append(names.empty() ? "" : ", ").append(name);
    insert_ = fmt::format("INSERT INTO {} ({}) VALUES ({})", words[0], names, places);
  }

  void row(std::string_view line) {
    std::deque<std::string> kept;
    std::vector<store::SqlValue> values;
    for (const std::string_view cell : split(line, '\t')) {
      if (cell.empty())
        values.emplace_back(std::monostate{});
      else if (cell[0] == '\'')
        values.emplace_back(std::string_view{kept.emplace_back(text_in(cell.substr(1)))});
      else if (cell[0] == 'x')
        values.emplace_back(store::Blob{kept.emplace_back(bytes_in(cell.substr(1)))});
      else
        values.emplace_back(number_in(cell));
    }
    const auto done = connection_->run(insert_, values, {});
    if (!done) std::cerr << insert_ << '\n' << line << '\n' << done.error().error.message << '\n';
    check(done.has_value());
  }

 private:
  store::Connection* connection_;
  std::string insert_;
};

std::unique_ptr<store::Database> database_in(const std::filesystem::path& folder,
                                             const char* connection) {
  if (connection == nullptr)
    return std::make_unique<sqlite::SqliteDatabase>(folder / "qingxin.db", 1000);
  return std::make_unique<postgres::PostgresDatabase>(connection, 30'000);
}

std::string next_line(std::istream& from) {
  std::string line;
  check(static_cast<bool>(std::getline(from, line)));
  return line;
}

void load(std::istream& dump, const std::filesystem::path& folder, store::Connection& connection) {
  const auto steps = static_cast<std::size_t>(number_in(next_line(dump)));
  const std::string key = next_line(dump);
  std::ofstream(folder / "master.key") << key << '\n';
  check(::chmod((folder / "master.key").c_str(), 0600) == 0);
  const auto known = store::built_in_migrations();
  check(store::migrate(connection, known.first(steps), Instant{1'790'000'000'000}).has_value());
  Loader loader(connection);
  const auto done = store::in_one_transaction(
      connection, store::Intent::write, [&](store::Connection&) -> store::SqlResult<void> {
        for (std::string line; std::getline(dump, line);)
          line[0] == '=' ? loader.table(std::string_view{line}.substr(1)) : loader.row(line);
        return {};
      });
  check(done.has_value());
}

}  // namespace

int main(int count, char** words) {
  check(count == 3 || count == 4);
  std::ifstream dump(words[1]);
  const std::filesystem::path folder = words[2];
  check(::mkdir(folder.c_str(), 0700) == 0);
  const auto database = database_in(folder, count == 4 ? words[3] : nullptr);
  const auto connection = database->connect();
  check(connection.has_value());
  load(dump, folder, **connection);
}
