// SPDX-License-Identifier: Apache-2.0
#include "app/try_pack.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/permit.h"
#include "app/project_figures.h"
#include "book/build_book.h"
#include "rules/catalogue.h"
#include "verify/county.h"
#include "verify/each_project.h"
#include "verify/verify.h"
#include "verify/verify_brief.h"

namespace qingxin::app {

namespace {

using rules::Severity;
using verify::DrawnWarning;
using verify::Pack;
using verify::PackFinding;

// The violations of one project, whoever told them.
struct ProjectFindings {
  book::ProjectIndex project = 0;
  std::vector<PackFinding> findings;
};

verify::Settings settings_of(const TrialOrder& order, verify::RuleSet rules) {
  verify::Settings settings{.as_of = order.as_of,
                            .first_month = order.first_month,
                            .last_month = order.last_month,
                            .region = order.region,
                            .rules = {},
                            .threads = order.threads};
  for (const rules::Rule& rule : rules::kCatalogue)
    if ((rules & verify::bit_of(rule.id)) != 0) settings.rules.emplace_back(rule.id);
  return settings;
}

// Numbers alone: no pack asks since when.
Result<std::vector<ProjectFindings>> in_brief(const book::Book& facts, const law::Law& law,
                                              const verify::Settings& settings) {
  const Result<std::vector<verify::BriefFinding>> found =
      verify::verify_brief(facts, law, settings);
  if (!found) return tl::unexpected(found.error());
  std::vector<ProjectFindings> projects;
  for (const verify::BriefFinding& finding : *found) {
    if (finding.verdict != rules::Verdict::violates) continue;
    if (projects.empty() || projects.back().project != finding.project)
      projects.push_back({finding.project, {}});
    PackFinding& one = projects.back().findings.emplace_back();
    one.rule = finding.rule;
    one.severity = finding.severity;
    one.worker = finding.worker;
    if (finding.month != Month{-1}) one.month = finding.month;
    one.amount = finding.amount;
  }
  return projects;
}

Result<std::vector<ProjectFindings>> in_full(const book::Book& facts, const law::Law& law,
                                             const verify::Settings& settings,
                                             const Progress& progress) {
  const Result<verify::Report> report =
      verify::verify(facts, law, settings, [&](std::int64_t done, std::int64_t total) {
        if (progress) progress("核查", done, total);
      });
  if (!report) return tl::unexpected(report.error());
  std::map<std::string_view, std::int64_t> workers;
  std::map<std::string_view, std::vector<PackFinding>> by_project;
  for (const std::vector<verify::Finding>* list : {&report->findings, &report->notes})
    for (const verify::Finding& finding : *list) {
      if (finding.verdict != rules::Verdict::violates) continue;
      PackFinding& one = by_project[finding.project_id].emplace_back();
      one.rule = static_cast<std::uint8_t>(rules::position_of(finding.rule->id));
      one.severity = finding.severity;
      if (!finding.worker.empty())
        one.worker = workers.emplace(finding.worker, std::ssize(workers) + 1).first->second;
      one.month = finding.month;
      one.amount = finding.amount;
      one.since = finding.since;
      one.days = finding.days;
    }
  std::vector<ProjectFindings> projects;
  for (std::size_t p = 0; p < facts.projects.size(); ++p) {
    const auto found = by_project.find(facts.texts[facts.projects[p].project_id]);
    if (found != by_project.end())
      projects.push_back({static_cast<book::ProjectIndex>(p), std::move(found->second)});
  }
  return projects;
}

// What of the findings a pack knows.
std::vector<PackFinding> known_to(const Pack& pack, const std::vector<PackFinding>& findings) {
  std::vector<PackFinding> known;
  for (const PackFinding& finding : findings)
    if ((pack.rules >> finding.rule & 1) != 0) known.push_back(finding);
  return known;
}

using LevelOfRule = std::array<std::optional<Severity>, rules::kCatalogue.size()>;

LevelOfRule levels_of(const std::vector<DrawnWarning>& drawn, DrawnCount& count) {
  LevelOfRule levels;
  for (const DrawnWarning& warning : drawn) {
    ++count.warnings;
    ++count.by_level[static_cast<std::size_t>(warning.level)];
    for (const verify::WarningPart& part : warning.parts) levels[part.rule] = warning.level;
  }
  return levels;
}

Trial trial_of(std::optional<Severity> before, std::optional<Severity> after) {
  if (before == after) return Trial::same;
  if (!before) return Trial::fresh;
  if (!after) return Trial::gone;
  return *after < *before ? Trial::graver : Trial::milder;
}

class Trying {
 public:
  Trying(const FolderRead& read, const TrialOrder& order, const Pack& present, const Pack& tried)
      : read_(&read), order_(&order), present_(&present), tried_(&tried) {}

