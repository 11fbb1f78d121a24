// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "access/scope.h"
#include "store/records.h"
#include "store/scope_sql.h"
#include "store/sql_store.h"

namespace qingxin::store {

namespace {

using oversight::Figure;

constexpr std::int64_t kNoMonth = 0;

std::int64_t month_of(const Figure& figure) {
  return figure.month ? month_digits(*figure.month) : kNoMonth;
}

auto place_of(const Figure& figure) {
  return std::tuple{figure.indicator, month_of(figure)};
}

// From the column `indicator` on.
Figure figure_in(const SqlRow& row, int first) {
  Figure figure{.indicator = static_cast<oversight::IndicatorId>(row.number(first)),
                .month = {},
                .part = row.number(first + 2),
                .whole = row.number(first + 3),
                .unknown = row.number(first + 4)};
  if (const std::int64_t month = row.number(first + 1); month != kNoMonth)
    figure.month = month_of_digits(month);
  return figure;
}

// What was recorded last of a project as of that day; nothing: it never was.
std::optional<ProjectFigures> last_reading(Statements& statements, ProjectId project, Date as_of) {
  std::optional<ProjectFigures> last;
  statements.run(
      "SELECT recorded_ms, region_code, industry FROM figure_reading"
      " WHERE project_id = $1 AND as_of_day = $2 ORDER BY recorded_ms DESC LIMIT 1",
      {number(project), day_digits(as_of)}, [&](const SqlRow& row) {
        last = ProjectFigures{.project = project,
                              .region_code = std::string{row.text(1)},
                              .industry = std::string{row.text(2)},
                              .as_of = as_of,
                              .recorded = Instant{row.number(0)},
                              .figures = {}};
      });
  if (last)
    statements.run(
        "SELECT indicator, month, part, whole, unknown FROM figure WHERE project_id = $1"
        " AND as_of_day = $2 AND recorded_ms = $3 ORDER BY indicator, month",
        {number(project), day_digits(as_of), last->recorded.utc_ms},
        [&](const SqlRow& row) { last->figures.push_back(figure_in(row, 0)); });
  return last;
}

void put_reading(Statements& statements, const ProjectFigures& reading) {
  const std::int64_t project = number(reading.project), day = day_digits(reading.as_of);
  statements.run(
      "INSERT INTO figure_reading (project_id, as_of_day, recorded_ms, region_code, industry)"
      " VALUES ($1, $2, $3, $4, $5)",
      {project, day, reading.recorded.utc_ms, std::string_view{reading.region_code},
       std::string_view{reading.industry}});
  constexpr std::array<std::string_view, 8> kColumns{
      "project_id", "as_of_day", "recorded_ms", "indicator", "month", "part", "whole", "unknown"};
  auto figure = reading.figures.begin();
  statements.insert({"figure", kColumns, [&](std::span<SqlValue> row) {
                       if (figure == reading.figures.end()) return More::end;
                       row[0] = project;
                       row[1] = day;
                       row[2] = reading.recorded.utc_ms;
                       row[3] = static_cast<std::int64_t>(figure->indicator);
                       row[4] = month_of(*figure);
                       row[5] = figure->part;
                       row[6] = figure->whole;
                       row[7] = figure->unknown;
                       ++figure;
                       return More::row;
                     }});
}

// The question of figures_after(), with its values.
class FiguresQuery {
 public:
  FiguresQuery(const access::Principal& who, Date as_of, std::optional<Instant> recorded_before,
               std::span<const Month> months, std::string_view region, ProjectId after, int limit)
      : region_(region), end_(region.empty() ? "" : access::end_of_prefix(region)) {
    std::string earlier = "d.as_of_day <= " + place(day_digits(as_of));
    if (recorded_before) earlier += " AND d.recorded_ms < " + place(recorded_before->utc_ms);
    std::string lies = "1 = 1";
    if (!region_.empty())
      lies = fmt::format("r.region_code >= {} AND r.region_code < {}",
                         place(std::string_view{region_}), place(std::string_view{end_}));
    std::string months_asked = std::to_string(kNoMonth);
    for (const Month month : months) months_asked += ", " + place(month_digits(month));
    const std::string from = place(number(after)), at_most = place(std::int64_t{limit});
    scope_.emplace(who.scope, "c.project_id", values_.size());
    scope_->append_to(values_);
    const auto last = [&](std::string_view column) {
      return fmt::format(
          "(SELECT d.{0} FROM figure_reading d WHERE d.project_id = c.project_id AND {1}"
          " ORDER BY d.as_of_day DESC, d.recorded_ms DESC LIMIT 1) AS {0}",
          column, earlier);
    };
    // From project to project: of each one the index leads to its last reading. (CROSS JOIN keeps
    // SQLite to that order.)
    words_ = fmt::format(
        "SELECT g.project_id, g.as_of_day, g.recorded_ms, g.region_code, g.industry, f.indicator,"
        " f.month, f.part, f.whole, f.unknown FROM"
        " (SELECT r.project_id, r.as_of_day, r.recorded_ms, r.region_code, r.industry FROM"
        " (SELECT c.project_id AS project_id, {0}, {1} FROM project_code c"
        " WHERE c.project_id > {2} AND {3}) l CROSS JOIN figure_reading r"
        " WHERE r.project_id = l.project_id AND r.as_of_day = l.as_of_day"
        " AND r.recorded_ms = l.recorded_ms AND {4} ORDER BY l.project_id LIMIT {5}) g"
        " LEFT JOIN figure f ON f.project_id = g.project_id AND f.as_of_day = g.as_of_day"
        " AND f.recorded_ms = g.recorded_ms AND f.month IN ({6})"
        " ORDER BY g.project_id, f.indicator, f.month",
        last("as_of_day"), last("recorded_ms"), from, scope_->condition(), lies, at_most,
        months_asked);
  }
  FiguresQuery(const FiguresQuery&) = delete;
  FiguresQuery& operator=(const FiguresQuery&) = delete;

