// SPDX-License-Identifier: Apache-2.0
#include "main/open_data.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "app/back_up.h"
#include "app/keys.h"
#include "base/hash.h"
#include "base/text.h"
#include "postgres/postgres_database.h"
#include "sqlite/sqlite_database.h"
#include "store/sql_store.h"
#include "store/transaction.h"

namespace qingxin {

namespace {

namespace fs = std::filesystem;

using app::kDatabaseFile;
using app::kKeyFile;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kLineBytes = 2 * kKeyBytes + 1;
constexpr std::size_t kMostKeys = 2;

tl::unexpected<Error> cannot(const fs::path& path, int code) {
  return fail(ErrorCode::unavailable,
              fmt::format("数据文件夹里的「{}」用不了：{}；请检查路径、"
                          "权限和磁盘空间",
                          printable(path.string()), std::generic_category().message(code)));
}

// Files that are closed when they go.
class OpenFile {
 public:
  OpenFile(const fs::path& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Result<void> prepare_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) return {};
  if (errno != EEXIST) return cannot(folder, errno);
  struct stat found {};
  if (::stat(folder.c_str(), &found) != 0) return cannot(folder, errno);
  if (!S_ISDIR(found.st_mode)) return cannot(folder, ENOTDIR);
  if ((found.st_mode & 077) == 0) return {};
  std::error_code failure;
  if (fs::is_empty(folder, failure) && !failure && ::chmod(folder.c_str(), 0700) == 0) return {};
  return fail(
      ErrorCode::unavailable,
      fmt::format("数据文件夹「{0}」别的用户也能看（权限 {1:03o}），里面会有身份证号；请先运行 "
                  "chmod 700 {0}，或换一个空文件夹",
                  printable(folder.string()), found.st_mode & 0777));
}

// 64 hex digits and a line's end; nothing for anything else.
std::optional<std::string> key_in(std::string_view line) {
  if (line.size() != kLineBytes || line.back() != '\n') return std::nullopt;
  std::string key;
  for (std::size_t i = 0; i < 2 * kKeyBytes; i += 2) {
    unsigned byte = 0;
    for (const char digit : line.substr(i, 2)) {
      const bool is_letter = digit >= 'a' && digit <= 'f';
      if (!is_letter && (digit < '0' || digit > '9')) return std::nullopt;
      byte = byte * 16 + static_cast<unsigned>(is_letter ? digit - 'a' + 10 : digit - '0');
    }
    key += static_cast<char>(byte);
  }
  return key;
}

// One key; while it is being changed, the old one and the new one. Nothing: no such file.
std::vector<std::string> keys_in(std::string_view text) {
  std::vector<std::string> keys;
  for (std::size_t at = 0; at < text.size(); at += kLineBytes) {
    const auto key = key_in(text.substr(at, kLineBytes));
    if (!key || keys.size() == kMostKeys) return {};
    keys.push_back(*key);
  }
  return keys;
}

Result<std::vector<std::string>> read_keys(const fs::path& file) {
  const OpenFile open(file, O_RDONLY | O_CLOEXEC);
  if (open.number() < 0) return cannot(file, errno);
  std::array<char, kMostKeys * kLineBytes + 1> bytes{};
  const ssize_t size = ::read(open.number(), bytes.data(), bytes.size());
  if (size < 0) return cannot(file, errno);
  std::vector<std::string> keys = keys_in({bytes.data(), static_cast<std::size_t>(size)});
  if (!keys.empty()) return keys;
  return fail(ErrorCode::invalid_input,
              fmt::format("「{}」不是密钥文件（应是 64 位十六进制数）；请从备份恢复它，没有它就"
                          "认不出库里的人",
                          printable(file.string())));
}

Result<std::string> new_key_line() {
  Digest random{};
  static_assert(random.size() == kKeyBytes);
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    return fail(ErrorCode::unavailable, "操作系统给不出随机数；请检查系统");
  return hex(random) + '\n';
}

// The whole text, on the disk, beside the file; or nothing.
Result<fs::path> write_beside(const fs::path& file, const std::string& text) {
  fs::path part = file;
  part += fmt::format(".{}", ::getpid());
  const OpenFile open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  if (open.number() < 0) return cannot(part, errno);
  errno = ENOSPC;  // what less than all of it means
  if (::write(open.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(open.number()) == 0)
    return part;
  const int failure = errno;
  ::unlink(part.c_str());
  return cannot(part, failure);
}

Result<void> keep_names(const fs::path& file) {
  const OpenFile folder(file.parent_path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) return cannot(file, errno);
  return {};
}

// A key is written whole before it has its name; of two programs that begin at once one wins.
Result<void> make_key(const fs::path& file) {
  const Result<std::string> line = new_key_line();
  if (!line) return tl::unexpected(line.error());
  const Result<fs::path> part = write_beside(file, *line);
  if (!part) return tl::unexpected(part.error());
  const int linked = ::link(part->c_str(), file.c_str());
  const int failure = errno;
  ::unlink(part->c_str());
  if (linked != 0 && failure != EEXIST) return cannot(file, failure);
  return keep_names(file);
}

// The new file belongs to whom the old one belonged to, whoever changes the key: the service reads
// it as a user of its own.
Result<void> keep_owner(const fs::path& part, const fs::path& file) {
  struct stat old {};
  if (::stat(file.c_str(), &old) != 0) return cannot(file, errno);
  const OpenFile open(part, O_RDONLY | O_CLOEXEC);
  struct stat fresh {};
  if (open.number() < 0 || ::fstat(open.number(), &fresh) != 0) return cannot(part, errno);
  if (fresh.st_uid == old.st_uid && fresh.st_gid == old.st_gid) return {};
  if (::fchown(open.number(), old.st_uid, old.st_gid) != 0 || ::fsync(open.number()) != 0)
    return cannot(part, errno);
  return {};
}

Result<void> replace_keys(const fs::path& file, const std::string& text) {
  const Result<fs::path> part = write_beside(file, text);
  if (!part) return tl::unexpected(part.error());
  if (const Result<void> kept = keep_owner(*part, file); !kept) {
    ::unlink(part->c_str());
    return kept;
  }
  if (::rename(part->c_str(), file.c_str()) != 0) return cannot(file, errno);
  return keep_names(file);
}

std::string line_of(const std::string& key) {
  Digest digest{};
  std::ranges::copy(key, reinterpret_cast<char*>(digest.data()));
  return hex(digest) + '\n';
}

struct Keys {
  std::vector<std::string> keys;  // the newest one last
  bool are_new = false;
};

Result<Keys> keys_of(const fs::path& file) {
  std::error_code ignored;
  const bool is_new = !fs::exists(fs::symlink_status(file, ignored));
  if (is_new)
    if (const Result<void> made = make_key(file); !made) return tl::unexpected(made.error());
  Result<std::vector<std::string>> keys = read_keys(file);
  if (!keys) return tl::unexpected(keys.error());
  return Keys{*std::move(keys), is_new};
}

bool is_missing(const fs::path& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

tl::unexpected<Error> no_data(std::string_view what) {
  return fail(ErrorCode::not_found,
              fmt::format("{}；请核对 --data 和 --database，新建请用 qingxin import 或 "
                          "qingxin serve",
                          what));
}

std::string words_for_no_key(const fs::path& folder) {
  return fmt::format(
      "数据文件夹「{}」里没有 {}，没有它就认不出库里的人；请从备份恢复它，或核对 --data",
      printable(folder.string()), kKeyFile);
}

// The folder with the key and, where it is embedded, the database.
Result<void> find_files(const app::DataPlace& place) {
  const std::string folder = printable(place.folder.string());
  if (is_missing(place.folder)) return no_data(fmt::format("没有数据文件夹「{}」", folder));
  const bool has_key = !is_missing(place.folder / kKeyFile);
  const bool has_database = !place.database.empty() || !is_missing(place.folder / kDatabaseFile);
  if (has_key && has_database) return {};
  if (has_database) return fail(ErrorCode::not_found, words_for_no_key(place.folder));
  return no_data(fmt::format("文件夹「{}」里没有{} {}", folder,
                             has_key ? "" : fmt::format(" {} 和", kKeyFile), kDatabaseFile));
}

// The tables: a database may stand there and be somebody else's, or empty.
Result<void> find_tables(store::Database& database) {
  const auto failed = [](const store::SqlError& error) {
    return tl::unexpected(store::in_words(error, "打开数据库"));
  };
  const store::SqlResult<std::unique_ptr<store::Connection>> connection = database.connect();
  if (!connection) return failed(connection.error());
  const store::SqlResult<std::int64_t> tables =
      (*connection)
          ->run(database.engine() == store::Engine::sqlite
                    ? "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'"
                    : "SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'schema_migration'"
                      " AND schemaname = ANY (current_schemas(false))",
                {}, [](const store::SqlRow&) {});
  if (!tables) return failed(tables.error());
  if (*tables == 0) return no_data("这个数据库里没有清薪的表");
  return {};
}

// Programs that work on one database at once have different numbers, most likely.
Result<unsigned> node_number() {
  std::uint32_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random)
    return fail(ErrorCode::unavailable, "操作系统给不出随机数；请检查系统");
  return random % store::IdMaker::kNodes;
}

int patience_for(const app::DataPlace& place) {
  return place.database.empty() ? sqlite::SqliteDatabase::kPatienceMs
                                : postgres::PostgresDatabase::kPatienceMs;
}

std::string bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

std::unique_ptr<store::Database> database_of(const app::DataPlace& place, int patience_ms) {
  if (place.database.empty())
    return std::make_unique<sqlite::SqliteDatabase>(place.folder / kDatabaseFile, patience_ms);
  return std::make_unique<postgres::PostgresDatabase>(place.database, patience_ms);
}

Result<std::unique_ptr<store::Database>> open_database(const app::DataPlace& place) {
  if (const Result<void> ready = prepare_folder(place.folder); !ready)
    return tl::unexpected(ready.error());
  return database_of(place, patience_for(place));
}

Result<std::shared_ptr<app::StoredData>> open_data(const app::DataPlace& place,
                                                   app::DataIntent intent, Instant now) {
  const bool must_exist = intent == app::DataIntent::existing;
  if (must_exist)
    if (const Result<void> found = find_files(place); !found) return tl::unexpected(found.error());
  if (const Result<void> ready = prepare_folder(place.folder); !ready)
    return tl::unexpected(ready.error());
  const fs::path key_file = place.folder / kKeyFile;
  const Result<Keys> keys = keys_of(key_file);
  if (!keys) return tl::unexpected(keys.error());
  const Result<unsigned> node = node_number();
  if (!node) return tl::unexpected(node.error());
  auto data = std::make_shared<app::StoredData>();
  data->database = database_of(place, patience_for(place));
  if (must_exist)
    if (const Result<void> found = find_tables(*data->database); !found)
      return tl::unexpected(found.error());
  data->ids = std::make_shared<store::IdMaker>(*node);
  data->master_key = keys->keys.back();
  data->folder = place.folder;
  store::StoreSettings settings{.person_key = bytes_of(hmac_sm3(keys->keys.front(), "person")),
                                .node = *node};
  for (const std::string& key : keys->keys) settings.masters.push_back({key});
  Result<std::unique_ptr<store::SqlStore>> opened =
      store::SqlStore::open(*data->database, std::move(settings), now);
  if (!opened) {
    // A key that was made for a database which has another one is of no use to anybody.
    if (!keys->are_new || opened.error().code != ErrorCode::conflict)
      return tl::unexpected(opened.error());
    ::unlink(key_file.c_str());
    return fail(ErrorCode::conflict,
                words_for_no_key(place.folder) + "。" + opened.error().message);
  }
  data->store = *std::move(opened);
  return data;
}

Result<std::int64_t> rotate_keys(const app::DataPlace& place, Instant now) {
  const fs::path file = place.folder / kKeyFile;
  Result<std::vector<std::string>> keys = read_keys(file);
  if (!keys) return tl::unexpected(keys.error());
  if (keys->size() < kMostKeys) {  // else the last time was broken off: it goes on from there
    const Result<std::string> line = new_key_line();
    if (!line) return tl::unexpected(line.error());
    if (const auto both = replace_keys(file, line_of(keys->back()) + *line); !both)
      return tl::unexpected(both.error());
    keys->push_back(*key_in(*line));
  }
  const Result<std::shared_ptr<app::StoredData>> data =
      open_data(place, app::DataIntent::existing, now);
  if (!data) return tl::unexpected(data.error());
  const Result<std::int64_t> done =
      app::rewrap_keys(access::the_local_operator(), now, *(*data)->store);
  if (!done) return done;
  if (const auto alone = replace_keys(file, line_of(keys->back())); !alone)
    return tl::unexpected(alone.error());
  return done;
}

}  // namespace qingxin
