// SPDX-License-Identifier: Apache-2.0
#include "store/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "store/seal_clear_values.h"
#include "store/sealed_values.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

constexpr std::string_view kViewColumns =
    "SELECT view_id, register, unit_id, name, query, saved_by, saved_ms, words FROM register_view";
constexpr std::string_view kExportColumns =
    "SELECT export_id, register, unit_id, year, export_no, at_ms, user_id, why, query, has_names,"
    " row_count, sm3, words FROM register_export";

// What somebody looked for may be a name: it is sealed, under the keys of the view or the export.
constexpr ProjectId keys_of(ViewId id) {
  return ProjectId{number(id)};
}
constexpr ProjectId keys_of(ExportId id) {
  return ProjectId{number(id)};
}

// Where in a query the words stand that somebody looked for: behind "words=".
struct WordsAt {
  std::size_t first = 0, length = 0;
};
WordsAt words_at(std::string_view query) {
  constexpr std::string_view kName = "words=";
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    if (query.substr(at, end - at).starts_with(kName))
      return {at + kName.size(), end - at - kName.size()};
    at = end + 1;
  }
  return {query.size(), 0};
}
std::string words_in(std::string_view query) {
  const WordsAt at = words_at(query);
  return std::string{query.substr(at.first, at.length)};
}
std::string without_words(std::string query) {
  const WordsAt at = words_at(query);
  return query.erase(at.first, at.length);
}

// As a row has it, its words still sealed.
struct ViewRow {
  SavedView view;
  std::string words;
};
struct ExportRow {
  Export exported;
  std::string words;
};

// Puts the words back where they stood.
template <typename Id>
void open_words(Statements& statements, const Vault& vault, Id id, const std::string& token,
                std::string& query) {
  if (token.empty()) return;
  OpenedValues opened(statements, vault);
  opened.load(keys_of(id), token);
  query.insert(words_at(query).first, opened.shown(keys_of(id), token));
}

// Writes `words` sealed and says what the row has in their place.
template <typename Id>
std::string seal_words(Statements& statements, const Vault& vault, Id id, const std::string& words,
                       Instant now) {
  Tokens tokens(vault.index());
  SealingRows sealing(statements, vault, tokens, now);
  std::string token{sealing.kept(keys_of(id), words, kSealedWords)};
  sealing.put();
  return token;
}

ViewRow view_in(const SqlRow& row) {
  return {{.id = ViewId{row.number(0)},
           .of = static_cast<Register>(row.number(1)),
           .shared_in = UnitId{row.number(2)},
           .name = std::string{row.text(3)},
           .query = std::string{row.text(4)},
           .saved_by = access::UserId{row.number(5)},
           .saved = Instant{row.number(6)}},
          std::string{row.text(7)}};
}

Export export_in(const SqlRow& row) {
  return {.asked = {.id = ExportId{row.number(0)},
                    .of = static_cast<Register>(row.number(1)),
                    .unit = UnitId{row.number(2)},
                    .year = static_cast<int>(row.number(3)),
                    .why = std::string{row.text(7)},
                    .query = std::string{row.text(8)},
                    .has_names = row.number(9) == 1},
          .number = static_cast<int>(row.number(4)),
          .at = Instant{row.number(5)},
          .user = access::UserId{row.number(6)},
          .rows = row.number_or_none(10),
          .sm3 = std::string{row.text(11)}};
}

// Whose view it is: nobody's where a unit shares it.
struct Owner {
  std::int64_t user, unit;
};

Owner owner_of(const access::Principal& who, UnitId shared_in) {
  const bool is_own = shared_in == UnitId{};
  return {is_own ? number(who.user) : 0, number(shared_in)};
}

// Those that a condition leaves, opened.
std::vector<SavedView> views_where(Statements& statements, const Vault& vault,
                                   std::string_view condition, std::span<const SqlValue> values) {
  std::vector<ViewRow> rows;
  statements.run(std::string{kViewColumns}.append(condition), values,
                 [&](const SqlRow& row) { rows.push_back(view_in(row)); });
  std::vector<SavedView> views;
  for (ViewRow& row : rows) {
    open_words(statements, vault, row.view.id, row.words, row.view.query);
    views.push_back(std::move(row.view));
  }
  return views;
}

std::vector<Export> exports_where(Statements& statements, const Vault& vault,
                                  std::string_view condition, std::span<const SqlValue> values) {
  std::vector<ExportRow> rows;
  statements.run(std::string{kExportColumns}.append(condition), values, [&](const SqlRow& row) {
    rows.push_back({export_in(row), std::string{row.text(12)}});
  });
  std::vector<Export> exports;
  for (ExportRow& row : rows) {
    open_words(statements, vault, row.exported.asked.id, row.words, row.exported.asked.query);
    exports.push_back(std::move(row.exported));
  }
  return exports;
}

