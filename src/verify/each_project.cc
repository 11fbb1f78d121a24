// SPDX-License-Identifier: Apache-2.0
#include "verify/each_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace qingxin::verify {

using namespace book;  // NOLINT: its projects are what is gone through

Result<int> check_rules(const Settings& settings) {
  std::string known;
  for (const rules::Rule& rule : rules::kCatalogue)
    known += (known.empty() ? "" : " ") + std::string(rule.id);
  for (const std::string& id : settings.rules) {
    if (rules::find_rule(id) != nullptr) continue;
    const auto elsewhere = std::ranges::find(rules::kNotOnAFolder, id, &rules::RuleElsewhere::id);
    if (elsewhere != rules::kNotOnAFolder.end())
      return fail(ErrorCode::usage,
                  fmt::format("规则 {}（{}）不在账套目录上核查：{}；可用的规则：{}", id,
                              elsewhere->name, elsewhere->where, known));
    return fail(ErrorCode::usage, fmt::format("没有规则“{}”；可用的规则：{}", id, known));
  }
  return 0;
}

// Projects of the region, by project id, as the book has them.
std::vector<ProjectIndex> selected_projects(const Book& facts, const Settings& settings) {
  const std::string prefix = law::region_prefix(settings.region);
  std::vector<ProjectIndex> selected;
  const std::set<std::string_view> asked(settings.projects.begin(), settings.projects.end());
  for (std::size_t p = 0; p < facts.projects.size(); ++p)
    if (facts.texts[facts.projects[p].region_code].starts_with(prefix) &&
        (settings.project.empty() ||
         facts.texts[facts.projects[p].project_id] == settings.project) &&
        (asked.empty() || asked.contains(facts.texts[facts.projects[p].project_id])))
      selected.push_back(static_cast<ProjectIndex>(p));
  return selected;
}

std::set<const law::ParameterValue*> each_project(
    const County& county, const std::vector<ProjectIndex>& projects, int threads,
    const JudgeProgress& progress,
    const std::function<void(const ProjectBook& book, std::size_t i)>& judge) {
  std::set<const law::ParameterValue*> used;
  std::atomic<std::size_t> next{0};
  std::atomic<std::int64_t> done{0};
  std::mutex reporting;
  const auto work = [&] {
    ProjectBook book(county);
    for (std::size_t i = next++; i < projects.size(); i = next++) {
      book.turn_to(projects[i]);
      judge(book, i);
      const std::int64_t count = ++done;
      if (!progress || count % 64 != 0) continue;
      const std::scoped_lock lock(reporting);
      progress(count, static_cast<std::int64_t>(projects.size()));
    }
    const std::scoped_lock lock(reporting);
    used.insert(book.used().begin(), book.used().end());
  };
  {
    std::vector<std::jthread> helpers;
    for (int i = 1; i < threads; ++i) helpers.emplace_back(work);
    work();
  }
  return used;
}

tl::unexpected<Error> damaged(std::string_view project_id) {
  return fail(ErrorCode::invalid_input,
              fmt::format("账册里项目 {} 的数据已损坏；请由账套重新建册（qingxin book build）",
                          project_id));
}

}  // namespace qingxin::verify
