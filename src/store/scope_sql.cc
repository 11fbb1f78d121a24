// SPDX-License-Identifier: Apache-2.0
#include "store/scope_sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "access/scope.h"

namespace qingxin::store {

bool reaches_everything(const access::Scope& scope) {
  return scope.has_any_industry && scope.has_any_unit &&
         std::ranges::find(scope.districts, std::string{}) != scope.districts.end();
}

std::string in_places(const access::Scope& scope, std::span<const std::string_view> region_columns,
                      std::string_view industry_column,
                      const std::function<std::string(std::string)>& place) {
  std::string districts;
  for (const std::string& district : scope.districts) {
    if (district.empty()) {
      districts += districts.empty() ? "1 = 1" : " OR 1 = 1";
      continue;
    }
    const std::string begin = place(district);
    const std::string end = place(access::end_of_prefix(district));
    for (const std::string_view column : region_columns)
      districts += fmt::format("{}({} >= {} AND {} < {})", districts.empty() ? "" : " OR ", column,
                               begin, column, end);
  }
  std::string words = districts.empty() ? "1 = 0" : "(" + districts + ")";
  if (scope.has_any_industry) return words;
  std::string industries;
  for (const std::string& industry : scope.industries)
    industries += (industries.empty() ? "" : ", ") + place(industry);
  if (industries.empty()) return words + " AND 1 = 0";
  return words + fmt::format(" AND {} IN ({})", industry_column, industries);
}

std::string ScopeSql::place(SqlValue value) {
  values_.push_back(value);
  return fmt::format("${}", before_ + values_.size());
}

std::string ScopeSql::text(std::string text) {
  texts_.push_back(std::move(text));
  return place(std::string_view{texts_.back()});
}

ScopeSql::ScopeSql(const access::Scope& scope, std::string_view project, std::size_t values_before)
    : before_(values_before) {
  if (reaches_everything(scope)) {
    condition_ = "1 = 1";
    return;
  }
  std::string districts, industries, units;
  for (const std::string& district : scope.districts) {
    districts += districts.empty() ? "" : " OR ";
    if (district.empty()) {
      districts += "1 = 1";
    } else {
      const std::string begin = text(district);
      districts += fmt::format("(s.region_code >= {} AND s.region_code < {})", begin,
                               text(access::end_of_prefix(district)));
    }
  }
  // A value that no condition names is one too many.
  const std::span<const std::string> named_industries =
      scope.has_any_industry ? std::span<const std::string>{} : scope.industries;
  const std::span<const UnitId> named_units =
      scope.has_any_unit ? std::span<const UnitId>{} : scope.units;
  for (const std::string& industry : named_industries)
    industries += (industries.empty() ? "" : ", ") + text(industry);
  for (const UnitId unit : named_units)
    units += (units.empty() ? "" : ", ") + place(access::number(unit));
  condition_ = fmt::format("EXISTS (SELECT 1 FROM project_place s WHERE s.project_id = {} AND ({})",
                           project, districts.empty() ? "1 = 0" : districts);
  if (!scope.has_any_industry)
    condition_ += industries.empty() ? " AND 1 = 0" : " AND s.industry IN (" + industries + ")";
  if (!scope.has_any_unit)
    condition_ += units.empty() ? " AND 1 = 0"
                                : " AND EXISTS (SELECT 1 FROM project_party y JOIN unit u"
                                  " ON u.credit_code = y.credit_code WHERE y.project_id ="
                                  " s.project_id AND u.unit_id IN (" +
                                      units + "))";
  condition_ += ")";
}

SeenBatches::SeenBatches(const access::Principal& who, std::size_t values_before)
    : scope_(who.scope, "p.project_id", values_before), condition_("1 = 1") {
  if (reaches_everything(who.scope)) return;
  // An enterprise sees what its own units delivered, not what others say of its projects.
  std::vector<UnitId> own = who.scope.units;
  if (who.unit != UnitId{}) own.push_back(who.unit);
  condition_ = "(1 = 0";
  if (who.scope.has_any_unit) {
    values_ = scope_.values();
    condition_ += " OR EXISTS (SELECT 1 FROM batch_project p WHERE p.batch_id = b.batch_id AND " +
                  scope_.condition() + ")";
  }
  for (const UnitId unit : own) {
    values_.emplace_back(access::number(unit));
    condition_ += fmt::format(" OR b.unit_id = ${}", values_before + values_.size());
  }
  condition_ += ")";
}

}  // namespace qingxin::store