std::optional<SavedView> view_named(Statements& statements, const Vault& vault,
                                    const SavedView& view, Owner owner) {
  const std::vector<SqlValue> values{static_cast<std::int64_t>(view.of), owner.user, owner.unit,
                                     std::string_view{view.name}};
  std::vector<SavedView> known =
      views_where(statements, vault,
                  " WHERE register = $1 AND user_id = $2 AND unit_id = $3 AND name = $4", values);
  if (known.empty()) return std::nullopt;
  return std::move(known.front());
}

std::optional<Export> export_with(Statements& statements, const Vault& vault, ExportId id) {
  const std::vector<SqlValue> values{number(id)};
  std::vector<Export> found = exports_where(statements, vault, " WHERE export_id = $1", values);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t next_number(Statements& statements, const NewExport& asked) {
  const auto of = static_cast<std::int64_t>(asked.of);
  const std::int64_t unit = number(asked.unit), year = asked.year;
  statements.run(
      "INSERT INTO register_export_count (register, unit_id, year, last_no) VALUES ($1, $2, $3, 1)"
      " ON CONFLICT (register, unit_id, year)"
      " DO UPDATE SET last_no = register_export_count.last_no + 1",
      {of, unit, year});
  std::int64_t given = 0;
  statements.run(
      "SELECT last_no FROM register_export_count"
      " WHERE register = $1 AND unit_id = $2 AND year = $3",
      {of, unit, year}, [&](const SqlRow& row) { given = row.number(0); });
  return given;
}

}  // namespace

Result<Kept> SqlStore::save_view(const SavedView& view) {
  Kept kept = Kept::now;
  const Owner owner = owner_of(who_, view.shared_in);
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    const Vault& vault = core_->vault;
    if (const std::optional<SavedView> known = view_named(statements, vault, view, owner)) {
      kept = known->id == view.id ? Kept::now : Kept::already;
      if (known->query != view.query)
        statements.refuse(
            ErrorCode::conflict,
            fmt::format("已有叫「{}」的筛选，是“{}”，这次是“{}”；请换一个名字，或先删去原来的",
                        view.name, known->query, view.query));
      return;
    }
    std::int64_t views = 0;
    statements.run("SELECT COUNT(*) FROM register_view WHERE user_id = $1 AND unit_id = $2",
                   {owner.user, owner.unit}, [&](const SqlRow& row) { views = row.number(0); });
    if (views >= std::int64_t{kViewsMost})
      return statements.refuse(ErrorCode::conflict,
                               fmt::format("已经存了 {} 个筛选，不能再存；请先删去不用的", views));
    const std::string query = without_words(view.query);
    const std::string words = seal_words(statements, vault, view.id, words_in(view.query), now_);
    statements.run(
        "INSERT INTO register_view (view_id, register, user_id, unit_id, name, query, words,"
        " saved_by, saved_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {number(view.id), static_cast<std::int64_t>(view.of), owner.user, owner.unit,
         std::string_view{view.name}, std::string_view{query}, std::string_view{words},
         number(who_.user), now_.utc_ms});
  };
  const Result<void> done =
      change(access::audit_entry("save_view", {{"view", number(view.id)}}), now_, "存筛选", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<SavedView>> SqlStore::views(Register of) {
  std::vector<SavedView> views;
  const Result<void> done = look("列筛选", [&](Statements& statements) {
    const std::vector<SqlValue> values{static_cast<std::int64_t>(of), number(who_.user),
                                       number(who_.unit)};
    views = views_where(statements, core_->vault,
                        " WHERE register = $1 AND ((user_id = $2 AND unit_id = 0)"
                        " OR (user_id = 0 AND unit_id = $3 AND unit_id <> 0))"
                        " ORDER BY name, unit_id, view_id",
                        values);
  });
  if (!done) return tl::unexpected(done.error());
  return views;
}

void SqlStore::require_view(Statements& statements, ViewId id) {
  if (statements.run("SELECT 1 FROM register_view WHERE view_id = $1 AND"
                     " ((user_id = $2 AND unit_id = 0)"
                     " OR (user_id = 0 AND unit_id = $3 AND unit_id <> 0))",
                     {number(id), number(who_.user), number(who_.unit)}) == 0)
    statements.refuse(ErrorCode::not_found,
                      fmt::format("没有筛选 {}；请核对编号，见筛选的列表", number(id)));
}

Result<SavedView> SqlStore::view(ViewId id) {
  SavedView view;
  const Result<void> done = look("查筛选", [&](Statements& statements) {
    require_view(statements, id);
    const std::vector<SqlValue> values{number(id)};
    for (SavedView& one : views_where(statements, core_->vault, " WHERE view_id = $1", values))
      view = std::move(one);
  });
  if (!done) return tl::unexpected(done.error());
  return view;
}

Result<void> SqlStore::delete_view(ViewId id) {
  return change(access::audit_entry("delete_view", {{"view", number(id)}}), now_, "删筛选",
                [&](Statements& statements) {
                  require_view(statements, id);
                  statements.run("DELETE FROM register_view WHERE view_id = $1", {number(id)});
                  for (const std::string_view table : {"sealed_value", "data_key"})
                    statements.run(fmt::format("DELETE FROM {} WHERE project_id = $1", table),
                                   {number(id)});
                });
}

Result<Export> SqlStore::begin_export(const NewExport& asked) {
  std::optional<Export> begun;
  const auto work = [&](Statements& statements) {
    const Vault& vault = core_->vault;
    begun = export_with(statements, vault, asked.id);
    if (begun || statements.have_failed()) return;
    const std::int64_t given = next_number(statements, asked);
    const std::string query = without_words(asked.query);
    const std::string words = seal_words(statements, vault, asked.id, words_in(asked.query), now_);
    statements.run(
        "INSERT INTO register_export (export_id, register, unit_id, year, export_no, at_ms,"
        " user_id, why, query, words, has_names)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {number(asked.id), static_cast<std::int64_t>(asked.of), number(asked.unit),
         std::int64_t{asked.year}, given, now_.utc_ms, number(who_.user),
         std::string_view{asked.why}, std::string_view{query}, std::string_view{words},
         std::int64_t{asked.has_names ? 1 : 0}});
    begun = export_with(statements, vault, asked.id);
  };
  const access::AuditEntry entry =
      access::audit_entry("begin_export", {{"export", number(asked.id)},
                                           {"register", static_cast<std::int64_t>(asked.of)},
                                           {"unit", number(asked.unit)},
                                           {"names", asked.has_names ? 1 : 0}});
  const Result<void> done = change(entry, now_, "取导出编号", work);
  if (!done) return tl::unexpected(done.error());
  return *std::move(begun);
}

