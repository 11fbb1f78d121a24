// SPDX-License-Identifier: Apache-2.0
#include "store/vault.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/date.h"

namespace qingxin::store {

namespace {

constexpr std::string_view kMasterMark = "master_mark";  // a setting: the newest one

std::string name_of_data_key(ProjectId project, int year) {
  return fmt::format("data {} {}", number(project), year);
}

}  // namespace

int key_year(Instant arrived) {
  return year_of(china_day(arrived));
}

Vault::Vault(std::vector<access::Key> masters) : masters_(std::move(masters)) {
  check(!masters_.empty());
}

const access::Key* Vault::master_of(std::string_view mark) const {
  const auto found = std::ranges::find_if(
      masters_, [&](const access::Key& key) { return access::mark_of(key) == mark; });
  return found == masters_.end() ? nullptr : &*found;
}

std::optional<access::Key> Vault::opened(Statements& statements, std::string_view name,
                                         std::string_view mark, std::string_view content) const {
  const access::Key* master = master_of(mark);
  std::optional<access::Key> key;
  if (master != nullptr) key = access::unwrapped(*master, name, content);
  if (!key)
    // The database is sound; it is this program that lacks the key.
    statements.refuse(
        master == nullptr ? ErrorCode::unavailable : ErrorCode::conflict,
        master == nullptr
            ? fmt::format("没有打开密钥 “{}” 的主密钥（标记 {}）；刚换过主密钥的，请重启本程序，"
                          "否则从备份恢复主密钥文件",
                          name, mark)
            : fmt::format("密钥 “{}” 在库里被改动过，打不开；请从备份恢复", name));
  return key;
}

access::Key Vault::program_key(Statements& statements, std::string_view name,
                               const access::Key& fresh) const {
  std::string known_mark, known;
  const auto look = [&] {
    return statements.run("SELECT master_mark, content FROM wrapped_key WHERE name = $1", {name},
                          [&](const SqlRow& row) {
                            known_mark = row.text(0);
                            known = row.text(1);
                          });
  };
  if (look() == 0) {
    const std::string mark = access::mark_of(masters_.back());
    const std::string content = access::wrapped(masters_.back(), name, fresh);
    statements.run(
        "INSERT INTO wrapped_key (name, master_mark, content) VALUES ($1, $2, $3)"
        " ON CONFLICT (name) DO NOTHING",
        {name, std::string_view{mark}, Blob{content}});
    look();
  }
  if (statements.have_failed()) return fresh;
  return opened(statements, name, known_mark, known).value_or(fresh);
}

bool Vault::is_begun(Statements& statements) {
  return newest_mark(statements).has_value();
}

std::optional<std::string> Vault::newest_mark(Statements& statements) {
  std::optional<std::string> mark;
  statements.run("SELECT content FROM setting WHERE name = $1", {kMasterMark},
                 [&](const SqlRow& row) { mark = row.text(0); });
  return mark;
}

void Vault::open(Statements& statements, std::string_view person_key) {
  // Begun with another master key: said before anything is made under this one.
  std::string begun_with = access::mark_of(masters_.back());
  statements.run("SELECT master_mark FROM wrapped_key WHERE name = 'person'", {},
                 [&](const SqlRow& row) { begun_with = row.text(0); });
  if (master_of(begun_with) == nullptr) {
    statements.refuse(
        ErrorCode::conflict,
        fmt::format("主密钥不是这个库的那一把：库里记的标记是 {}，这一把是 {}；"
                    "人员密钥不是建库时的那一把就认不出库里的人，请换回原来的密钥文件",
                    begun_with, access::mark_of(masters_.back())));
    return;
  }
  person_ = program_key(statements, "person", {std::string{person_key}});
  index_ = program_key(statements, "index", access::new_key());
  audit_ = program_key(statements, "audit", access::new_key());
  if (is_begun(statements)) return;
  const std::string newest = access::mark_of(masters_.back());
  statements.run(
      "INSERT INTO setting (name, content) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
      {kMasterMark, std::string_view{newest}});
}

void Vault::make_data_keys(Statements& statements, std::span<const ProjectId> projects, int year,
                           Instant now) const {
  const std::string mark = access::mark_of(masters_.back());
  std::vector<ProjectId> lacking;
  for (const ProjectId project : projects)
    if (statements.run("SELECT 1 FROM data_key WHERE project_id = $1 AND key_year = $2",
                       {number(project), std::int64_t{year}}) == 0)
      lacking.push_back(project);
  if (lacking.empty()) return;
  // Whoever changes the master key changes this row, too: one of us waits for the other.
  if (statements.run("UPDATE setting SET content = $2 WHERE name = $1 AND content = $2",
                     {kMasterMark, std::string_view{mark}}) == 0)
    statements.refuse(ErrorCode::unavailable, "主密钥已经换过，本程序拿的还是旧的；请重启本程序");
  for (const ProjectId project : lacking) {
    const std::string content =
        access::wrapped(masters_.back(), name_of_data_key(project, year), access::new_key());
    statements.run(
        "INSERT INTO data_key (project_id, key_year, master_mark, content, created_ms)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (project_id, key_year) DO NOTHING",
        {number(project), std::int64_t{year}, std::string_view{mark}, Blob{content}, now.utc_ms});
  }
}

std::optional<access::Key> Vault::data_key(Statements& statements, ProjectId project,
                                           int year) const {
  std::optional<std::pair<std::string, std::string>> known;
  statements.run(
      "SELECT master_mark, content FROM data_key WHERE project_id = $1 AND key_year = $2"
      " AND content IS NOT NULL",
      {number(project), std::int64_t{year}}, [&](const SqlRow& row) {
        known = {std::string{row.text(0)}, std::string{row.text(1)}};
      });
  if (!known || statements.have_failed()) return std::nullopt;
  return opened(statements, name_of_data_key(project, year), known->first, known->second);
}

std::int64_t Vault::rewrap_program_keys(Statements& statements) const {
  const access::Key& newest = masters_.back();
  const std::string mark = access::mark_of(newest);
  std::int64_t done = 0;
  for (const auto& [name, key] :
       {std::pair<std::string_view, const access::Key*>{"person", &person_},
        {"index", &index_},
        {"audit", &audit_}}) {
    const std::string content = access::wrapped(newest, name, *key);
    done += statements.run(
        "UPDATE wrapped_key SET master_mark = $2, content = $3 WHERE name = $1"
        " AND master_mark <> $2",
        {name, std::string_view{mark}, Blob{content}});
  }
  return done;
}

std::int64_t Vault::rewrap(Statements& statements, int limit) const {
  const access::Key& newest = masters_.back();
  const std::string mark = access::mark_of(newest);
  statements.run("UPDATE setting SET content = $2 WHERE name = $1 AND content <> $2",
                 {kMasterMark, std::string_view{mark}});
  std::int64_t done = rewrap_program_keys(statements);
  struct Old {
    ProjectId project;
    int year;
    std::string mark, content;
  };
  std::vector<Old> olds;
  statements.run(
      "SELECT project_id, key_year, master_mark, content FROM data_key WHERE master_mark <> $1"
      " AND content IS NOT NULL ORDER BY project_id, key_year LIMIT $2",
      {std::string_view{mark}, std::int64_t{limit}}, [&](const SqlRow& row) {
        olds.push_back({ProjectId{row.number(0)}, static_cast<int>(row.number(1)),
                        std::string{row.text(2)}, std::string{row.text(3)}});
      });
  for (const Old& old : olds) {
    const std::string name = name_of_data_key(old.project, old.year);
    const auto key = opened(statements, name, old.mark, old.content);
    if (!key) return done;
    const std::string content = access::wrapped(newest, name, *key);
    done += statements.run(
        "UPDATE data_key SET master_mark = $3, content = $4 WHERE project_id = $1 AND key_year = "
        "$2",
        {number(old.project), std::int64_t{old.year}, std::string_view{mark}, Blob{content}});
  }
  return done;
}

}  // namespace qingxin::store
