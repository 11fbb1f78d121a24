// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "base/check.h"
#include "base/text.h"
#include "book/plain_texts.h"
#include "store/files_in_force.h"
#include "store/months_told.h"
#include "store/project_places.h"
#include "store/scope_sql.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"
#include "store/statements.h"

namespace qingxin::store {

namespace {

using book::FileRead;

std::string_view in_chinese(BatchState state) {
  switch (state) {
    case BatchState::receiving: return "还没有收全";
    case BatchState::waiting: return "待用";
    case BatchState::in_force: return "已启用";
    case BatchState::withdrawn: return "已撤回";
  }
  check(false);
  return {};
}

std::optional<FileKey> corrected_by_file(const NewBatch& batch, int file) {
  for (const Correction& correction : batch.corrections)
    if (correction.file == file) return correction.corrects;
  return std::nullopt;
}

std::string words_of(const FileRead& file, const std::optional<FileKey>& corrects) {
  std::string words = fmt::format("{}，{} 行，用 {} 行", without_numbers_of_people(file.name),
                                  file.rows, file.used);
  if (corrects)
    words += fmt::format("，更正批次 {} 的第 {} 份", number(corrects->batch), corrects->file + 1);
  return words;
}

void put_file(Statements& statements, const NewBatch& batch, const FileRead& file, int place) {
  const std::optional<FileKey> corrects = corrected_by_file(batch, place);
  const std::string ignored = joined_lines(file.ignored_columns);
  // A name is seen by many and sealed by nothing.
  const std::string name = without_numbers_of_people(file.name);
  statements.run(
      "INSERT INTO batch_file (batch_id, file_no, name, table_no, rows_read, rows_used,"
      " is_monthly, ignored_columns, corrects_batch_id, corrects_file_no)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {number(batch.id), std::int64_t{place}, std::string_view{name},
       static_cast<std::int64_t>(file.table), std::int64_t{file.rows}, std::int64_t{file.used},
       std::int64_t{file.is_monthly}, std::string_view{ignored},
       corrects ? SqlValue{number(corrects->batch)} : std::monostate{},
       corrects ? SqlValue{std::int64_t{corrects->file}} : std::monostate{}});
}

void put_months(Statements& statements, BatchId batch, const MonthsTold& told) {
  for (const auto& [key, day] : told.first_days()) {
    const auto& [file, month, kind] = key;
    statements.run(
        "INSERT INTO batch_month (batch_id, file_no, wage_month, kind, first_day)"
        " VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (batch_id, file_no, wage_month, kind) DO NOTHING",
        {number(batch), std::int64_t{file}, month_digits(Month{month}), kind, day_digits(day)});
  }
}

// All that stands beside the facts and is known before they are read.
void put_rest(Statements& statements, const NewBatch& batch, const book::Facts& facts,
              std::span<const ProjectId> projects) {
  for (std::size_t i = 0; i < facts.files.size(); ++i)
    put_file(statements, batch, facts.files[i], static_cast<int>(i));
  for (const book::TableShape& shape : book::all_tables()) {
    const auto table = static_cast<std::size_t>(shape.table);
    if (!facts.present.tables[table]) continue;
    statements.run("INSERT INTO batch_table (batch_id, table_no, column_bits) VALUES ($1, $2, $3)",
                   {number(batch.id), static_cast<std::int64_t>(table),
                    static_cast<std::int64_t>(facts.present.columns[table].to_ullong())});
  }
  constexpr std::string_view kColumns[] = {"batch_id", "project_id"};
  std::size_t next = 0;
  statements.insert({"batch_project", kColumns, [&](std::span<SqlValue> values) {
                       if (next == projects.size()) return More::end;
                       values[0] = number(batch.id);
                       values[1] = number(projects[next++]);
                       return More::row;
                     }});
  const std::string unrecognised =
      without_numbers_of_people(joined_lines(facts.unrecognised_files));
  statements.run(
      "INSERT INTO batch_folder (batch_id, parameters, unrecognised_files) VALUES ($1, $2, $3)",
      {number(batch.id), std::string_view{batch.parameters}, std::string_view{unrecognised}});
}

std::optional<Batch> find(Statements& statements, BatchId id) {
  std::optional<Batch> batch;
  statements.run(
      "SELECT unit_id, note, state, received_ms, used_ms, withdrawn_ms FROM batch"
      " WHERE batch_id = $1",
      {number(id)}, [&](const SqlRow& row) {
        batch = Batch{id,
                      UnitId{row.number(0)},
                      std::string{row.text(1)},
                      static_cast<BatchState>(row.number(2)),
                      Instant{row.number(3)},
                      {},
                      {},
                      {}};
        if (const auto used = row.number_or_none(4)) batch->used = Instant{*used};
        if (const auto withdrawn = row.number_or_none(5)) batch->withdrawn = Instant{*withdrawn};
      });
  if (!batch) return batch;
  statements.run(
      "SELECT name, table_no, rows_read, rows_used, is_monthly, ignored_columns,"
      " corrects_batch_id, corrects_file_no, corrected_by_batch_id"
      " FROM batch_file WHERE batch_id = $1 ORDER BY file_no",
      {number(id)}, [&](const SqlRow& row) {
        BatchFile file;
        file.read = {.name = std::string{row.text(0)},
                     .table = static_cast<book::Table>(row.number(1)),
                     .rows = static_cast<int>(row.number(2)),
                     .used = static_cast<int>(row.number(3)),
                     .ignored_columns = lines_of(row.text(5)),
                     .is_monthly = row.number(4) == 1};
        if (const auto corrects = row.number_or_none(6))
          file.corrects = FileKey{BatchId{*corrects}, static_cast<int>(row.number(7))};
        if (const auto by = row.number_or_none(8)) file.corrected_by = BatchId{*by};
        batch->files.push_back(std::move(file));
      });
  return batch;
}

std::string unknown(BatchId batch) {
  return fmt::format("没有批次 {}；请核对编号", number(batch));
}

// What is not what it was, with both values; empty: it is the same batch.
std::string difference(const Batch& known, const NewBatch& batch, const book::Facts& facts) {
  const auto differing = [&](std::string_view what, const std::string& before,
                             const std::string& now) {
    return fmt::format(
        "同一个键（key）已经收过批次 {}，内容不同：{}原来是 “{}”，这次是 “{}”；"
        "是另一批的，请换一个键再交",
        number(batch.id), what, before, now);
  };
  if (known.unit != batch.unit)
    return differing("单位", std::to_string(number(known.unit)),
                     std::to_string(number(batch.unit)));
  if (known.note != batch.note) return differing("说明", known.note, batch.note);
  if (known.files.size() != facts.files.size())
    return differing("文件数", std::to_string(known.files.size()),
                     std::to_string(facts.files.size()));
  for (std::size_t i = 0; i < known.files.size(); ++i) {
    const std::string before = words_of(known.files[i].read, known.files[i].corrects);
    const std::string now = words_of(facts.files[i], corrected_by_file(batch, static_cast<int>(i)));
    if (before != now) return differing(fmt::format("第 {} 份文件", i + 1), before, now);
  }
  return {};
}

// What one engine takes and the other does not is refused before either sees it.
Result<void> check_texts(const NewBatch& batch, const book::Facts& facts) {
  if (const Result<void> note = book::check_text("批次的说明", batch.note); !note) return note;
  if (const auto parameters = book::check_text("参数.toml", batch.parameters); !parameters)
    return parameters;
  return book::check_texts(facts);
}

Result<void> check_corrections(const NewBatch& batch, const book::Facts& facts) {
  std::set<int> corrected;
  for (const Correction& correction : batch.corrections)
    if (correction.file < 0 || correction.file >= std::ssize(facts.files) ||
        !corrected.insert(correction.file).second)
      return fail(ErrorCode::invalid_input,
                  fmt::format("批次 {} 说第 {} 份文件是更正，但它只有 {} 份文件，每份至多更正一份；"
                              "请核对更正的清单",
                              number(batch.id), correction.file + 1, facts.files.size()));
  return {};
}

// What stands beside the tables has to be what it was.
void refuse_other_folder(Statements& statements, const NewBatch& batch, const book::Facts& facts) {
  std::pair<std::string, std::string> known{
      batch.parameters, without_numbers_of_people(joined_lines(facts.unrecognised_files))};
  const auto now = known;
  statements.run("SELECT parameters, unrecognised_files FROM batch_folder WHERE batch_id = $1",
                 {number(batch.id)}, [&](const SqlRow& row) {
                   known = {std::string{row.text(0)}, std::string{row.text(1)}};
                 });
  known.second = without_numbers_of_people(known.second);  // of before names were masked
  const auto refuse = [&](std::string_view what, const std::string& was, const std::string& is) {
    if (was != is)
      statements.refuse(
          ErrorCode::conflict,
          fmt::format("同一个键（key）已经收过批次 {}，内容不同：{}原来是 “{}”，这次是 “{}”；"
                      "是另一批的，请换一个键再交",
                      number(batch.id), what, was, is));
  };
  refuse("参数.toml ", known.first, now.first);
  refuse("没有读的文件", known.second, now.second);
}

SqlResult<void> receive(Connection& connection, const NewBatch& batch, const book::Facts& facts,
                        std::span<const ProjectId> projects) {
  Statements statements(connection);
  if (statements.run("SELECT 1 FROM unit WHERE unit_id = $1", {number(batch.unit)}) == 0)
    statements.refuse(ErrorCode::not_found, fmt::format("没有单位 {}；请先登记它，再交批次 {}",
                                                        number(batch.unit), number(batch.id)));
  const std::int64_t added = statements.run(
      "INSERT INTO batch (batch_id, unit_id, note, state, received_ms) VALUES ($1, $2, $3, $4, $5)"
      " ON CONFLICT (batch_id) DO NOTHING",
      {number(batch.id), number(batch.unit), std::string_view{batch.note},
       static_cast<std::int64_t>(BatchState::receiving), batch.received.utc_ms});
  if (added == 1) {
    put_rest(statements, batch, facts, projects);
    return statements.outcome();
  }
  const std::optional<Batch> known = find(statements, batch.id);
  if (const std::string words = known ? difference(*known, batch, facts) : ""; !words.empty())
    statements.refuse(ErrorCode::conflict, words);
  refuse_other_folder(statements, batch, facts);
  return statements.outcome();
}

// Moves a batch on. Kept::already: it was there.
SqlResult<Kept> move(Statements& statements, BatchId id, std::string_view update, Instant now,
                     BatchState to) {
  if (statements.run(update, {number(id), now.utc_ms, static_cast<std::int64_t>(to)}) == 1)
    return Kept::now;
  const std::optional<Batch> batch = find(statements, id);
  if (!batch) statements.refuse(ErrorCode::not_found, unknown(id));
  if (batch && batch->state != to)
    statements.refuse(
        ErrorCode::conflict,
        fmt::format("批次 {} {}，不能{}；请看它的状态", number(id), in_chinese(batch->state),
                    to == BatchState::in_force ? "启用" : "撤回"));
  if (const SqlResult<void> looked = statements.outcome(); !looked)
    return tl::unexpected(looked.error());
  return Kept::already;
}

// Takes the place of a file that is in force, or refuses and says why it is not.
void correct(Statements& statements, BatchId by, const BatchFile& file) {
  const FileKey old = *file.corrects;
  const std::int64_t taken = statements.run(
      "UPDATE batch_file SET corrected_by_batch_id = $1 WHERE batch_id = $2 AND file_no = $3"
      " AND corrected_by_batch_id IS NULL AND EXISTS"
      " (SELECT 1 FROM batch WHERE batch.batch_id = batch_file.batch_id AND batch.state = $4)",
      {number(by), number(old.batch), std::int64_t{old.file},
       static_cast<std::int64_t>(BatchState::in_force)});
  if (taken == 1 || statements.have_failed()) return;
  const std::optional<Batch> batch = find(statements, old.batch);
  std::string why = "没有这份文件";
  if (batch && old.file >= 0 && old.file < std::ssize(batch->files)) {
    const BatchFile& known = batch->files[static_cast<std::size_t>(old.file)];
    why = known.corrected_by ? fmt::format("它已被批次 {} 更正", number(*known.corrected_by))
                             : fmt::format("那个批次{}", in_chinese(batch->state));
  }
  statements.refuse(ErrorCode::conflict,
                    fmt::format("{} 要更正批次 {} 的第 {} 份文件，但{}；请更正现在在用的那一份",
                                file.read.name, number(old.batch), old.file + 1, why));
}

// Of whom the batch speaks, or spoke the files that it corrects.
std::vector<ProjectId> spoken_of(Statements& statements, BatchId id) {
  std::vector<ProjectId> projects;
  statements.run(
      "SELECT DISTINCT project_id FROM batch_project WHERE batch_id = $1 OR batch_id IN"
      " (SELECT corrects_batch_id FROM batch_file WHERE batch_id = $1) ORDER BY project_id",
      {number(id)}, [&](const SqlRow& row) { projects.push_back(ProjectId{row.number(0)}); });
  return projects;
}

}  // namespace