Result<void> SqlStore::end_export(ExportId id, std::int64_t rows, std::string_view sm3) {
  access::AuditEntry entry =
      access::audit_entry("end_export", {{"export", number(id)}, {"rows", rows}});
  entry.subjects.append(" sm3=").append(sm3);
  return change(entry, now_, "记导出", [&](Statements& statements) {
    statements.run(
        "UPDATE register_export SET row_count = $2, sm3 = $3"
        " WHERE export_id = $1 AND row_count IS NULL",
        {number(id), rows, sm3});
  });
}

Result<std::vector<Export>> SqlStore::exports_before(const ExportFilter& filter, ExportId before,
                                                     int limit) {
  std::vector<Export> exports;
  std::string words = " WHERE 1 = 1";
  std::vector<SqlValue> values;
  const auto narrow = [&](std::string_view condition, std::int64_t value) {
    values.emplace_back(value);
    words.append(fmt::format(" AND {} ${}", condition, values.size()));
  };
  if (filter.of) narrow("register =", static_cast<std::int64_t>(*filter.of));
  if (filter.unit) narrow("unit_id =", number(*filter.unit));
  if (filter.user) narrow("user_id =", number(*filter.user));
  if (filter.year) narrow("year =", *filter.year);
  if (before != ExportId{}) narrow("export_id <", number(before));
  values.emplace_back(std::int64_t{limit});
  words += fmt::format(" ORDER BY export_id DESC LIMIT ${}", values.size());
  const Result<void> done = look("列导出", [&](Statements& statements) {
    exports = exports_where(statements, core_->vault, words, values);
  });
  if (!done) return tl::unexpected(done.error());
  return exports;
}

Result<void> SqlStore::seal_words_of_queries(Connection& connection) {
  constexpr std::string_view kTables[][2] = {{"register_view", "view_id"},
                                             {"register_export", "export_id"}};
  constexpr std::string_view kInClear =
      "words = '' AND query LIKE '%words=_%' AND query NOT LIKE '%words=&%'";
  std::int64_t in_clear = 0;
  const Result<void> looked = look("查筛选密封了没有", [&](Statements& statements) {
    in_clear = 0;
    for (const auto& [table, id] : kTables)
      in_clear +=
          statements.run(fmt::format("SELECT 1 FROM {} WHERE {} LIMIT 1", table, kInClear), {});
  });
  if (!looked || in_clear == 0) return looked;
  const auto work = [&](Statements& statements) {
    for (const auto& [table, id] : kTables) {
      std::map<std::int64_t, std::string> queries;
      statements.run(fmt::format("SELECT {}, query FROM {} WHERE {}", id, table, kInClear), {},
                     [&](const SqlRow& row) { queries.emplace(row.number(0), row.text(1)); });
      for (const auto& [key, query] : queries) {
        const std::string left = without_words(query);
        const std::string words =
            seal_words(statements, core_->vault, ViewId{key}, words_in(query), now_);
        statements.run(fmt::format("UPDATE {} SET query = $2, words = $3 WHERE {} = $1", table, id),
                       {key, std::string_view{left}, std::string_view{words}});
      }
    }
  };
  const Result<void> sealed =
      change(access::audit_entry("seal_clear_values", {}), now_, "密封原来的筛选条件", work);
  if (!sealed) return sealed;
  constexpr std::array<std::string_view, 2> kRewritten{kTables[0][0], kTables[1][0]};
  return rewrite_file(connection, kRewritten);
}

}  // namespace qingxin::store
