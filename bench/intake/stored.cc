// SPDX-License-Identifier: Apache-2.0
// `bench_clues FOLDER CLUES [CONNECTION_STRING]` puts so many made-up clues into a database, brings
// further ones through the store and asks of each, as on its arrival, which clues may be about the
// same matter. Beside it the barest loop: one prepared statement for each of its keys, by which the
// newest clues of it are read. Prints one line of JSON.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "intake/made_clues.h"
#include "postgres/postgres_database.h"
#include "sqlite/sqlite_database.h"
#include "stop.h"
#include "store/clue_rows.h"
#include "store/sketch_bytes.h"
#include "store/sql_store.h"

namespace qingxin::bench {
namespace {

using Clock = std::chrono::steady_clock;
using bench::value_of;  // beside the one below
using store::ClueId;
using store::SqlValue;

constexpr Instant kNow{1'790'000'000'000};
constexpr int kQuestions = 400;
const store::StoreSettings kSettings{.person_key = "bench", .node = 1};

template <typename T>
T value_of(store::SqlResult<T> result) {
  if (!result) stop(result.error().error.message);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

double at_share(std::vector<double> sorted, double share) {
  std::ranges::sort(sorted);
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

// As the store makes them: later ones greater, and less than those that it makes itself.
ClueId id_of(int number) {
  return ClueId{std::int64_t{number} + 1};
}

// What the clues that are there already are made with.
struct Marks {
  access::Key index;
  intake::SketchSecret secret;
};

Marks marks_of(store::Connection& connection) {
  store::Statements statements(connection);
  store::Vault vault({access::derived_key({kSettings.person_key}, "master")});
  vault.open(statements, kSettings.person_key);
  value_of(statements.outcome());
  return {vault.index(), store::ClueMarks(vault).sketch()};
}

intake::Sketch sketch_of(intake::ClueFacts facts, const Marks& marks) {
  const auto token = [&](access::FieldKind kind, std::string& text) {
    if (!text.empty()) text = access::token_of(marks.index, kind, text);
  };
  for (intake::ClueFacts::Person& person : facts.people) {
    token(access::FieldKind::phone, person.phone_token);
    token(access::FieldKind::id_number, person.identity_token);
  }
  return value_of(intake::sketch_of(facts, marks.secret));
}

// Rows by the fastest way in that the engine has; `put(number, row)` writes one.
template <typename Put>
void fill(store::Connection& connection, std::string_view table,
          std::initializer_list<std::string_view> columns, std::size_t rows, Put put) {
  const std::vector<std::string_view> names(columns);
  std::size_t at = 0;
  value_of(connection.insert({table, names, [&](std::span<SqlValue> row) {
                                if (at == rows) return store::More::end;
                                put(at++, row);
                                return store::More::row;
                              }}));
}

struct Key {
  std::int64_t key = 0, clue = 0;
  friend auto operator<=>(const Key&, const Key&) = default;
};

// The rows that a question reads; what nobody asks for is left empty. The clues of a project lie in
// one district, as those of an office do.
std::size_t fill(store::Connection& connection, const Marks& marks, int count) {
  std::vector<Key> keys;
  value_of(connection.begin(store::Intent::write));
  std::string bytes;
  fill(connection, "clue_sketch", {"clue_id", "content"}, static_cast<std::size_t>(count),
       [&](std::size_t at, std::span<SqlValue> row) {
         const int number = static_cast<int>(at);
         const intake::Sketch sketch = sketch_of(made_clue(number, count).facts, marks);
         for (const std::int64_t key : intake::keys_of(sketch, marks.secret))
           keys.push_back({key, intake::number(id_of(number))});
         bytes = store::bytes_of(sketch);
         row[0] = intake::number(id_of(number));
         row[1] = store::Blob{bytes};
       });
  std::ranges::sort(keys);
  fill(connection, "clue_key", {"key", "clue_id"}, keys.size(),
       [&](std::size_t at, std::span<SqlValue> row) {
         row[0] = keys[at].key;
         row[1] = keys[at].clue;
       });
  fill(connection, "clue_origin",
       {"clue_id", "origin_no", "channel", "arrived_ms", "entered_ms", "file", "row_no"},
       static_cast<std::size_t>(count), [&](std::size_t at, std::span<SqlValue> row) {
         row[0] = intake::number(id_of(static_cast<int>(at)));
         row[1] = std::int64_t{1};
         row[2] = std::int64_t{2};
         row[3] = row[4] = kNow.utc_ms;
         row[5] = std::string_view{""};
         row[6] = std::int64_t{0};
       });
  fill(connection, "clue", {"clue_id",       "matter_id",     "said_count",
                            "channel",       "reporting",     "arrived_ms",
                            "entered_ms",    "asked_unit_id", "asked_region_code",
                            "region_code",   "industry",      "field",
                            "project_name",  "place",         "employer",
                            "employer_code", "months",        "named_people",
                            "is_confirmed",  "excerpt",       "key_year"},
       static_cast<std::size_t>(count), [&](std::size_t at, std::span<SqlValue> row) {
         const std::int64_t id = intake::number(id_of(static_cast<int>(at)));
         std::ranges::fill(row, SqlValue{std::string_view{""}});
         for (const std::size_t one : {2, 4, 17}) row[one] = std::int64_t{1};
         row[0] = row[1] = id;
         row[3] = std::int64_t{2};
         row[5] = row[6] = kNow.utc_ms;
         for (const std::size_t none : {7, 11, 18}) row[none] = std::int64_t{0};
         row[8] = row[9] = std::string_view{"990123"};
         row[19] = store::Blob{""};
         row[20] = std::int64_t{2026};
       });
  value_of(connection.commit());
  if (connection.engine() == store::Engine::postgres) value_of(connection.run_script("ANALYZE"));
  return keys.size();
}

// Of a matter that came in before, in one of the ways, or a new one.
intake::ClueFacts asked_facts(int question, int count) {
  sample::Random random(kSeed + 1, static_cast<std::uint64_t>(question));
  const int earlier = random.below(count);
  const int kind = question % (static_cast<int>(kAgain.size()) + 1);
  const int stranger = count + question;
  if (kind == static_cast<int>(kAgain.size())) return made_clue(stranger, count).facts;
  return again(made_clue(earlier, count), static_cast<Again>(kind), stranger, random);
}

store::NewClue new_clue(int question, const intake::ClueFacts& facts) {
  store::NewClue clue;
  clue.id = ClueId{(std::int64_t{1} << 40) + question};
  clue.origin = {.channel = casework::Channel::hotline,
                 .foreign_number = {},
                 .arrived = kNow,
                 .file = {},
                 .row = 0};
  clue.asked_region = "990123";
  clue.said.text = clue.shown = facts.text;
  clue.said.figures.region_code = "990123";
  clue.said.figures.months = facts.months;
  if (!facts.units.empty()) clue.said.figures.employer = facts.units[0];
  if (!facts.projects.empty()) clue.said.figures.project_name = facts.projects[0];
  for (const intake::ClueFacts::Person& person : facts.people)
    clue.said.people.push_back({person.name, person.identity_token, person.phone_token, true, {}});
  clue.digest = store::digest_of(clue.said, "");
  return clue;
}

// One statement for each key, nothing compared and nothing told.
std::size_t bare(store::Connection& connection, std::span<const std::int64_t> keys) {
  std::size_t rows = 0;
  value_of(connection.begin(store::Intent::read));
  for (const std::int64_t key : keys) {
    const std::array<SqlValue, 2> values{key, std::int64_t{intake::kCluesOfKeyMost}};
    value_of(
        connection.run("SELECT clue_id FROM clue_key WHERE key = $1 ORDER BY clue_id DESC LIMIT $2",
                       values, [&](const store::SqlRow&) { ++rows; }));
  }
  value_of(connection.commit());
  return rows;
}

struct Spent {
  std::vector<double> adding_ms, asking_ms, bare_ms;
  std::size_t found = 0;
};

Spent ask(store::SqlStore& store, store::Connection& connection, const Marks& marks, int count) {
  Spent spent;
  for (int question = 0; question < kQuestions; ++question) {
    const intake::ClueFacts facts = asked_facts(question, count);
    const store::NewClue clue = new_clue(question, facts);
    const Clock::time_point began = Clock::now();
    value_of(store.clues().add_clue(clue));
    spent.adding_ms.push_back(milliseconds(began));
    const std::vector<std::int64_t> keys = intake::keys_of(sketch_of(facts, marks), marks.secret);
    const auto bare_loop = [&] {
      const Clock::time_point from = Clock::now();
      bare(connection, keys);
      spent.bare_ms.push_back(milliseconds(from));
    };
    const auto question_itself = [&] {
      const Clock::time_point from = Clock::now();
      spent.found += value_of(store.clues().clues_like(clue.id)).size();
      spent.asking_ms.push_back(milliseconds(from));
    };
    // Neither always finds the pages warm.
    if (question % 2 == 0) {
      bare_loop();
      question_itself();
    } else {
      question_itself();
      bare_loop();
    }
  }
  return spent;
}

int run(const std::vector<std::string>& words) {
  const int count = words.size() >= 2 ? std::atoi(words[1].c_str()) : 0;
  if (words.size() > 3 || count < 100 || count > 5'000'000)
    stop("用法：bench_clues 空文件夹 线索数（100 至 5000000） [连接字符串]");
  std::unique_ptr<store::Database> database;
  if (words.size() == 3)
    database = std::make_unique<postgres::PostgresDatabase>(
        words[2], postgres::PostgresDatabase::kPatienceMs);
  else
    database = std::make_unique<sqlite::SqliteDatabase>(
        std::filesystem::path(words[0]) / "clues.db", sqlite::SqliteDatabase::kPatienceMs);
  const std::unique_ptr<store::SqlStore> store =
      value_of(store::SqlStore::open(*database, kSettings, kNow));
  const std::unique_ptr<store::Connection> connection = value_of(database->connect());
  const Marks marks = marks_of(*connection);
  const Clock::time_point began = Clock::now();
  const std::size_t keys = fill(*connection, marks, count);
  const double fill_ms = milliseconds(began);
  const Spent spent = ask(*store, *connection, marks, count);
  const double asking = at_share(spent.asking_ms, 0.5), bare_loop = at_share(spent.bare_ms, 0.5);
  fmt::print(
      R"({{"engine":"{}","clues":{},"keys":{},"fill_s":{:.1f},"questions":{},"found":{:.1f},)"
      R"("median_ms":{:.3f},"p99_ms":{:.3f},"bare_median_ms":{:.3f},"ratio":{:.2f},)"
      R"("add_median_ms":{:.3f}}})"
      "\n",
      words.size() == 3 ? "postgres" : "sqlite", count, keys, fill_ms / 1000, kQuestions,
      static_cast<double>(spent.found) / kQuestions, asking, at_share(spent.asking_ms, 0.99),
      bare_loop, asking / bare_loop, at_share(spent.adding_ms, 0.5));
  return 0;
}

}  // namespace
}  // namespace qingxin::bench

int main(int count, char** words) {
  return qingxin::bench::run({words + 1, words + count});
}