  const std::string& words() const { return words_; }
  std::span<const SqlValue> values() const { return values_; }

 private:
  std::string place(SqlValue value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }

  std::string region_, end_, words_;
  std::optional<ScopeSql> scope_;
  std::vector<SqlValue> values_;
};

void take_row(const SqlRow& row, std::vector<ProjectFigures>& found) {
  const ProjectId project{row.number(0)};
  if (found.empty() || found.back().project != project)
    found.push_back({.project = project,
                     .region_code = std::string{row.text(3)},
                     .industry = std::string{row.text(4)},
                     .as_of = day_of_digits(row.number(1)),
                     .recorded = Instant{row.number(2)},
                     .figures = {}});
  if (!row.is_null(5)) found.back().figures.push_back(figure_in(row, 5));
}

}  // namespace

Result<Kept> SqlStore::record_figures(const ProjectFigures& figures) {
  ProjectFigures reading = figures;
  std::ranges::sort(reading.figures, {}, place_of);
  const auto twice = std::ranges::adjacent_find(reading.figures, {}, place_of);
  if (twice != reading.figures.end())
    return fail(ErrorCode::invalid_input,
                fmt::format("项目 {} 的指标 {} 同一个月有两个数；请核对", number(figures.project),
                            static_cast<int>(twice->indicator)));
  Kept kept = Kept::now;
  const auto work = [&](Statements& statements) {
    kept = Kept::now;
    require_covered(statements, reading.project);
    if (statements.have_failed()) return;
    const std::optional<ProjectFigures> last =
        last_reading(statements, reading.project, reading.as_of);
    reading.recorded = figures.recorded;
    if (last) {
      if (last->figures == reading.figures && last->region_code == reading.region_code &&
          last->industry == reading.industry) {
        kept = Kept::already;
        return;
      }
      // What is recorded later is later, whatever the clock says.
      reading.recorded = std::max(reading.recorded, Instant{last->recorded.utc_ms + 1});
    }
    put_reading(statements, reading);
  };
  const access::AuditEntry entry =
      access::audit_entry("record_figures", {{"project", number(figures.project)}});
  const Result<void> done = change(entry, now_, "记项目的数", work);
  if (!done) return tl::unexpected(done.error());
  return kept;
}

Result<std::vector<ProjectFigures>> SqlStore::figures_after(Date as_of,
                                                            std::optional<Instant> recorded_before,
                                                            std::span<const Month> months,
                                                            std::string_view region,
                                                            ProjectId after, int limit) {
  const FiguresQuery query(who_, as_of, recorded_before, months, region, after, limit);
  std::vector<ProjectFigures> found;
  const Result<void> done = look("读项目的数", [&](Statements& statements) {
    found.clear();
    statements.run(query.words(), query.values(), [&](const SqlRow& row) { take_row(row, found); });
  });
  if (!done) return tl::unexpected(done.error());
  return found;
}

}  // namespace qingxin::store
