// SPDX-License-Identifier: Apache-2.0
#include "verify/report.h"

#include <algorithm>

namespace qingxin::verify {

namespace {

// A table that serves one of the seven inspection headings (条例 39). A missing parameter and a
// cell or a row that could not be used always count.
bool is_under_a_heading(const Finding& finding) {
  if (!finding.missing || finding.evidence_rows > 0) return true;
  const std::optional<book::Table> table = book::table_named(finding.missing->table);
  return !table || book::shape_of(*table).heading != book::Heading::none;
}

}  // namespace

int exit_status(const Report& report) {
  if (report.totals.violations > 0) return 1;
  // A project whose own row cannot be used is not judged at all.
  const bool has_lost_project =
      std::ranges::any_of(report.rejected, [](const book::RejectedRow& row) {
        return row.table == book::Table::projects && !row.is_exact_duplicate;
      });
  const bool is_unjudged = std::ranges::any_of(report.findings, is_under_a_heading);
  return is_unjudged || has_lost_project ? 4 : 0;
}

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::red: return "red";
    case Grade::orange: return "orange";
    case Grade::yellow: return "yellow";
    case Grade::blue: return "blue";
    case Grade::green: return "green";
    case Grade::grey: return "grey";
  }
  return "";
}

std::string_view in_chinese(Grade grade) {
  switch (grade) {
    case Grade::red: return "红";
    case Grade::orange: return "橙";
    case Grade::yellow: return "黄";
    case Grade::blue: return "蓝";
    case Grade::green: return "绿";
    case Grade::grey: return "灰";
  }
  return "";
}

std::string_view to_string(rules::Severity severity) {
  return to_string(static_cast<Grade>(severity));
}

std::string_view in_chinese(rules::Severity severity) {
  return in_chinese(static_cast<Grade>(severity));
}

std::string_view to_string(rules::Verdict verdict) {
  switch (verdict) {
    case rules::Verdict::complies: return "complies";
    case rules::Verdict::violates: return "violates";
    case rules::Verdict::not_applicable: return "not_applicable";
    case rules::Verdict::missing_fact: return "missing_fact";
  }
  return "";
}

}  // namespace qingxin::verify