  void take(const ProjectFindings& project) {
    const People people = present_->asks_for_people() || tried_->asks_for_people()
                              ? People::counted
                              : People::not_counted;
    const verify::ProjectFigures figures = figures_of(read_->facts, project.project, people);
    const auto drawn_by = [&](const Pack& pack) {
      return verify::draw_warnings(pack, figures, read_->law.parameters,
                                   {order_->as_of, order_->as_of},
                                   known_to(pack, project.findings));
    };
    const LevelOfRule before = levels_of(drawn_by(*present_), trial_.present);
    const LevelOfRule after = levels_of(drawn_by(*tried_), trial_.tried);
    std::map<std::uint8_t, std::vector<const PackFinding*>> by_rule;
    for (const PackFinding& finding : project.findings) by_rule[finding.rule].push_back(&finding);
    for (const auto& [rule, findings] : by_rule)
      if (before[rule] || after[rule]) add(project, rule, findings, before[rule], after[rule]);
  }

  PackTrial done() && {
    for (auto& [place, total] : totals_) {
      total.total.people = static_cast<int>(total.people.size());
      trial_.totals.push_back(total.total);
    }
    return std::move(trial_);
  }

 private:
  struct Total {
    TriedTotal total;
    std::set<std::int64_t> people;
  };

  void add(const ProjectFindings& project, std::uint8_t rule,
           const std::vector<const PackFinding*>& findings, std::optional<Severity> before,
           std::optional<Severity> after) {
    const book::Project& row = read_->facts.projects[project.project];
    TriedRule tried{.project_id = std::string(read_->facts.texts[row.project_id]),
                    .project_name = std::string(read_->facts.texts[row.name]),
                    .rule = rule,
                    .trial = trial_of(before, after),
                    .before = before,
                    .after = after,
                    .findings = static_cast<int>(findings.size()),
                    .amount = {}};
    std::set<std::int64_t> people;
    for (const PackFinding* finding : findings) {
      if (finding->worker != 0) people.insert(finding->worker);
      if (finding->amount) tried.amount = tried.amount.value_or(Money{}) + *finding->amount;
    }
    tried.people = static_cast<int>(people.size());
    Total& total = totals_[{rule, place_of(before), place_of(after)}];
    total.total.rule = rule;
    total.total.trial = tried.trial;
    total.total.before = before;
    total.total.after = after;
    ++total.total.projects;
    total.total.findings += tried.findings;
    if (tried.amount) total.total.amount = total.total.amount.value_or(Money{}) + *tried.amount;
    total.people.insert(people.begin(), people.end());
    if (tried.trial != Trial::same) trial_.rules.push_back(std::move(tried));
  }

  static int place_of(std::optional<Severity> level) {
    return level ? static_cast<int>(*level) : verify::kLevels;
  }

  const FolderRead* read_;
  const TrialOrder* order_;
  const Pack *present_, *tried_;
  PackTrial trial_;
  std::map<std::tuple<std::uint8_t, int, int>, Total> totals_;
};

struct TrialName {
  Trial trial;
  std::string_view name, chinese;
};
constexpr std::array kTrials = std::to_array<TrialName>({
    {Trial::same, "same", "不变"},
    {Trial::fresh, "new", "新增"},
    {Trial::gone, "gone", "不再"},
    {Trial::graver, "graver", "加重"},
    {Trial::milder, "milder", "减轻"},
});

}  // namespace

std::string_view name_of(Trial trial) {
  return kTrials[static_cast<std::size_t>(trial)].name;
}

std::string_view in_chinese(Trial trial) {
  return kTrials[static_cast<std::size_t>(trial)].chinese;
}

Result<PackTrial> try_pack(FolderRead read, const TrialOrder& order, const Pack& present,
                           const Pack& tried, const Progress& progress) {
  if (read.facts.newest > order.as_of) {
    Result<book::Facts> rows = book::unfold(read.facts);
    if (!rows) return tl::unexpected(rows.error());
    read.facts = book::build(*std::move(rows), order.as_of, order.threads);
  }
  const verify::Settings settings = settings_of(order, present.rules | tried.rules);
  const bool is_brief = !present.asks_for_days() && !tried.asks_for_days();
  const Result<std::vector<ProjectFindings>> found =
      is_brief ? in_brief(read.facts, read.law, settings)
               : in_full(read.facts, read.law, settings, progress);
  if (!found) return tl::unexpected(found.error());
  Trying trying(read, order, present, tried);
  for (const ProjectFindings& project : *found) trying.take(project);
  PackTrial trial = std::move(trying).done();
  if (order.first_month && order.last_month)
    for (Month month = *order.first_month; month <= *order.last_month; month = month + 1)
      if (!std::ranges::binary_search(read.facts.months, month))
        trial.empty_months.push_back(month);
  trial.projects = static_cast<int>(verify::selected_projects(read.facts, settings).size());
  return trial;
}

Result<PackTrial> try_pack_on(const FactsPlace& place, const TrialOrder& order, const law::Law& law,
                              const verify::Pack& present, const verify::Pack& tried,
                              const Progress& progress) {
  if (place.stored)
    if (const Result<void> may = permit(place.who, access::Action::try_pack); !may)
      return tl::unexpected(may.error());
  Result<FolderRead> read = read_facts(place, order.as_of, order.threads, law, progress);
  if (!read) return tl::unexpected(read.error());
  return try_pack(*std::move(read), order, present, tried, progress);
}

}  // namespace qingxin::app
