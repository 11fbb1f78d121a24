// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <utility>
#include <vector>

#include "store/sql_store.h"
#include "store/statements.h"

// Done once, when data of an earlier version are opened; see seal_clear_values.h.
namespace qingxin::store {

namespace {

// A batch of the first version has no folder: nobody has said yet in which months its files speak.
constexpr std::string_view kHasNoFolder =
    " NOT EXISTS (SELECT 1 FROM batch_folder d WHERE d.batch_id = r.batch_id)";

// As a delivery says it: kind 1 reports of a month, kind 2 pays for it; from that day on.
constexpr std::string_view kMonths[] = {
    "INSERT INTO batch_month (batch_id, file_no, wage_month, kind, first_day)"
    " SELECT r.batch_id, r.file_no, r.wage_month, 1, MIN(CASE WHEN r.prepared_day >"
    " r.wage_month * 100 + 1 THEN r.prepared_day ELSE r.wage_month * 100 + 1 END)"
    " FROM fact_payroll r WHERE",
    "INSERT INTO batch_month (batch_id, file_no, wage_month, kind, first_day)"
    " SELECT r.batch_id, r.file_no, r.attended_month, 1, r.attended_month * 100 + 1"
    " FROM fact_attendance r WHERE",
    "INSERT INTO batch_month (batch_id, file_no, wage_month, kind, first_day)"
    " SELECT r.batch_id, r.file_no, r.wage_month, 2, MIN(r.paid_day)"
    " FROM fact_payments r WHERE",
};
constexpr std::string_view kGroups[] = {" GROUP BY r.batch_id, r.file_no, r.wage_month",
                                        " GROUP BY r.batch_id, r.file_no, r.attended_month",
                                        " GROUP BY r.batch_id, r.file_no, r.wage_month"};

void tell_months(Statements& statements) {
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    statements.run(std::string{kMonths[i]}.append(kHasNoFolder).append(kGroups[i]), {});
  statements.run(std::string{"INSERT INTO batch_folder (batch_id, parameters, unrecognised_files)"
                             " SELECT r.batch_id, '', '' FROM batch r WHERE"}
                     .append(kHasNoFolder),
                 {});
}

}  // namespace

// The numbers of what projects have in common are made with a key since 0004. Of what was corrected
// or withdrawn before, they say nothing any more.
Result<void> SqlStore::tell_deliveries_anew() {
  std::vector<std::pair<ProjectId, std::optional<BatchId>>> told;
  const access::AuditEntry entry = access::audit_entry("tell_deliveries_anew", {});
  const Result<void> begun = transact(entry, now_, "升级批次", [&](Connection& connection) {
    Statements statements(connection);
    tell_months(statements);
    statements.run("DELETE FROM shared_link", {});
    told.clear();
    statements.run(
        "SELECT project_id FROM project_code ORDER BY project_id", {},
        [&](const SqlRow& row) { told.emplace_back(ProjectId{row.number(0)}, std::nullopt); });
    statements.run(
        "SELECT r.project_id, b.batch_id FROM batch b JOIN batch_project r"
        " ON r.batch_id = b.batch_id WHERE b.state = $1 ORDER BY b.batch_id, r.project_id",
        {static_cast<std::int64_t>(BatchState::waiting)}, [&](const SqlRow& row) {
          told.emplace_back(ProjectId{row.number(0)}, BatchId{row.number(1)});
        });
    return statements.outcome();
  });
  if (!begun) return begun;
  for (const auto& [project, preview] : told) {
    const std::span<const ProjectId> one{&project, 1};
    const Result<book::Facts> facts = facts_of(one, preview);
    if (!facts) return tl::unexpected(facts.error());
    if (const Result<void> linked = put_links(*facts, one); !linked) return linked;
  }
  return {};
}

}  // namespace qingxin::store
