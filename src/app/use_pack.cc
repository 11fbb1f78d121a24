// SPDX-License-Identifier: Apache-2.0
#include "app/use_pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "rules/catalogue.h"
#include "verify/county.h"
#include "verify/draw_warnings.h"
#include "verify/summary.h"

namespace qingxin::app {

namespace {

verify::RuleSet rules_without_pack(bool runs_all) {
  verify::RuleSet rules = 0;
  for (const rules::Rule& rule : rules::kCatalogue)
    if (runs_all || rules::is_confirmed(rule)) rules |= verify::bit_of(rule.id);
  return rules;
}

}  // namespace

Result<VerifyOrder> with_pack(VerifyOrder order, const verify::Pack& pack) {
  for (const std::string& id : order.rules) {
    const verify::RuleSet rule = verify::bit_of(id);
    if (rule == 0 || (pack.rules & rule) != 0) continue;  // unknown ones are refused further on
    return fail(
        ErrorCode::usage,
        fmt::format("规则包「{}」不运行 {}；请从 --rules 去掉它，或换一个规则包", pack.name, id));
  }
  const verify::RuleSet all = rules_without_pack(true);
  const verify::RuleSet wanted =
      order.run_all_rules ? all & ~(rules_without_pack(false) & ~pack.rules) : pack.rules;
  if (order.rules.empty() && wanted != rules_without_pack(order.run_all_rules))
    for (const rules::Rule& rule : rules::kCatalogue)
      if ((wanted & verify::bit_of(rule.id)) != 0) order.rules.emplace_back(rule.id);
  return order;
}

void recolour(verify::Report& report, const verify::Pack& pack) {
  if (std::ranges::none_of(pack.colours, [](const auto& colour) { return colour.has_value(); }))
    return;
  std::vector<verify::Finding> all = std::move(report.findings);
  std::ranges::move(report.notes, std::back_inserter(all));
  report.findings.clear();
  report.notes.clear();
  report.totals.violations = 0;
  std::map<std::string_view, std::vector<verify::Finding>> by_project;
  const auto place = [](const verify::Finding& finding) {
    return std::tuple(std::string_view(finding.project_id), std::string_view(finding.worker),
                      finding.month.value_or(Month{-1}), finding.rule->id,
                      std::string_view(finding.employer), std::string_view(finding.subject));
  };
  std::ranges::stable_sort(all, {}, place);
  for (verify::ProjectReport& project : report.projects) by_project[project.project_id];
  for (verify::Finding& finding : all) {
    const bool is_violation = finding.verdict == rules::Verdict::violates;
    const auto rule = static_cast<std::uint8_t>(rules::position_of(finding.rule->id));
    if (is_violation) finding.severity = verify::colour_in(pack, rule, finding.severity);
    by_project.at(finding.project_id).push_back(finding);
    const bool is_note = is_violation && finding.severity == rules::Severity::blue;
    report.totals.violations += is_violation && !is_note ? 1 : 0;
    (is_note ? report.notes : report.findings).push_back(std::move(finding));
  }
  for (verify::ProjectReport& project : report.projects)
    project.grade = verify::grade_of(by_project.at(project.project_id));
}

}  // namespace qingxin::app
