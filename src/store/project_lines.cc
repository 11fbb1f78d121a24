// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "access/scope.h"
#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

// Projects as lists tell them.
namespace qingxin::store {

namespace {

// A pattern of LIKE for what contains these words, with '!' before what would be a sign.
// What was asked for, as conditions with their values.
class AskedProjects {
 public:
  AskedProjects(const ProjectFilter& filter, const access::Scope& scope,
                std::vector<SqlValue> values)
      : values_(std::move(values)),
        scope_(scope, "p.project_id", values_.size()),
        region_end_(access::end_of_prefix(filter.region)),
        pattern_(containing(filter.words)),
        text_(scope_.condition()) {
    scope_.append_to(values_);
    if (filter.project) text_ += " AND p.project_id = " + place(number(*filter.project));
    if (!filter.region.empty())
      text_ += " AND s.region_code >= " + place(std::string_view{filter.region}) +
               " AND s.region_code < " + place(std::string_view{region_end_});
    if (!filter.words.empty()) {
      const std::string pattern = place(std::string_view{pattern_});
      text_ += " AND (LOWER(p.code) LIKE LOWER(" + pattern + ") ESCAPE '!' OR LOWER(s.name) LIKE" +
               " LOWER(" + pattern + ") ESCAPE '!')";
    }
  }

  const std::string& text() const { return text_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  std::string place(SqlValue value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }

  std::vector<SqlValue> values_;
  ScopeSql scope_;
  std::string region_end_, pattern_;
  std::string text_;
};

ProjectLine line_in(const SqlRow& row) {
  ProjectLine line{.id = ProjectId{row.number(0)},
                   .code = std::string{row.text(1)},
                   .name = {},
                   .region_code = {},
                   .industry = {},
                   .as_of = {},
                   .open = {}};
  if (!row.is_null(2)) {
    line.name = row.text(2);
    line.region_code = row.text(3);
    line.industry = row.text(4);
  }
  if (const auto day = row.number_or_none(5)) line.as_of = day_of_digits(*day);
  return line;
}

}  // namespace

Result<std::vector<ProjectLine>> SqlStore::project_lines_after(const ProjectFilter& filter,
                                                               ProjectId project, int limit) {
  const AskedProjects asked(
      filter, who_.scope,
      {number(project), std::int64_t{limit}, static_cast<std::int64_t>(BatchState::in_force)});
  std::vector<ProjectLine> lines;
  const Result<void> done = look("列项目", [&](Statements& statements) {
    lines.clear();
    statements.run(
        "SELECT p.project_id, p.code, s.name, s.region_code, s.industry, k.as_of_day"
        " FROM project_code p LEFT JOIN project_place s ON s.project_id = p.project_id"
        " LEFT JOIN project_check k ON k.project_id = p.project_id"
        " WHERE p.project_id > $1 AND EXISTS (SELECT 1 FROM batch_project r"
        " JOIN batch b ON b.batch_id = r.batch_id WHERE r.project_id = p.project_id"
        " AND b.state = $3) AND " +
            asked.text() + " ORDER BY p.project_id LIMIT $2",
        asked.values(), [&](const SqlRow& row) { lines.push_back(line_in(row)); });
    for (ProjectLine& line : lines)
      statements.run(
          "SELECT f.verdict, f.severity, COUNT(*) FROM finding f WHERE f.project_id = $1"
          " AND f.is_open = 1 GROUP BY f.verdict, f.severity ORDER BY f.verdict, f.severity",
          {number(line.id)}, [&](const SqlRow& row) {
            line.open.push_back({static_cast<int>(row.number(0)), static_cast<int>(row.number(1)),
                                 static_cast<int>(row.number(2))});
          });
  });
  if (!done) return tl::unexpected(done.error());
  return lines;
}

}  // namespace qingxin::store
