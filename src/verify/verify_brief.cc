// SPDX-License-Identifier: Apache-2.0
#include "verify/verify_brief.h"

#include <fmt/format.h>

#include "verify/each_project.h"
#include "verify/judge.h"

namespace qingxin::verify {

using namespace book;  // NOLINT: its facts are what is judged

namespace {

constexpr std::size_t kFindingsOfMany = 128;  // most projects have fewer

}  // namespace

Result<std::vector<BriefFinding>> verify_brief(const Book& facts, const law::Law& law,
                                               const Settings& settings) {
  if (const Result<int> checked = check_rules(settings); !checked)
    return tl::unexpected(checked.error());
  if (facts.newest > settings.as_of)
    return fail(
        ErrorCode::invalid_input,
        fmt::format("账册里有 {} 以后的数据；请截至这一天重新建册", to_string(settings.as_of)));
  const County county(facts, law, settings);
  const std::vector<ProjectIndex> projects = selected_projects(facts, settings);
  std::vector<std::vector<BriefFinding>> found(projects.size());
  std::vector<char> is_sound(projects.size(), 1);
  each_project(county, projects, settings.threads, {}, [&](const ProjectBook& book, std::size_t i) {
    is_sound[i] = book.is_sound() ? 1 : 0;
    found[i].reserve(kFindingsOfMany);
    FindingSink sink(book, found[i]);
    std::vector<Finding> in_full;  // stays empty
    judge_all_rules(book, sink, in_full);
    sink.finish();
  });
  std::vector<BriefFinding> findings;
  std::size_t count = 0;
  for (const std::vector<BriefFinding>& some : found) count += some.size();
  findings.reserve(count);
  for (std::size_t i = 0; i < projects.size(); ++i) {
    if (is_sound[i] == 0) return damaged(facts.texts[facts.projects[projects[i]].project_id]);
    findings.insert(findings.end(), found[i].begin(), found[i].end());
  }
  return findings;
}

}  // namespace qingxin::verify
