// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "access/scope.h"
#include "store/scope_sql.h"
#include "store/sql_store.h"
#include "store/statements.h"

// Projects with whom builds them.
namespace qingxin::store {

Result<std::vector<ProjectFirm>> SqlStore::project_firms(std::string_view region) {
  std::vector<SqlValue> values{static_cast<std::int64_t>(BatchState::in_force)};
  const ScopeSql scope(who_.scope, "f.project_id", values.size());
  scope.append_to(values);
  const std::string region_end = access::end_of_prefix(region);
  std::string narrowed;
  if (!region.empty()) {
    values.emplace_back(region);
    narrowed += " AND s.region_code >= $" + std::to_string(values.size());
    values.emplace_back(std::string_view{region_end});
    narrowed += " AND s.region_code < $" + std::to_string(values.size());
  }
  std::vector<ProjectFirm> firms;
  const Result<void> done = look("查项目的总包单位", [&](Statements& statements) {
    firms.clear();
    statements.run(
        "SELECT f.project_id, p.code, f.name, s.region_code, s.industry, f.general_contractor,"
        " f.general_contractor_credit_code FROM fact_projects f"
        " JOIN batch b ON b.batch_id = f.batch_id"
        " JOIN batch_file n ON n.batch_id = f.batch_id AND n.file_no = f.file_no"
        " JOIN project_code p ON p.project_id = f.project_id"
        " JOIN project_place s ON s.project_id = f.project_id"
        " WHERE b.state = $1 AND n.corrected_by_batch_id IS NULL AND " +
            scope.condition() + narrowed +
            " ORDER BY f.project_id, b.used_ms, b.batch_id, f.file_no, f.row_no",
        values, [&](const SqlRow& row) {
          const ProjectId project{row.number(0)};
          if (firms.empty() || firms.back().project != project) firms.emplace_back();
          firms.back() = {.project = project,
                          .code = std::string{row.text(1)},
                          .name = std::string{row.text(2)},
                          .region_code = std::string{row.text(3)},
                          .industry = std::string{row.text(4)},
                          .firm = std::string{row.text(5)},
                          .firm_code = std::string{row.text(6)}};
        });
  });
  if (!done) return tl::unexpected(done.error());
  return firms;
}

}  // namespace qingxin::store