Result<Kept> SqlStore::add_batch(const NewBatch& batch, const book::Facts& facts) {
  book::WholeFacts whole(facts);
  return add_batch(batch, whole);
}

Result<Kept> SqlStore::add_batch(const NewBatch& batch, book::PartedFacts& facts) {
  const book::Facts& head = facts.head();
  if (const Result<void> sound = check_corrections(batch, head); !sound)
    return tl::unexpected(sound.error());
  if (const Result<void> sound = check_texts(batch, head); !sound)
    return tl::unexpected(sound.error());
  const Result<std::vector<ProjectId>> projects = know_projects(head, batch.received);
  if (!projects) return tl::unexpected(projects.error());
  const access::AuditEntry arrived = access::audit_entry(
      "receive_batch", {{"batch", number(batch.id)}, {"unit", number(batch.unit)}});
  const Result<void> received =
      transact(arrived, batch.received, "登记批次", [&](Connection& connection) {
        Statements statements(connection);
        require_unit(statements, batch.unit);
        if (statements.have_failed()) return statements.outcome();
        return receive(connection, batch, head, *projects);
      });
  if (!received) return tl::unexpected(received.error());
  MonthsTold told;
  if (const Result<void> put = put_parts(batch, facts, *projects, told); !put)
    return tl::unexpected(put.error());
  return complete(batch, told);
}

