// SPDX-License-Identifier: Apache-2.0
#include "verify/verify_brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "book/tiles.h"
#include "rules/catalogue.h"
#include "verify/each_project.h"
#include "verify/judge.h"
#include "verify/judge_tiles.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what is judged

namespace {

constexpr std::size_t kFindingsOfMany = 128;  // most projects have fewer

// Of a book whose rows are larger than this not all is kept in memory at once.
constexpr std::size_t kKeptBytes = std::size_t{256} << 20;
constexpr ProjectIndex kForgottenAtOnce = 512;

// The rows of the projects before this one have been judged, or are read anew.
void forget_before(const Book& facts, ProjectIndex project) {
  if (facts.bytes.size() < kKeptBytes || (project + 1) % kForgottenAtOnce != 0) return;
  const std::uint64_t begin = facts.places[project + 1 - kForgottenAtOnce];
  facts.forget(facts.bytes.subspan(begin, facts.places[project] - begin));
}

BriefFinding brief_of(const TileFinding& finding, const Book& facts) {
  return {.project = finding.project,
          .worker = finding.worker,
          .month = finding.month,
          .rule = finding.rule,
          .severity = finding.severity,
          .amount = finding.has_fen ? std::optional{Money{finding.fen}} : std::nullopt,
          .subject = std::string(facts.texts[finding.subject]),
          .missing = {}};
}

// What the tiles of a book say, by project; X04 is left to the rows, which alone know the person.
class FromTiles {
 public:
  FromTiles(const Book& facts, const law::Law& law, const Settings& settings) : facts_(&facts) {
    const std::optional<Tiles> tiles = tiles_of(facts);
    if (!tiles) return;
    const TileJudge judge(facts, *tiles, law, settings);
    verdicts_ = judge.judge_all(screens().front().screen);
    if (facts.bytes.size() >= kKeptBytes) facts.forget(std::as_bytes(tiles->blocks));
    is_judged_.assign(facts.projects.size(), true);
    for (const ProjectIndex project : verdicts_.needs_rows) is_judged_[project] = false;
  }

  // The rules that need not be asked of a project's rows.
  RuleSet judged(ProjectIndex project) const {
    if (is_judged_.empty() || !is_judged_[project]) return 0;
    return kTileRules & ~bit_of(rules::kSuspiciousWages.id);
  }

  // Among the sorted findings of a project's rows, each in its place.
  void add_to(std::vector<BriefFinding>& findings, ProjectIndex project) const {
    const RuleSet rules = judged(project);
    if (rules == 0) return;
    const auto of_rows = static_cast<std::ptrdiff_t>(findings.size());
    for (const TileFinding& finding :
         std::ranges::equal_range(verdicts_.findings, project, {}, &TileFinding::project))
      if ((rules >> finding.rule & 1) != 0) findings.push_back(brief_of(finding, *facts_));
    const auto before = [&](const BriefFinding& a, const BriefFinding& b) {
      return comes_before(*facts_, a, b);
    };
    std::ranges::sort(findings.begin() + of_rows, findings.end(), before);
    std::ranges::inplace_merge(findings, findings.begin() + of_rows, before);
  }

 private:
  const Book* facts_;
  TileVerdicts verdicts_;
  std::vector<bool> is_judged_;  // by project; empty: there are no tiles
};

}  // namespace

Result<std::vector<BriefFinding>> verify_brief(const Book& facts, const law::Law& law,
                                               const Settings& settings) {
  if (const Result<int> checked = check_rules(settings); !checked)
    return tl::unexpected(checked.error());
  if (facts.newest > settings.as_of)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("账册里有 {} 以后的数据；请截至这一天重新建册", to_string(settings.as_of)));
  const County county(facts, law, settings, Look::judged);
  const std::vector<ProjectIndex> projects = selected_projects(facts, settings);
  const FromTiles from_tiles(facts, law, settings);
  std::vector<std::vector<BriefFinding>> found(facts.projects.size());
  std::vector<ProjectIndex> by_rows;
  for (const ProjectIndex project : projects)
    if ((county.enabled() & ~from_tiles.judged(project)) != 0) by_rows.push_back(project);
  std::vector<char> is_sound(facts.projects.size(), 1);
  each_project(county, by_rows, settings.threads, {}, [&](const ProjectBook& book, std::size_t) {
    found[book.index()].reserve(kFindingsOfMany);
    FindingSink sink(book, found[book.index()]);
    sink.limit_to(~from_tiles.judged(book.index()));
    std::vector<Finding> in_full;  // stays empty
    judge_all_rules(book, sink, in_full);
    sink.finish();
    is_sound[book.index()] = book.is_sound() ? 1 : 0;  // of all that was asked for
    forget_before(facts, book.index());
  });
  for (const ProjectIndex project : projects) from_tiles.add_to(found[project], project);
  std::vector<BriefFinding> findings;
  std::size_t count = 0;
  for (const std::vector<BriefFinding>& some : found) count += some.size();
  findings.reserve(count);
  for (const ProjectIndex project : projects) {
    if (is_sound[project] == 0) return damaged(facts.texts[facts.projects[project].project_id]);
    std::ranges::move(found[project], std::back_inserter(findings));
  }
  return findings;
}

}  // namespace qingxin::verify
