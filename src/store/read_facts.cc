// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>

#include "book/fact_cells.h"
#include "store/scope_sql.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

// A file in force, and its place in Facts::files.
struct FileInForce {
  FileKey key;
  book::Table table;
  std::uint16_t place;
  // Whether it waits, and when it came into force: later ones come after.
  std::pair<std::int64_t, std::int64_t> since;
  book::FileRead read;
};

// Gathers the facts of some projects in one reading transaction.
class Reading {
 public:
  Reading(Connection& connection, std::span<const ProjectId> projects,
          std::optional<BatchId> preview, const Vault& vault, const access::Principal& who)
      : statements_(connection),
        projects_(projects),
        preview_(preview ? number(*preview) : kNoBatch),
        who_(&who),
        opened_(statements_, vault) {}

  SqlResult<book::Facts> read() {
    if (preview_ != kNoBatch) look_at_preview();
    for (const ProjectId project : projects_) name_project(project);
    for (std::size_t i = 0; i < projects_.size(); ++i) find_files(i);
    if (!reaches_everything(who_->scope)) hide_what_others_delivered();
    place_files();
    read_presence();
    read_unrecognised();
    for (const book::TableShape& shape : book::all_tables())
      for (const FileInForce& file : files_)
        if (file.table == shape.table) read_file(file);
    for (const FileInForce& file : files_) read_rejects(file);
    if (const SqlResult<void> done = statements_.outcome(); !done)
      return tl::unexpected(done.error());
    return std::move(facts_);
  }

 private:
  static constexpr std::int64_t kNoBatch = -1;

  void look_at_preview() {
    std::optional<BatchState> state;
    statements_.run("SELECT state FROM batch WHERE batch_id = $1", {preview_},
                    [&](const SqlRow& row) { state = static_cast<BatchState>(row.number(0)); });
    if (!state)
      statements_.refuse(ErrorCode::not_found, fmt::format("没有批次 {}；请核对编号", preview_));
    if (state == BatchState::receiving || state == BatchState::withdrawn)
      statements_.refuse(ErrorCode::conflict,
                         fmt::format("批次 {} {}，不能预览；请看它的状态", preview_,
                                     state == BatchState::receiving ? "还没有收全" : "已撤回"));
  }

  void name_project(ProjectId project) {
    book::Project named{};
    const std::int64_t found = statements_.run(
        "SELECT code FROM project_code WHERE project_id = $1", {number(project)},
        [&](const SqlRow& row) { named.project_id = facts_.texts.add(row.text(0)); });
    if (found == 0)
      statements_.refuse(ErrorCode::not_found,
                         fmt::format("没有项目 {}；请核对编号", number(project)));
    facts_.projects.push_back(named);
  }

  // In the order in which they came into force; the one that is previewed is the last.
  void find_files(std::size_t project) {
    of_project_.emplace_back();
    statements_.run(
        "SELECT f.batch_id, f.file_no, f.name, f.table_no, f.rows_read, f.rows_used, f.is_monthly,"
        " f.ignored_columns, b.state, b.used_ms FROM batch_project p JOIN batch b ON b.batch_id = "
        "p.batch_id"
        " JOIN batch_file f ON f.batch_id = b.batch_id"
        " WHERE p.project_id = $1 AND (b.state = $2 OR (b.state = $3 AND b.batch_id = $4))"
        " AND f.corrected_by_batch_id IS NULL AND NOT EXISTS (SELECT 1 FROM batch_file c"
        " WHERE c.batch_id = $4 AND c.corrects_batch_id = f.batch_id"
        " AND c.corrects_file_no = f.file_no)"
        " ORDER BY f.batch_id, f.file_no",
        {number(projects_[project]), static_cast<std::int64_t>(BatchState::in_force),
         static_cast<std::int64_t>(BatchState::waiting), preview_},
        [&](const SqlRow& row) { note_file(row); });
  }

