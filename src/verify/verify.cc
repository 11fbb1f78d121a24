// SPDX-License-Identifier: Apache-2.0
#include "verify/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "book/build_book.h"
#include "verify/each_project.h"
#include "verify/judge.h"
#include "verify/summary.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what is judged

namespace {

// What one project comes to.
struct Judged {
  bool is_sound = true;  // false: the book is damaged there
  ProjectReport report;
  std::vector<Finding> findings;
  Arrears arrears;
  int provisional_deadlines = 0;
  std::vector<bool> has_passed;  // by position of the selected month: its pay date has passed
};

auto order_of(const Finding& finding) {
  return std::tuple(std::string_view(finding.project_id), std::string_view(finding.worker),
                    finding.month.value_or(Month{-1}), finding.rule->id,
                    std::string_view(finding.employer), std::string_view(finding.subject));
}

// The months of the deadlines that lean on a year without a notice.
void count_provisional(const ProjectBook& book, Judged& judged) {
  for (const Month month : book.county().selected_months()) {
    const std::optional<law::Deadline>& pay_date = book.at(month).pay_date;
    judged.provisional_deadlines += pay_date && pay_date->certainty == law::Certainty::provisional;
  }
}

Judged judge(const ProjectBook& book) {
  const County& county = book.county();
  Judged judged;
  judged.findings = findings_of(book);

  const TextTable& texts = county.facts().texts;
  judged.arrears = arrears_of(book);
  judged.report.project_id = book.id();
  judged.report.name = texts[book.project().name];
  judged.report.region_code = book.region();
  judged.report.grade = grade_of(judged.findings);
  judged.report.payers = payers_of(book, judged.arrears);
  judged.report.months = chain_of(book);
  for (const ArrearsLine& line : judged.arrears.lines)
    judged.report.arrears += line.net - line.paid;
  count_provisional(book, judged);
  for (const Month month : county.selected_months()) {
    const std::optional<law::Deadline>& pay_date = book.at(month).pay_date;
    judged.has_passed.push_back(pay_date && rules::is_overdue(*pay_date, county.as_of()));
  }
  judged.is_sound = book.is_sound();  // some rows are read only when a rule asks for them
  return judged;
}

std::vector<Judged> judge_all(const County& county, const std::vector<ProjectIndex>& projects,
                              int threads, const JudgeProgress& progress,
                              std::set<const law::ParameterValue*>& used) {
  std::vector<Judged> judged(projects.size());
  used = each_project(county, projects, threads, progress,
                      [&](const ProjectBook& book, std::size_t i) { judged[i] = judge(book); });
  return judged;
}

void add_warnings(const Book& facts, const Settings& settings, std::size_t projects,
                  Report& report) {
  if (projects == 0 && !facts.projects.empty())
    report.warnings.push_back(
        fmt::format("没有项目的行政区划代码以 {} 开头；文件夹里有 {} 个项目，请核对 --region",
                    law::region_prefix(settings.region), facts.projects.size()));
  const auto lost = std::ranges::count_if(facts.rejected, [](const RejectedRow& row) {
    return row.table == Table::projects && !row.is_exact_duplicate;
  });
  if (lost > 0)
    report.warnings.push_back(
        fmt::format("「项目」表有 {} 行被拒收，这些项目没有核查；请先改正这些行", lost));
}

void add_totals(const Book& facts, const std::vector<Judged>& judged, Report& report) {
  Totals& totals = report.totals;
  std::set<WorkerIndex> people;
  std::set<WorkerIndex> hidden;
  std::map<std::string_view, std::set<Month>> unpaid_months;
  Money arrears;
  for (const Judged& project : judged) {
    people.insert(project.arrears.people.begin(), project.arrears.people.end());
    hidden.insert(project.arrears.hidden.begin(), project.arrears.hidden.end());
    for (const ArrearsLine& line : project.arrears.lines)
      unpaid_months[line.worker].insert(line.month);
    arrears += project.report.arrears;
  }
  totals.projects = static_cast<int>(judged.size());
  totals.workers = static_cast<int>(people.size());
  totals.workers_with_unknown_arrears = static_cast<int>(hidden.size());
  if (!facts.present.has(Table::payroll) || !facts.present.has(Table::payments)) return;
  totals.arrears = arrears;
  totals.arrears_workers = static_cast<int>(unpaid_months.size());
  for (const auto& [worker, months] : unpaid_months)
    totals.arrears_workers_of_several_months += months.size() > 1;
}

// Wages that should have stood on the payroll: arrears count what does stand there.
bool is_underassessment(const rules::Rule& rule) {
  return rule.id == "W11" || rule.id == "W12" || rule.id == "W13";
}

void add_findings(std::vector<Judged>& judged, Report& report) {
  for (Judged& project : judged) {
    for (Finding& finding : project.findings) {
      const bool is_violation = finding.verdict == rules::Verdict::violates;
      const bool is_note = is_violation && finding.severity == rules::Severity::blue;
      if (!is_note) ++(is_violation ? report.totals.violations : report.totals.missing);
      if (!is_violation && finding.rule->id == "W01") ++report.totals.projects_with_unknown_arrears;
      if (is_violation && is_underassessment(*finding.rule))
        report.totals.underassessed += finding.amount.value_or(Money{});
      (is_note ? report.notes : report.findings).push_back(std::move(finding));
    }
    std::ranges::move(project.arrears.lines, std::back_inserter(report.arrears));
    std::ranges::move(project.arrears.unknown, std::back_inserter(report.unknown_arrears));
    report.projects.push_back(std::move(project.report));
    report.provisional_deadlines += project.provisional_deadlines;
  }
}

void add_parameters(const std::set<const law::ParameterValue*>& used, Report& report) {
  for (const law::ParameterValue* value : used) {
    report.parameters.push_back(
        {value->name, value->region, value->written, value->source, value->is_local});
    if (value->source.empty())
      report.warnings.push_back(fmt::format("参数 {} = {} 没有写明来源（source）；请补上文号",
                                            value->name, value->written));
  }
  std::ranges::sort(report.parameters, {},
                    [](const ParameterUsed& p) { return std::tuple(p.name, p.region, p.value); });
  std::ranges::sort(report.warnings);
}

}  // namespace