Result<Kept> SqlStore::complete(const NewBatch& batch, const MonthsTold& told) {
  Kept kept = Kept::now;
  const access::AuditEntry entry = access::audit_entry("add_batch", {{"batch", number(batch.id)}});
  const Result<void> done =
      transact(entry, batch.received, "收下批次", [&](Connection& connection) {
        Statements statements(connection);
        const std::int64_t moved =
            statements.run("UPDATE batch SET state = $2 WHERE batch_id = $1 AND state = $3",
                           {number(batch.id), static_cast<std::int64_t>(BatchState::waiting),
                            static_cast<std::int64_t>(BatchState::receiving)});
        kept = moved == 1 ? Kept::now : Kept::already;
        if (moved == 1) put_months(statements, batch.id, told);
        const std::optional<Batch> known = find(statements, batch.id);
        if (known && known->state == BatchState::withdrawn)
          statements.refuse(
              ErrorCode::conflict,
              fmt::format("批次 {} 已撤回，不能再交；请换一个键（key）", number(batch.id)));
        return statements.outcome();
      });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<FileInForce>> SqlStore::files_in_force(UnitId unit,
                                                          std::span<const std::string> names) {
  constexpr std::size_t kNamesAtOnce = 50;
  std::vector<std::pair<std::int64_t, FileInForce>> found;  // with when it came into force
  const Result<void> done = look("查在用的文件", [&](Statements& statements) {
    found.clear();
    require_unit(statements, unit);
    for (std::size_t first = 0; first < names.size(); first += kNamesAtOnce) {
      std::vector<SqlValue> values{number(unit), static_cast<std::int64_t>(BatchState::in_force)};
      const std::size_t count = std::min(kNamesAtOnce, names.size() - first);
      for (const std::string& name : names.subspan(first, count))
        values.emplace_back(std::string_view{name});
      statements.run(
          files_in_force_sql(count), std::span<const SqlValue>{values}, [&](const SqlRow& row) {
            const FileKey key{BatchId{row.number(0)}, static_cast<int>(row.number(1))};
            found.emplace_back(row.number(4), FileInForce{key, std::string{row.text(3)},
                                                          static_cast<book::Table>(row.number(2))});
          });
    }
  });
  if (!done) return tl::unexpected(done.error());
  std::ranges::sort(found, {}, [](const auto& each) {
    return std::tuple(each.first, number(each.second.key.batch), each.second.key.file);
  });
  std::vector<FileInForce> files;
  for (auto& [used, file] : found) files.push_back(std::move(file));
  return files;
}

Result<BatchId> SqlStore::batch_of_key(UnitId unit, std::string_view client_key, BatchId fresh) {
  if (const Result<void> sound = book::check_text("批次的键", client_key); !sound)
    return tl::unexpected(sound.error());
  BatchId batch = fresh;
  const access::AuditEntry entry =
      access::audit_entry("know_batch_key", {{"unit", number(unit)}, {"batch", number(fresh)}});
  const Result<void> done = transact(entry, now_, "登记批次的键", [&](Connection& connection) {
    Statements statements(connection);
    require_unit(statements, unit);
    statements.run(
        "INSERT INTO batch_key (unit_id, client_key, batch_id) VALUES ($1, $2, $3)"
        " ON CONFLICT (unit_id, client_key) DO NOTHING",
        {number(unit), client_key, number(fresh)});
    statements.run("SELECT batch_id FROM batch_key WHERE unit_id = $1 AND client_key = $2",
                   {number(unit), client_key},
                   [&](const SqlRow& row) { batch = BatchId{row.number(0)}; });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return batch;
}

Result<Kept> SqlStore::use_batch(BatchId id, Instant now) {
  Kept kept = Kept::now;
  const Result<void> done =
      transact(access::audit_entry("use_batch", {{"batch", number(id)}}), now, "启用批次",
               [&](Connection& connection) -> SqlResult<void> {
                 Statements statements(connection);
                 require_batch(statements, id);
                 const SqlResult<Kept> moved = move(
                     statements, id,
                     "UPDATE batch SET state = $3, used_ms = $2 WHERE batch_id = $1 AND state = 2",
                     now, BatchState::in_force);
                 if (!moved) return tl::unexpected(moved.error());
                 kept = *moved;
                 if (kept == Kept::already) return {};
                 require_writable(statements, id);
                 const std::optional<Batch> batch = find(statements, id);
                 for (std::size_t i = 0; batch && i < batch->files.size(); ++i)
                   if (batch->files[i].corrects) {
                     require_batch(statements, batch->files[i].corrects->batch);
                     correct(statements, id, batch->files[i]);
                   }
                 const std::vector<ProjectId> projects = spoken_of(statements, id);
                 const Standings before = standings_of(statements, projects);
                 place_projects(statements, projects);
                 require_kept_covered(statements, projects, before);
                 return statements.outcome();
               });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Kept> SqlStore::withdraw_batch(BatchId id, Instant now) {
  Kept kept = Kept::now;
  const Result<void> done = transact(
      access::audit_entry("withdraw_batch", {{"batch", number(id)}}), now, "撤回批次",
      [&](Connection& connection) -> SqlResult<void> {
        Statements statements(connection);
        require_batch(statements, id);
        if (!is_own(statements, id)) require_writable(statements, id);
        const SqlResult<Kept> moved = move(statements, id,
                                           "UPDATE batch SET state = $3, withdrawn_ms = $2 WHERE "
                                           "batch_id = $1 AND state IN (1, 2)",
                                           now, BatchState::withdrawn);
        if (!moved) return tl::unexpected(moved.error());
        kept = *moved;
        return {};
      });
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<Batch> SqlStore::batch(BatchId id) {
  std::optional<Batch> batch;
  const Result<void> done = transact(Intent::read, "查批次", [&](Connection& connection) {
    Statements statements(connection);
    require_batch(statements, id);
    batch = find(statements, id);
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  if (!batch) return fail(ErrorCode::not_found, unknown(id));
  return *std::move(batch);
}

Result<std::vector<BatchId>> SqlStore::batches_after(BatchId id, int limit) {
  std::vector<BatchId> batches;
  const Result<void> done = transact(Intent::read, "列批次", [&](Connection& connection) {
    Statements statements(connection);
    batches.clear();
    std::vector<SqlValue> values{number(id), std::int64_t{limit}};
    const SeenBatches seen(who_, values.size());
    values.insert(values.end(), seen.values().begin(), seen.values().end());
    statements.run("SELECT b.batch_id FROM batch b WHERE b.batch_id > $1 AND " + seen.condition() +
                       " ORDER BY b.batch_id LIMIT $2",
                   std::span<const SqlValue>{values},
                   [&](const SqlRow& row) { batches.push_back(BatchId{row.number(0)}); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return batches;
}

Result<std::vector<ProjectId>> SqlStore::projects_of(BatchId id) {
  std::vector<ProjectId> projects;
  const Result<void> done = transact(Intent::read, "查批次的项目", [&](Connection& connection) {
    Statements statements(connection);
    require_batch(statements, id);
    projects = spoken_of(statements, id);
    if (!is_own(statements, id))
      std::erase_if(projects, [&](ProjectId project) { return !covers(statements, project); });
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return projects;
}

Result<std::vector<Reject>> SqlStore::rejects_of(BatchId id) {
  std::vector<Reject> rejects;
  const Result<void> done = transact(Intent::read, "列拒收", [&](Connection& connection) {
    Statements statements(connection);
    rejects.clear();
    require_batch(statements, id);
    std::vector<std::pair<std::int64_t, std::string>> projects{{number(kNoProject), ""}};
    statements.run(
        "SELECT c.project_id, c.code FROM batch_project b"
        " JOIN project_code c ON c.project_id = b.project_id WHERE b.batch_id = $1"
        " ORDER BY c.project_id",
        {number(id)},
        [&](const SqlRow& row) { projects.emplace_back(row.number(0), row.text(1)); });
    if (!is_own(statements, id)) {
      // What is of no project may be of any of those.
      const std::size_t beyond = std::erase_if(projects, [&](const auto& project) {
        return ProjectId{project.first} != kNoProject &&
               !covers(statements, ProjectId{project.first});
      });
      if (beyond > 0) projects.erase(projects.begin());
    }
    OpenedValues opened(statements, core_->vault);
    for (const auto& [project, code] : projects) {
      const std::size_t first = rejects.size();
      statements.run(
          "SELECT file_no, row_no, column_name, content, reason FROM reject"
          " WHERE project_id = $1 AND batch_id = $2 ORDER BY file_no, row_no, part",
          {project, number(id)}, [&](const SqlRow& row) {
            rejects.push_back(
                {static_cast<int>(row.number(0)), static_cast<std::uint32_t>(row.number(1)), code,
                 std::string{row.text(2)}, std::string{row.text(3)}, std::string{row.text(4)}});
          });
      for (std::size_t i = first; i < rejects.size(); ++i)
        for (std::string* text : {&rejects[i].value, &rejects[i].reason}) {
          opened.load(ProjectId{project}, *text);
          *text = opened.shown(ProjectId{project}, *text);
        }
    }
    return statements.outcome();
  });
  if (!done) return tl::unexpected(done.error());
  return rejects;
}

}  // namespace qingxin::store
