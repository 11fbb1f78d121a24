// SPDX-License-Identifier: Apache-2.0
#include "store/project_places.h"

#include <set>
#include <string>

#include "store/store.h"

namespace qingxin::store {

namespace {

// Of a table of facts, those in force; the last one to come into force is the last.
constexpr std::string_view kInForce =
    " f JOIN batch b ON b.batch_id = f.batch_id JOIN batch_file n ON n.batch_id = f.batch_id"
    " AND n.file_no = f.file_no WHERE f.project_id = $1 AND b.state = $2"
    " AND n.corrected_by_batch_id IS NULL ORDER BY b.used_ms, b.batch_id, f.file_no, f.row_no";

struct Placed {
  std::string name, region_code, industry;
};

void place(Statements& statements, std::int64_t project) {
  constexpr auto kState = static_cast<std::int64_t>(BatchState::in_force);
  std::optional<Placed> placed;
  std::set<std::string> parties, of_project;
  statements.run(
      std::string{"SELECT f.name, f.region_code, f.industry, f.owner_credit_code,"
                  " f.general_contractor_credit_code FROM fact_projects"}
          .append(kInForce),
      {project, kState}, [&](const SqlRow& row) {
        placed = {std::string{row.text(0)}, std::string{row.text(1)}, std::string{row.text(2)}};
        of_project = {std::string{row.text(3)}, std::string{row.text(4)}};
      });
  statements.run(std::string{"SELECT f.credit_code FROM fact_units"}.append(kInForce),
                 {project, kState},
                 [&](const SqlRow& row) { parties.insert(std::string{row.text(0)}); });
  parties.merge(of_project);
  parties.erase("");
  if (placed)
    statements.run(
        "INSERT INTO project_place (project_id, name, region_code, industry)"
        " VALUES ($1, $2, $3, $4) ON CONFLICT (project_id) DO UPDATE SET name = excluded.name,"
        " region_code = excluded.region_code, industry = excluded.industry",
        {project, std::string_view{placed->name}, std::string_view{placed->region_code},
         std::string_view{placed->industry}});
  statements.run("DELETE FROM project_party WHERE project_id = $1", {project});
  for (const std::string& party : parties)
    statements.run("INSERT INTO project_party (project_id, credit_code) VALUES ($1, $2)",
                   {project, std::string_view{party}});
}

}  // namespace

void place_projects(Statements& statements, std::span<const ProjectId> projects) {
  for (const ProjectId project : projects) place(statements, number(project));
}

}  // namespace qingxin::store
