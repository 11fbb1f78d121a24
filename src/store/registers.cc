// SPDX-License-Identifier: Apache-2.0
#include "store/registers.h"

#include <fmt/format.h>

#include "store/sql_store.h"

namespace qingxin::store {

namespace {

constexpr std::string_view kViewColumns =
    "SELECT view_id, register, unit_id, name, query, saved_by, saved_ms FROM register_view";
constexpr std::string_view kExportColumns =
    "SELECT export_id, register, unit_id, year, export_no, at_ms, user_id, why, query, has_names,"
    " row_count, sm3 FROM register_export";

SavedView view_of(const SqlRow& row) {
  return {.id = ViewId{row.number(0)},
          .of = static_cast<Register>(row.number(1)),
          .shared_in = UnitId{row.number(2)},
          .name = std::string{row.text(3)},
          .query = std::string{row.text(4)},
          .saved_by = access::UserId{row.number(5)},
          .saved = Instant{row.number(6)}};
}

Export export_of(const SqlRow& row) {
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

std::optional<SavedView> view_named(Statements& statements, const SavedView& view, Owner owner) {
  std::optional<SavedView> known;
  statements.run(
      std::string{kViewColumns}.append(
          " WHERE register = $1 AND user_id = $2 AND unit_id = $3 AND name = $4"),
      {static_cast<std::int64_t>(view.of), owner.user, owner.unit, std::string_view{view.name}},
      [&](const SqlRow& row) { known = view_of(row); });
  return known;
}

std::optional<Export> export_with(Statements& statements, ExportId id) {
  std::optional<Export> found;
  statements.run(std::string{kExportColumns}.append(" WHERE export_id = $1"), {number(id)},
                 [&](const SqlRow& row) { found = export_of(row); });
  return found;
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
    if (const std::optional<SavedView> known = view_named(statements, view, owner)) {
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
    statements.run(
        "INSERT INTO register_view (view_id, register, user_id, unit_id, name, query, saved_by,"
        " saved_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {number(view.id), static_cast<std::int64_t>(view.of), owner.user, owner.unit,
         std::string_view{view.name}, std::string_view{view.query}, number(who_.user),
         now_.utc_ms});
  };
  const Result<void> done =
      change(access::audit_entry("save_view", {{"view", number(view.id)}}), now_, "存筛选", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<SavedView>> SqlStore::views(Register of) {
  std::vector<SavedView> views;
  const Result<void> done = look("列筛选", [&](Statements& statements) {
    views.clear();
    statements.run(
        std::string{kViewColumns}.append(
            " WHERE register = $1 AND ((user_id = $2 AND unit_id = 0)"
            " OR (user_id = 0 AND unit_id = $3 AND unit_id <> 0)) ORDER BY name, unit_id"),
        {static_cast<std::int64_t>(of), number(who_.user), number(who_.unit)},
        [&](const SqlRow& row) { views.push_back(view_of(row)); });
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
    statements.run(std::string{kViewColumns}.append(" WHERE view_id = $1"), {number(id)},
                   [&](const SqlRow& row) { view = view_of(row); });
  });
  if (!done) return tl::unexpected(done.error());
  return view;
}

Result<void> SqlStore::delete_view(ViewId id) {
  return change(access::audit_entry("delete_view", {{"view", number(id)}}), now_, "删筛选",
                [&](Statements& statements) {
                  require_view(statements, id);
                  statements.run("DELETE FROM register_view WHERE view_id = $1", {number(id)});
                });
}

Result<Export> SqlStore::begin_export(const NewExport& asked) {
  std::optional<Export> begun;
  const auto work = [&](Statements& statements) {
    begun = export_with(statements, asked.id);
    if (begun || statements.have_failed()) return;
    const std::int64_t given = next_number(statements, asked);
    statements.run(
        "INSERT INTO register_export (export_id, register, unit_id, year, export_no, at_ms,"
        " user_id, why, query, has_names) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {number(asked.id), static_cast<std::int64_t>(asked.of), number(asked.unit),
         std::int64_t{asked.year}, given, now_.utc_ms, number(who_.user),
         std::string_view{asked.why}, std::string_view{asked.query},
         std::int64_t{asked.has_names ? 1 : 0}});
    begun = export_with(statements, asked.id);
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
    exports.clear();
    statements.run(std::string{kExportColumns}.append(words), std::span<const SqlValue>{values},
                   [&](const SqlRow& row) { exports.push_back(export_of(row)); });
  });
  if (!done) return tl::unexpected(done.error());
  return exports;
}

}  // namespace qingxin::store
