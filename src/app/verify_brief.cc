// SPDX-License-Identifier: Apache-2.0
#include "app/verify_brief.h"

#include <algorithm>
#include <map>

#include "app/read_folder.h"
#include "book/build_book.h"
#include "rules/catalogue.h"
#include "verify/each_project.h"
#include "verify/verify_brief.h"

namespace qingxin::app {

namespace {

using rules::Severity;
using rules::Verdict;
using verify::BriefFinding;

bool is_note(const BriefFinding& finding) {
  return finding.verdict == Verdict::violates && finding.severity == Severity::blue;
}

void add(const BriefFinding& finding, RuleTally& tally, std::set<book::WorkerIndex>& people) {
  tally.rule = &rules::kCatalogue[finding.rule];
  if (finding.verdict != Verdict::violates) {
    ++tally.missing;
    return;
  }
  ++tally.violations[static_cast<std::size_t>(finding.severity)];
  tally.amount += finding.amount.value_or(Money{});
  if (finding.worker != 0) people.insert(finding.worker);
}

// A table that serves one of the seven inspection headings (条例 39); a missing parameter, and rows
// that were rejected, always count.
bool is_under_a_heading(const BriefFinding& finding) {
  const std::optional<book::Table> table = book::table_named(finding.missing->table);
  return !table || book::shape_of(*table).heading != book::Heading::none;
}

int exit_status_of(const Tally& tally, Date as_of) {
  if (tally.violations > 0) return 1;
  const auto is_lost = [&](const book::RejectedRow& row) {
    return !row.is_exact_duplicate && !(row.date && *row.date > as_of);
  };
  const bool has_rejected = std::ranges::any_of(tally.facts.rejected, is_lost);
  const bool is_unjudged = std::ranges::any_of(tally.findings, [&](const BriefFinding& finding) {
    return finding.missing && (has_rejected || is_under_a_heading(finding));
  });
  // A project whose own row cannot be used is not judged at all.
  const bool has_lost_project =
      std::ranges::any_of(tally.facts.rejected, [&](const book::RejectedRow& row) {
        return row.table == book::Table::projects && is_lost(row);
      });
  return is_unjudged || has_lost_project ? 4 : 0;
}

void sum_up(Tally& tally, Date as_of) {
  std::map<std::uint8_t, RuleTally> rules;
  std::map<std::uint8_t, std::set<book::WorkerIndex>> people;
  for (const BriefFinding& finding : tally.findings) {
    add(finding, rules[finding.rule], people[finding.rule]);
    tally.violations += finding.verdict == Verdict::violates && !is_note(finding);
    tally.missing += finding.verdict != Verdict::violates;
  }
  for (auto& [position, rule] : rules) {
    rule.people = static_cast<int>(people[position].size());
    tally.rules.push_back(rule);
  }
  tally.exit_status = exit_status_of(tally, as_of);
}

}  // namespace

Result<Tally> verify_in_brief(const VerifyOrder& order, const law::Law& law,
                              const Progress& progress) {
  Result<FolderRead> read = read_facts(order.facts, order.as_of, order.threads, law, progress);
  if (!read) return tl::unexpected(read.error());
  if (read->facts.newest > order.as_of) {
    Result<book::Facts> rows = book::unfold(read->facts);
    if (!rows) return tl::unexpected(rows.error());
    read->facts = book::build(*std::move(rows), order.as_of, order.threads);
  }
  const verify::Settings settings{.as_of = order.as_of,
                                  .first_month = order.first_month,
                                  .last_month = order.last_month,
                                  .region = order.region,
                                  .rules = order.rules,
                                  .run_all_rules = order.run_all_rules,
                                  .threads = order.threads};
  Result<std::vector<BriefFinding>> findings =
      verify::verify_brief(read->facts, read->law, settings);
  if (!findings) return tl::unexpected(findings.error());
  Tally tally{.facts = std::move(read->facts), .findings = *std::move(findings)};
  tally.projects = static_cast<int>(verify::selected_projects(tally.facts, settings).size());
  sum_up(tally, order.as_of);
  return tally;
}

}  // namespace qingxin::app
