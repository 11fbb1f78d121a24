// SPDX-License-Identifier: Apache-2.0
#include "store/seal_clear_values.h"

#include <fmt/format.h>

#include <deque>
#include <string>
#include <vector>

#include "store/project_places.h"
#include "store/sealed_values.h"

namespace qingxin::store {

namespace {

// A setting. There was "values_are_sealed" before links were made with a key.
constexpr std::string_view kDone = "values_and_links_are_sealed";

// The columns of a table that may have to be sealed, and those by which a row is found.
struct ClearTable {
  std::string name;
  std::vector<std::string> keys;
  std::vector<std::string> columns;
  std::vector<ColumnSealing> sealings;
};

std::vector<ClearTable> clear_tables() {
  std::vector<ClearTable> tables{
      {"person", {"person_id"}, {"id_number"}, {kSealedIdNumber}},
      {"finding", {"finding_id"}, {"subject", "because"}, {kSealedWhenSecret, kSealedWhenSecret}},
      {"reject",
       {"batch_id", "file_no", "row_no", "part"},
       {"content", "reason"},
       {kSealedWhenSecret, kSealedWhenSecret}}};
  for (const book::TableShape& shape : book::all_tables()) {
    ClearTable table{
        fmt::format("fact_{}", shape.english), {"batch_id", "file_no", "row_no", "part"}, {}, {}};
    for (const book::FactColumn& column : book::fact_columns(shape.table)) {
      const ColumnSealing sealing = sealing_of(column);
      if (sealing.kept == KeptAs::itself) continue;
      table.columns.emplace_back(column.name);
      table.sealings.push_back(sealing);
    }
    if (!table.columns.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

// One project, in one transaction.
class ClearProject {
 public:
  ClearProject(Connection& connection, const Vault& vault, ProjectId project, Instant now)
      : statements_(connection), vault_(&vault), project_(project), now_(now) {}

  SqlResult<void> seal() {
    Tokens tokens(vault_->index());
    SealingRows sealing(statements_, *vault_, tokens, now_);
    for (const ClearTable& table : clear_tables()) seal(table, sealing);
    sealing.put();
    // Also that it was looked at: a project without a secret has a key all the same.
    vault_->make_data_keys(statements_, std::span{&project_, 1}, key_year(now_), now_);
    // The hash of a delivery was made of clear values.
    statements_.run("UPDATE fact_chunk SET digest = 0 WHERE project_id = $1", {number(project_)});
    if (project_ != kNoProject) place_projects(statements_, std::span{&project_, 1});
    return statements_.outcome();
  }

 private:
  struct Row {
    std::vector<std::string> keys;  // text, or digits
    std::vector<std::string_view> texts;
  };

  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

  void seal(const ClearTable& table, SealingRows& sealing) {
    std::string names;
    for (const std::string& key : table.keys) names += (names.empty() ? "" : ", ") + key;
    for (const std::string& column : table.columns) names += ", " + column;
    const std::size_t keys = table.keys.size();
    const bool has_text_key = table.name == "finding";
    std::vector<Row> rows;
    statements_.run(fmt::format("SELECT {} FROM {} WHERE project_id = $1", names, table.name),
                    {number(project_)}, [&](const SqlRow& from) {
                      Row row;
                      for (std::size_t i = 0; i < keys; ++i)
                        row.keys.push_back(has_text_key
                                               ? std::string{from.text(static_cast<int>(i))}
                                               : std::to_string(from.number(static_cast<int>(i))));
                      for (std::size_t i = 0; i < table.columns.size(); ++i)
                        row.texts.push_back(keep(from.text(static_cast<int>(keys + i))));
                      rows.push_back(std::move(row));
                    });
    for (const Row& row : rows)
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (row.texts[i].empty()) continue;
        const std::string_view kept = sealing.kept(project_, row.texts[i], table.sealings[i]);
        if (kept != row.texts[i]) put(table, row, table.columns[i], kept, has_text_key);
      }
  }

  void put(const ClearTable& table, const Row& row, const std::string& column,
           std::string_view kept, bool has_text_key) {
    std::string condition;
    std::vector<SqlValue> values{number(project_), kept};
    for (std::size_t i = 0; i < row.keys.size(); ++i) {
      condition += fmt::format(" AND {} = ${}", table.keys[i], i + 3);
      if (has_text_key) {
        values.emplace_back(std::string_view{row.keys[i]});
      } else {
        values.emplace_back(std::int64_t{std::stoll(row.keys[i])});
      }
    }
    statements_.run(
        fmt::format("UPDATE {} SET {} = $2 WHERE project_id = $1{}", table.name, column, condition),
        std::span<const SqlValue>{values});
  }

  Statements statements_;
  const Vault* vault_;
  ProjectId project_;
  Instant now_;
  std::deque<std::string> texts_;
};

SqlResult<void> mark_done(Connection& connection) {
  Statements statements(connection);
  statements.run(
      "INSERT INTO setting (name, content) VALUES ($1, '1')"
      " ON CONFLICT (name) DO NOTHING",
      {kDone});
  return statements.outcome();
}

}  // namespace

Result<void> rewrite_file(Connection& connection, std::span<const std::string_view> tables) {
  std::vector<std::string> scripts;
  if (connection.engine() == Engine::sqlite)
    scripts.emplace_back("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
  else if (tables.empty())
    scripts.emplace_back("VACUUM FULL;");
  else
    for (const std::string_view table : tables)  // each alone: not in a transaction
      scripts.push_back(fmt::format("VACUUM FULL {};", table));
  for (const std::string& script : scripts)
    if (const SqlResult<void> anew = connection.run_script(script); !anew)
      return tl::unexpected(in_words(anew.error(), "重写数据库文件"));
  return {};
}

Result<void> seal_clear_values(Connection& connection, const Vault& vault, Instant now,
                               const Transacting& transact,
                               const std::function<Result<void>()>& renew) {
  std::int64_t is_done = 0, has_projects = 0;
  std::vector<ProjectId> projects;
  const SqlResult<void> looked =
      in_one_transaction(connection, Intent::read, [&](Connection& session) {
        Statements statements(session);
        is_done = statements.run("SELECT 1 FROM setting WHERE name = $1", {kDone});
        if (is_done == 0)
          // One that has a key was sealed before the work was broken off.
          statements.run(
              "SELECT p.project_id FROM project p WHERE NOT EXISTS (SELECT 1 FROM data_key k"
              " WHERE k.project_id = p.project_id) ORDER BY p.project_id",
              {}, [&](const SqlRow& row) { projects.push_back(ProjectId{row.number(0)}); });
        has_projects = statements.run("SELECT 1 FROM project LIMIT 1", {});
        return statements.outcome();
      });
  if (!looked) return tl::unexpected(in_words(looked.error(), "查密封了没有"));
  if (is_done == 1) return {};
  for (const ProjectId project : projects)
    if (const Result<void> sealed = transact(
            "密封原来的明文",
            [&](Connection& session) { return ClearProject(session, vault, project, now).seal(); });
        !sealed)
      return sealed;
  // Also when nothing was left to seal: what was broken off may be in the file's free pages.
  if (has_projects == 1) {
    if (const Result<void> renewed = renew(); !renewed) return renewed;
    if (const Result<void> anew = rewrite_file(connection); !anew) return anew;
  }
  return transact("密封原来的明文", mark_done);
}

}  // namespace qingxin::store
