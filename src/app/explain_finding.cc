// SPDX-License-Identifier: Apache-2.0
#include "app/explain_finding.h"

#include <fmt/format.h>

#include <climits>

#include "documents/explanation_page.h"
#include "feeds/folder.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

constexpr std::size_t kShortestId = 6;

using verify::Finding;

// The findings and notes whose id begins so.
std::vector<const Finding*> found(const verify::Report& report, std::string_view id) {
  std::vector<const Finding*> found;
  for (const std::vector<Finding>* list : {&report.findings, &report.notes})
    for (const Finding& finding : *list)
      if (finding.id.starts_with(id)) found.push_back(&finding);
  return found;
}

Result<const Finding*> the_one(const verify::Report& report, std::string_view id) {
  const std::vector<const Finding*> all = found(report, id);
  if (all.size() == 1) return all.front();
  if (all.empty())
    return fail(ErrorCode::usage,
                fmt::format("截至 {} 没有编号以「{}」开头的疑点：可能已经消除，或者当时的截至日、"
                            "--all-rules 不同。编号见 --json 的 id 或工作簿「疑点清单」",
                            to_string(report.as_of), id));
  return fail(ErrorCode::usage,
              fmt::format("编号以「{}」开头的疑点有 {} 条，请写全", id, all.size()));
}

const book::Project* project_of(const book::Facts& facts, std::string_view project_id) {
  for (const book::Project& project : facts.projects)
    if (facts.texts[project.project_id] == project_id) return &project;
  return nullptr;
}

// What the project has agreed itself goes before the place's parameter.
void put_agreed(const book::Project& project, verify::ParameterInForce& parameter) {
  constexpr std::string_view kPayDay = "pay.day";
  constexpr std::string_view kOffset = "pay.month_offset";
  const std::optional<int> agreed = parameter.name == kPayDay   ? project.pay_day
                                    : parameter.name == kOffset ? project.pay_month_offset
                                                                : std::nullopt;
  if (!agreed) return;
  parameter.value = std::to_string(*agreed);
  parameter.source = parameter.name == kPayDay ? "项目表「工资支付日」" : "项目表「支付月偏移」";
}

// Parameters are asked for on the last day of the finding's month, else on the day of the run.
std::vector<verify::ParameterInForce> parameters_in_force(const book::Facts& facts,
                                                          const Finding& finding,
                                                          const law::Law& law, Date as_of) {
  const book::Project* project = project_of(facts, finding.project_id);
  if (project == nullptr) return {};
  const Date day = finding.month ? last_day(*finding.month) : as_of;
  std::vector<verify::ParameterInForce> parameters;
  for (const RuleParameter& known :
       parameters_of(*finding.rule, law, facts.texts[project->region_code], day)) {
    const bool is_set = known.value != nullptr;
    parameters.push_back({known.name, known.meaning, is_set ? known.value->written : "",
                          is_set ? known.value->source : ""});
    put_agreed(*project, parameters.back());
  }
  return parameters;
}

}  // namespace

Result<verify::Explanation> explain_finding(const ExplainOrder& order, const law::Law& law,
                                            const Progress& progress) {
  if (order.id.size() < kShortestId)
    return fail(ErrorCode::usage,
                fmt::format("编号「{}」太短，至少写前 {} 位", order.id, kShortestId));
  const Result<law::Law> local_law = law_of_folder(law, order.folder);
  if (!local_law) return tl::unexpected(local_law.error());
  const Result<book::Facts> facts =
      feeds::read_folder(order.folder, order.threads,
                         [&](std::string_view file, std::int64_t done, std::int64_t total) {
                           if (progress) progress(file, done, total);
                         });
  if (!facts) return tl::unexpected(facts.error());
  verify::Settings settings{.as_of = order.as_of,
                            .first_month = {},
                            .last_month = {},
                            .region = "",
                            .rules = {},
                            .run_all_rules = order.run_all_rules,
                            .project = "",
                            .threads = order.threads};
  const Result<verify::Report> all = verify::verify(*facts, *local_law, settings, {});
  if (!all) return tl::unexpected(all.error());
  const Result<const Finding*> one = the_one(*all, order.id);
  if (!one) return tl::unexpected(one.error());

  // Once more on its project alone, with every row.
  settings.project = (*one)->project_id;
  settings.evidence_shown = INT_MAX;
  const Result<verify::Report> whole = verify::verify(*facts, *local_law, settings, {});
  if (!whole) return tl::unexpected(whole.error());
  const Result<const Finding*> finding = the_one(*whole, (*one)->id);
  if (!finding) return tl::unexpected(finding.error());
  std::optional<law::Counting> counting;
  if ((*finding)->due) counting = law::counting_of(*(*finding)->due, local_law->calendar);
  return verify::Explanation{
      .finding = **finding,
      .law = *local_law,
      .as_of = order.as_of,
      .counting = std::move(counting),
      .parameters = parameters_in_force(*facts, **finding, *local_law, order.as_of),
      .files = facts->files};
}

std::string explanation_page(const verify::Explanation& explanation, bool is_revealed,
                             bool is_for_unit) {
  return documents::explanation_page(explanation, is_revealed, is_for_unit);
}

}  // namespace qingxin::app
