// SPDX-License-Identifier: Apache-2.0
#include "app/back_up.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <numeric>
#include <sstream>
#include <system_error>

#include "app/permit.h"
#include "base/text.h"
#include "store/table_class.h"

namespace qingxin::app {

namespace {

namespace fs = std::filesystem;

constexpr int kFormat = 1;

tl::unexpected<Error> cannot(std::string_view what, const fs::path& path, int code) {
  return fail(ErrorCode::unavailable,
              fmt::format("{}「{}」没有成功：{}；请检查路径、权限和磁盘空间", what,
                          printable(path.string()), std::generic_category().message(code)));
}

tl::unexpected<Error> broken(const fs::path& folder, std::string_view why) {
  return fail(ErrorCode::invalid_input, fmt::format("「{}」不是一份完好的备份：{}；请换另一份备份",
                                                    printable(folder.string()), why));
}

// What is written has reached the disk, and so has its name.
Result<void> write_file(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return cannot("写文件", path, errno);
  std::size_t done = 0;
  int failure = 0;
  while (failure == 0 && done < bytes.size()) {
    const ssize_t written = ::write(file, bytes.data() + done, bytes.size() - done);
    if (written > 0) done += static_cast<std::size_t>(written);
    if (written < 0 && errno != EINTR) failure = errno;
  }
  if (failure == 0 && ::fsync(file) != 0) failure = errno;
  if (::close(file) != 0 && failure == 0) failure = errno;
  if (failure != 0) return cannot("写文件", path, failure);
  const int folder = ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return cannot("写文件", path, errno);
  failure = ::fsync(folder) == 0 ? 0 : errno;
  ::close(folder);
  return failure == 0 ? Result<void>{} : cannot("写文件", path, failure);
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (!file || !(bytes << file.rdbuf())) return cannot("读文件", path, errno == 0 ? EIO : errno);
  return std::move(bytes).str();
}

Result<void> hold_nothing(const fs::path& folder) {
  std::error_code failure;
  const fs::file_status status = fs::symlink_status(folder, failure);
  if (!fs::exists(status)) return {};
  if (fs::is_directory(status) && fs::is_empty(folder, failure) && !failure) return {};
  return fail(ErrorCode::conflict, fmt::format("「{}」已经有东西，没有动它；请写一个新的文件夹",
                                               printable(folder.string())));
}

std::string list_of(const Backup& backup) {
  std::string text = fmt::format(
      "# 清薪的备份。各表的 digest 与行的次序无关。\nformat = {}\nprogram = \"{}\"\n"
      "made_ms = {}\nhas_key = {}\n",
      kFormat, backup.program, backup.made.utc_ms, backup.has_key);
  for (const store::TableContent& table : backup.tables)
    text += fmt::format("\n[[table]]\nname = \"{}\"\nrows = {}\ndigest = \"{}\"\n", table.name,
                        table.rows, table.digest);
  return text;
}

Result<Backup> read_list(const fs::path& folder) {
  const Result<std::string> text = read_file(folder / kBackupList);
  if (!text) return broken(folder, fmt::format("读不到清单 {}", kBackupList));
  toml::table list;
  try {
    list = toml::parse(*text);
  } catch (const toml::parse_error& error) {
    return broken(folder,
                  fmt::format("清单 {} 第 {} 行读不懂", kBackupList, error.source().begin.line));
  }
  if (list["format"].value_or(0) != kFormat)
    return broken(folder, fmt::format("清单的 format 不是 {}，是更新的程序写的", kFormat));
  Backup backup{.program = list["program"].value_or(std::string{}),
                .made = {list["made_ms"].value_or(std::int64_t{0})},
                .has_key = list["has_key"].value_or(false),
                .tables = {}};
  const toml::array* tables = list["table"].as_array();
  if (tables == nullptr || tables->empty()) return broken(folder, "清单里没有一张表");
  for (const toml::node& node : *tables) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return broken(folder, "清单里的 table 不是表");
    backup.tables.push_back({.name = (*table)["name"].value_or(std::string{}),
                             .rows = (*table)["rows"].value_or(std::int64_t{-1}),
                             .digest = (*table)["digest"].value_or(std::string{})});
  }
  return backup;
}

// The first table in which two differ; empty: none.
std::string first_difference(const std::vector<store::TableContent>& told,
                             const std::vector<store::TableContent>& found) {
  for (const store::TableContent& table : told) {
    const auto same = std::ranges::find(found, table.name, &store::TableContent::name);
    if (same == found.end()) return fmt::format("缺少表 {}", table.name);
    if (*same != table)
      return fmt::format("表 {} 应有 {} 行（{}），读到 {} 行（{}）", table.name, table.rows,
                         table.digest, same->rows, same->digest);
  }
  return told.size() == found.size() ? "" : "多出清单里没有的表";
}

// Copies, and reads once more what was written.
Result<std::vector<store::TableContent>> copied(store::Database& from, store::Database& to,
                                                Instant now, const Progress& progress) {
  std::int64_t done = 0;
  const auto on_table = [&](const store::TableContent& table) {
    progress(table.name, ++done, std::ssize(store::kStoreTables));
  };
  Result<std::vector<store::TableContent>> tables = store::copy_database(from, to, now, on_table);
  if (!tables) return tables;
  const Result<std::vector<store::TableContent>> written = store::content_of(to, {});
  if (!written) return written;
  const std::string difference = first_difference(*tables, *written);
  if (difference.empty()) return tables;
  return fail(ErrorCode::unavailable,
              fmt::format("写下去的与读出来的不同：{}；请检查磁盘后重做", difference));
}

// Takes back a folder that was made for something that then failed.
class Undo {
 public:
  explicit Undo(fs::path folder) : folder_(std::move(folder)) {}
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  void keep() { folder_.clear(); }

