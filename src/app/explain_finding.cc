// SPDX-License-Identifier: Apache-2.0
#include "app/explain_finding.h"

#include <fmt/format.h>

#include <climits>

#include "app/permit.h"
#include "app/read_folder.h"
#include "app/read_stored.h"
#include "documents/explanation_page.h"
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

const book::Project* project_of(const book::Book& facts, std::string_view project_id) {
  for (const book::Project& project : facts.projects)
    if (facts.texts[project.project_id] == project_id) return &project;
  return nullptr;
}

// What the project has agreed itself goes before the place's parameter.
std::optional<verify::ParameterInForce> agreed(const book::Project& project,
                                               const RuleParameter& parameter) {
  const bool is_pay_day = parameter.name == "pay.day";
  if (!is_pay_day && parameter.name != "pay.month_offset") return std::nullopt;
  const std::optional<int> cell = is_pay_day ? project.pay_day : project.pay_month_offset;
  if (!cell) return std::nullopt;
  return verify::ParameterInForce{parameter.name, parameter.meaning, std::to_string(*cell),
                                  is_pay_day ? "项目表「工资支付日」" : "项目表「支付月偏移」"};
}

// The values that the run used on the finding's project, not those of some day: a parameter that
// changed between two months is told with both.
std::vector<verify::ParameterInForce> parameters_in_force(const book::Book& facts,
                                                          const verify::Report& report,
                                                          const Finding& finding) {
  const book::Project* project = project_of(facts, finding.project_id);
  std::vector<verify::ParameterInForce> parameters;
  for (const RuleParameter& known : parameters_of(*finding.rule, {}, "", report.as_of)) {
    if (const auto own = project == nullptr ? std::nullopt : agreed(*project, known)) {
      parameters.push_back(*own);
      continue;
    }
    const std::size_t before = parameters.size();
    for (const verify::ParameterUsed& used : report.parameters)
      if (used.name == known.name)
        parameters.push_back({known.name, known.meaning, used.value, used.source});
    if (parameters.size() == before) parameters.push_back({known.name, known.meaning, "", ""});
  }
  return parameters;
}

// One project, with those around it.
Result<FolderRead> read_around(const ExplainOrder& order, const law::Law& law) {
  if (const Result<void> may = permit(order.facts.who, access::Action::see_findings); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> seen = seen_by(order.facts.who, *order.facts.stored);
  // Whether it is his.
  if (const Result<std::string> code = seen->store->code_of(*order.project); !code)
    return tl::unexpected(code.error());
  Result<std::vector<store::ProjectId>> around =
      seen->store->neighbours_of(std::span{&*order.project, 1});
  if (!around) return tl::unexpected(around.error());
  return read_stored(*seen, {.projects = *std::move(around)}, order.as_of, order.threads, law);
}

}  // namespace

Result<verify::Explanation> explain_finding(const ExplainOrder& order, const law::Law& law,
                                            const Progress& progress) {
  if (order.id.size() < kShortestId)
    return fail(ErrorCode::usage,
                fmt::format("编号「{}」太短，至少写前 {} 位", order.id, kShortestId));
  const Result<FolderRead> read =
      order.facts.stored && order.project
          ? read_around(order, law)
          : read_facts(order.facts, order.as_of, order.threads, law, progress);
  if (!read) return tl::unexpected(read.error());
  verify::Settings settings{.as_of = order.as_of,
                            .first_month = {},
                            .last_month = {},
                            .region = "",
                            .rules = {},
                            .run_all_rules = order.run_all_rules,
                            .project = "",
                            .threads = order.threads,
                            .finding_key = read->finding_key};
  const Result<verify::Report> all = verify::verify(read->facts, read->law, settings, {});
  if (!all) return tl::unexpected(all.error());
  const Result<const Finding*> one = the_one(*all, order.id);
  if (!one && order.project) return fail(ErrorCode::not_found, one.error().message);
  if (!one) return tl::unexpected(one.error());

  // Once more on its project alone, with every row.
  settings.project = (*one)->project_id;
  settings.evidence_shown = INT_MAX;
  const Result<verify::Report> whole = verify::verify(read->facts, read->law, settings, {});
  if (!whole) return tl::unexpected(whole.error());
  const Result<const Finding*> finding = the_one(*whole, (*one)->id);
  if (!finding) return tl::unexpected(finding.error());
  std::optional<law::Counting> counting;
  if ((*finding)->due) counting = law::counting_of(*(*finding)->due, read->law.calendar);
  return verify::Explanation{.finding = **finding,
                             .law = read->law,
                             .as_of = order.as_of,
                             .counting = std::move(counting),
                             .parameters = parameters_in_force(read->facts, *whole, **finding),
                             .files = read->facts.files};
}

std::string explanation_page(const verify::Explanation& explanation, bool is_revealed,
                             bool is_for_unit) {
  return documents::explanation_page(explanation, is_revealed, is_for_unit);
}

}  // namespace qingxin::app