std::vector<Finding> findings_of(const ProjectBook& book) {
  std::vector<Finding> findings;
  FindingSink sink(book, findings);
  judge_all_rules(book, sink, findings);
  sink.finish();
  std::ranges::sort(findings, {}, order_of);
  return findings;
}

Result<Report> verify(const Book& facts, const law::Law& law, const Settings& settings,
                      const JudgeProgress& progress) {
  if (const Result<int> checked = check_rules(settings); !checked)
    return tl::unexpected(checked.error());
  // What came after as_of is taken out first: nothing further on has to think of it.
  if (facts.newest > settings.as_of) {
    Result<Facts> all = unfold(facts);
    if (!all) return tl::unexpected(all.error());
    return verify(build(*std::move(all), settings.as_of, settings.threads), law, settings,
                  progress);
  }
  const County county(facts, law, settings);
  const std::vector<ProjectIndex> projects = selected_projects(facts, settings);
  std::set<const law::ParameterValue*> used;
  std::vector<Judged> judged = judge_all(county, projects, settings.threads, progress, used);
  for (const Judged& project : judged)
    if (!project.is_sound) return damaged(project.report.project_id);

  Report report;
  report.as_of = settings.as_of;
  report.months = county.selected_months();
  for (const Judged& project : judged)
    for (std::size_t i = 0; i < report.months.size(); ++i)
      if (project.has_passed[i])
        report.reporting_month =
            std::max(report.reporting_month.value_or(Month{-1}), report.months[i]);
  report.files = facts.files;
  report.rejected = facts.rejected;
  report.unrecognised_files = facts.unrecognised_files;
  for (const rules::Rule& rule : rules::kCatalogue) {
    if ((county.enabled() & bit_of(rule.id)) != 0) report.rules_run.push_back(rule.id);
    if (!rules::is_confirmed(rule) && (county.enabled() & bit_of(rule.id)) == 0)
      report.rules_off.push_back(rule.id);
  }
  add_warnings(facts, settings, judged.size(), report);
  add_totals(facts, judged, report);
  add_parameters(used, report);
  add_findings(judged, report);
  return report;
}

}  // namespace qingxin::verify