 private:
  fs::path folder_;
};

Result<void> make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return cannot("建文件夹", folder, errno);
  if (::chmod(folder.c_str(), 0700) != 0) return cannot("建文件夹", folder, errno);
  return {};
}

}  // namespace

std::int64_t Backup::rows() const {
  return std::accumulate(tables.begin(), tables.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& table) { return sum + table.rows; });
}

Result<Backup> back_up(const access::Principal& who, Instant now, StoredData& data,
                       const BackUpOrder& order, const OpenDatabase& open_database,
                       const Progress& progress) {
  if (const Result<void> may = permit(who, access::Action::back_up); !may)
    return tl::unexpected(may.error());
  if (const Result<void> empty = hold_nothing(order.folder); !empty)
    return tl::unexpected(empty.error());
  const access::AuditEntry entry =
      access::audit_entry("back_up", {{"with_key", order.with_key ? 1 : 0}});
  if (const auto noted = held_by(who, now, data)->store->audit_trail().note(entry); !noted)
    return tl::unexpected(noted.error());
  if (const Result<void> made = make_folder(order.folder); !made)
    return tl::unexpected(made.error());
  Undo undo(order.folder);
  Backup backup{.program = order.program, .made = now, .has_key = order.with_key, .tables = {}};
  {
    const Result<std::unique_ptr<store::Database>> target = open_database({order.folder, ""});
    if (!target) return tl::unexpected(target.error());
    Result<std::vector<store::TableContent>> tables =
        copied(*data.database, **target, now, progress);
    if (!tables) return tl::unexpected(tables.error());
    backup.tables = *std::move(tables);
  }
  if (order.with_key) {
    const Result<std::string> key = read_file(data.folder / kKeyFile);
    if (!key) return tl::unexpected(key.error());
    if (const Result<void> done = write_file(order.folder / kKeyFile, *key); !done)
      return tl::unexpected(done.error());
  }
  // Last of all: a folder without its list is no backup.
  if (const Result<void> done = write_file(order.folder / kBackupList, list_of(backup)); !done)
    return tl::unexpected(done.error());
  undo.keep();
  return backup;
}

Result<Backup> restore(const RestoreOrder& order, const OpenDatabase& open_database, Instant now,
                       const Progress& progress) {
  const Result<Backup> backup = read_list(order.backup);
  if (!backup) return backup;
  if (order.key.empty() && !backup->has_key)
    return fail(ErrorCode::usage,
                "这份备份不带密钥；请用 --key 写出密钥文件（备份时数据文件夹里的 master.key）");
  const Result<std::string> key =
      read_file(order.key.empty() ? order.backup / kKeyFile : order.key);
  if (!key) return tl::unexpected(key.error());
  if (const Result<void> empty = hold_nothing(order.place.folder); !empty)
    return tl::unexpected(empty.error());
  const Result<std::unique_ptr<store::Database>> source = open_database({order.backup, ""});
  if (!source) return tl::unexpected(source.error());
  const Result<std::vector<store::TableContent>> found = store::content_of(**source, {});
  if (!found) return tl::unexpected(found.error());
  if (const std::string why = first_difference(backup->tables, *found); !why.empty())
    return broken(order.backup, why);
  if (const Result<void> made = make_folder(order.place.folder); !made)
    return tl::unexpected(made.error());
  Undo undo(order.place.folder);
  {
    const Result<std::unique_ptr<store::Database>> target = open_database(order.place);
    if (!target) return tl::unexpected(target.error());
    const auto tables = copied(**source, **target, now, progress);
    if (!tables) return tl::unexpected(tables.error());
  }
  if (const Result<void> done = write_file(order.place.folder / kKeyFile, *key); !done)
    return tl::unexpected(done.error());
  undo.keep();
  return backup;
}

Result<void> note_restored(const access::Principal& who, Instant now, StoredData& data,
                           const Backup& backup) {
  if (const Result<void> may = permit(who, access::Action::back_up); !may) return may;
  return held_by(who, now, data)
      ->store->audit_trail()
      .note(access::audit_entry("restore", {{"made_ms", backup.made.utc_ms}}));
}

}  // namespace qingxin::app