  void note_file(const SqlRow& row) {
    const FileKey key{BatchId{row.number(0)}, static_cast<int>(row.number(1))};
    const auto [known, is_new] = numbers_.try_emplace({number(key.batch), key.file}, files_.size());
    of_project_.back().insert(static_cast<std::uint16_t>(known->second));
    if (!is_new) return;
    if (files_.size() > std::numeric_limits<std::uint16_t>::max()) return too_many_files();
    const auto table = static_cast<book::Table>(row.number(3));
    const bool waits = row.number(8) == static_cast<std::int64_t>(BatchState::waiting);
    files_.push_back({.key = key,
                      .table = table,
                      .place = 0,
                      .since = {waits ? 1 : 0, row.number_or_none(9).value_or(0)},
                      .read = {.name = std::string{row.text(2)},
                               .table = table,
                               .rows = static_cast<int>(row.number(4)),
                               .used = static_cast<int>(row.number(5)),
                               .ignored_columns = lines_of(row.text(7)),
                               .is_monthly = row.number(6) == 1}});
  }

  // Who delivered what is not for everybody: a name of a file may say it.
  void hide_what_others_delivered() {
    std::set<std::int64_t> batches;
    for (const FileInForce& file : files_) batches.insert(number(file.key.batch));
    for (const std::int64_t batch : batches) look_who_delivered(batch);
    for (FileInForce& file : files_) {
      if (!of_others_.contains(number(file.key.batch))) continue;
      file.read.name = fmt::format("{}{}", book::shape_of(file.table).chinese[0], kOfOthers);
      file.read.ignored_columns.clear();
    }
  }

  void look_who_delivered(std::int64_t batch) {
    const SeenBatches seen(*who_, 1);
    std::vector<SqlValue> values{batch};
    seen.append_to(values);
    const std::int64_t is_seen =
        statements_.run("SELECT 1 FROM batch b WHERE b.batch_id = $1 AND " + seen.condition(),
                        std::span<const SqlValue>{values});
    if (is_seen == 0) of_others_.insert(batch);
    UnitId unit{};
    statements_.run("SELECT unit_id FROM batch WHERE batch_id = $1", {batch},
                    [&](const SqlRow& row) { unit = UnitId{row.number(0)}; });
    if (unit == who_->unit || std::ranges::find(who_->scope.units, unit) != who_->scope.units.end())
      return;
    const ScopeSql scope(who_->scope, "p.project_id", 1);
    values = {batch};
    scope.append_to(values);
    const std::int64_t beyond =
        statements_.run("SELECT p.project_id FROM batch_project p WHERE p.batch_id = $1 AND NOT (" +
                            scope.condition() + ") LIMIT 1",
                        std::span<const SqlValue>{values});
    if (is_seen == 0 || beyond > 0) of_several_.insert(batch);
  }

  // Files are told in the order of a folder that held them, and read in that in which they came
  // into force: of two rows of one project the later one stays.
  void place_files() {
    std::vector<std::size_t> order(files_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto time_of = [&](std::size_t i) {
      return std::tuple(files_[i].since, number(files_[i].key.batch), files_[i].key.file);
    };
    const auto name_of = [&](std::size_t i) {
      return std::tuple(files_[i].table, std::string_view{files_[i].read.name}, time_of(i));
    };
    std::ranges::sort(order, {}, name_of);
    std::map<std::int64_t, std::uint32_t> deliveries;
    std::vector<std::uint16_t> places(files_.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
      places[order[place]] = static_cast<std::uint16_t>(place);
      files_[order[place]].place = places[order[place]];
      facts_.files.push_back(files_[order[place]].read);
      facts_.files.back().delivery = deliveries
                                         .try_emplace(number(files_[order[place]].key.batch),
                                                      static_cast<std::uint32_t>(deliveries.size()))
                                         .first->second;
    }
    for (std::set<std::uint16_t>& files : of_project_) {
      std::set<std::uint16_t> placed;
      for (const std::uint16_t file : files) placed.insert(places[file]);
      files = std::move(placed);
    }
    std::ranges::sort(files_, {}, [](const FileInForce& file) {
      return std::tuple(file.since, number(file.key.batch), file.key.file);
    });
  }

  void too_many_files() {
    statements_.refuse(ErrorCode::invalid_input,
                       "这些项目在用的文件超过 65536 份，一次读不下；请少选一些项目");
  }

  void read_presence() {
    std::map<std::pair<std::int64_t, book::Table>, std::bitset<64>> columns;
    for (const FileInForce& file : files_) {
      const auto [at, is_new] = columns.try_emplace({number(file.key.batch), file.table});
      if (is_new)
        statements_.run("SELECT column_bits FROM batch_table WHERE batch_id = $1 AND table_no = $2",
                        {at->first.first, static_cast<std::int64_t>(file.table)},
                        [&](const SqlRow& row) {
                          at->second = static_cast<unsigned long long>(row.number(0));
                        });
      note_presence(file, at->second, facts_.present);
    }
    std::map<std::set<std::uint16_t>, std::uint32_t> voices;
    for (const std::set<std::uint16_t>& files : of_project_) {
      const auto [at, is_new] =
          voices.try_emplace(files, static_cast<std::uint32_t>(voices.size()));
      facts_.voice_of.push_back(at->second);
      if (!is_new) continue;
      book::Voice voice{std::vector<bool>(files_.size()), {}};
      for (const FileInForce& file : files_) {
        if (!files.contains(file.place)) continue;
        voice.files[file.place] = true;
        note_presence(file, columns[{number(file.key.batch), file.table}], voice.present);
      }
      facts_.voices.push_back(std::move(voice));
    }
    if (facts_.voices.size() > 1) return;
    facts_.voices.clear();
    facts_.voice_of.clear();
  }

  static void note_presence(const FileInForce& file, const std::bitset<64>& columns,
                            book::Present& present) {
    const auto place = static_cast<std::size_t>(file.table);
    present.tables[place] = true;
    present.columns[place] |= columns;
  }

  void read_unrecognised() {
    std::set<std::int64_t> batches;
    std::set<std::string> names;
    for (const FileInForce& file : files_)
      if (!of_several_.contains(number(file.key.batch)) &&
          batches.insert(number(file.key.batch)).second)
        statements_.run("SELECT unrecognised_files FROM batch_folder WHERE batch_id = $1",
                        {number(file.key.batch)}, [&](const SqlRow& row) {
                          for (std::string& name : lines_of(row.text(0)))
                            names.insert(std::move(name));
                        });
    facts_.unrecognised_files.assign(names.begin(), names.end());
  }

  void read_file(const FileInForce& file) {
    for (std::size_t i = 0; i < projects_.size(); ++i)
      if (of_project_[i].contains(file.place))
        read_rows(file, number(projects_[i]), static_cast<book::ProjectIndex>(i), "", {});
    if (file.table == book::Table::movements) read_unassigned(file);
  }

  // Movements of no project, of the accounts that these projects have.
  void read_unassigned(const FileInForce& file) {
    std::set<book::TextId> accounts;
    for (const book::Account& account : facts_.accounts) accounts.insert(account.account);
    for (const book::TextId account : accounts)
      if (account != 0)
        read_rows(file, number(kNoProject), book::kNone, " AND f.account = $4",
                  std::string{facts_.texts[account]});
  }

  void read_rows(const FileInForce& file, std::int64_t project, book::ProjectIndex place,
                 std::string_view condition, const std::optional<std::string>& account) {
    opened_.load(ProjectId{project});
    const bool has_worker = book::names_worker(file.table);
    const std::span<const book::FactColumn> columns = book::fact_columns(file.table);
    std::string text = "SELECT f.row_no";
    for (const book::FactColumn& column : columns) text.append(", f.").append(column.name);
    if (has_worker) text += ", p.id_number";
    text.append(" FROM fact_").append(book::shape_of(file.table).english).append(" f");
    if (has_worker)
      text += " LEFT JOIN person p ON p.project_id = f.project_id AND p.person_id = f.person_id";
    text.append(" WHERE f.project_id = $1 AND f.batch_id = $2 AND f.file_no = $3")
        .append(condition)
        .append(" ORDER BY f.row_no, f.part");
    std::vector<SqlValue> values{project, number(file.key.batch), std::int64_t{file.key.file}};
    if (account) values.emplace_back(std::string_view{*account});
    statements_.run(text, values, [&](const SqlRow& row) {
      take_row(row, ProjectId{project}, file, place,
               has_worker ? static_cast<int>(columns.size()) + 1 : 0);
    });
    if (wrong_) statements_.refuse(wrong_->code, wrong_->message);
  }

  void take_row(const SqlRow& from, ProjectId of, const FileInForce& file,
                book::ProjectIndex project, int worker_column) {
    const std::span<const book::FactColumn> columns = book::fact_columns(file.table);
    row_.project = project;
    row_.source = {static_cast<std::uint32_t>(from.number(0)), file.place};
    row_.worker =
        worker_column == 0 ? 0 : facts_.identities.add(opened_.shown(of, from.text(worker_column)));
    row_.cells.clear();
    for (int i = 1; i <= std::ssize(columns); ++i) {
      if (from.is_null(i)) {
        row_.cells.emplace_back(std::monostate{});
      } else if (columns[static_cast<std::size_t>(i) - 1].is_text) {
        row_.cells.emplace_back(opened_.shown(of, from.text(i)));
      } else {
        row_.cells.emplace_back(from.number(i));
      }
    }
    const Result<void> added = book::add_row(facts_, file.table, row_);
    if (!added && !wrong_) wrong_ = added.error();
  }

  // Those of these projects, and those that could be of any.
  void read_rejects(const FileInForce& file) {
    for (std::size_t i = 0; i < projects_.size(); ++i)
      if (of_project_[i].contains(file.place))
        read_rejects(file, number(projects_[i]), static_cast<book::ProjectIndex>(i));
    if (!of_several_.contains(number(file.key.batch)))
      read_rejects(file, number(kNoProject), book::kNone);
  }

  void read_rejects(const FileInForce& file, std::int64_t project, book::ProjectIndex place) {
    const ProjectId of{project};
    opened_.load(of);
    statements_.run(
        "SELECT r.row_no, r.table_no, r.column_name, r.content, r.reason, r.wage_month,"
        " r.fact_day, r.names_unknown_project, r.is_exact_duplicate, p.id_number FROM reject r"
        " LEFT JOIN person p ON p.project_id = r.project_id AND p.person_id = r.person_id"
        " WHERE r.project_id = $1 AND r.batch_id = $2 AND r.file_no = $3"
        " ORDER BY r.row_no, r.part",
        {project, number(file.key.batch), std::int64_t{file.key.file}}, [&](const SqlRow& row) {
          book::RejectedRow reject;
          reject.source = {static_cast<std::uint32_t>(row.number(0)), file.place};
          reject.table = static_cast<book::Table>(row.number(1));
          reject.column = row.text(2);
          reject.value = opened_.shown(of, row.text(3));
          reject.reason = opened_.shown(of, row.text(4));
          reject.project = place;
          if (const auto month = row.number_or_none(5)) reject.month = month_of_digits(*month);
          if (const auto day = row.number_or_none(6)) reject.date = day_of_digits(*day);
          reject.names_unknown_project = row.number(7) == 1;
          reject.is_exact_duplicate = row.number(8) == 1;
          if (!row.is_null(9))
            reject.worker = facts_.identities.add(opened_.shown(of, row.text(9)));
          facts_.rejected.push_back(std::move(reject));
        });
  }

  Statements statements_;
  std::span<const ProjectId> projects_;
  std::int64_t preview_;
  const access::Principal* who_;
  std::set<std::int64_t> of_others_;   // batches that the principal may not see
  std::set<std::int64_t> of_several_;  // those of others that speak of projects beyond his scope
  OpenedValues opened_;
  book::Facts facts_;
  std::vector<FileInForce> files_;
  std::map<std::pair<std::int64_t, int>, std::size_t> numbers_;  // of files_, until they are placed
  std::vector<std::set<std::uint16_t>> of_project_;  // places of the files that speak for it
  book::FactRow row_;
  std::optional<Error> wrong_;
};

}  // namespace

Result<book::Facts> SqlStore::facts_of(std::span<const ProjectId> projects,
                                       std::optional<BatchId> preview) {
  book::Facts facts;
  const Result<void> done =
      transact(Intent::read, "读事实", [&](Connection& connection) -> SqlResult<void> {
        Statements statements(connection);
        for (const ProjectId project : projects) require_readable(statements, project, preview);
        if (statements.have_failed()) return statements.outcome();
        SqlResult<book::Facts> read =
            Reading(connection, projects, preview, core_->vault, who_).read();
        if (!read) return tl::unexpected(read.error());
        facts = std::move(*read);
        return {};
      });
  if (!done) return tl::unexpected(done.error());
  return facts;
}

}  // namespace qingxin::store
