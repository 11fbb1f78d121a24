// SPDX-License-Identifier: Apache-2.0
#include "app/list_projects.h"

#include <fmt/format.h>

#include <charconv>

#include "app/permit.h"
#include "base/text.h"
#include "rules/finding.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;

ListedProject listed(const store::ProjectLine& line) {
  ListedProject project{.id = line.id,
                        .code = line.code,
                        .name = line.name,
                        .region_code = line.region_code,
                        .industry = line.industry,
                        .as_of = line.as_of};
  for (const store::OpenCount& open : line.open) {
    const bool is_violation = open.verdict == static_cast<int>(rules::Verdict::violates);
    const auto colour = static_cast<std::size_t>(open.severity);
    if (is_violation && colour < project.open_by_colour.size())
      project.open_by_colour[colour] += open.count;
    if (!is_violation) project.unjudged += open.count;
  }
  return project;
}

}  // namespace

Result<ProjectPage> list_projects(const access::Principal& who, StoredData& data,
                                  const ProjectQuery& query) {
  if (const Result<void> may = permit(who, access::Action::see_projects); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 个不行，请写 1 至 {}", query.limit, kMost));
  ProjectId after = store::kNoProject;
  if (!query.after.empty()) {
    const Result<ProjectId> cursor = project_id_in(query.after);
    if (!cursor) return tl::unexpected(cursor.error());
    after = *cursor;
  }
  const Result<std::vector<store::ProjectLine>> lines =
      seen_by(who, data)->store->project_lines_after(
          {.project = {}, .region = query.region, .words = query.words}, after, query.limit + 1);
  if (!lines) return tl::unexpected(lines.error());
  ProjectPage page;
  for (const store::ProjectLine& line : *lines) page.projects.push_back(listed(line));
  if (std::ssize(page.projects) > query.limit) {
    page.projects.pop_back();
    page.next = std::to_string(number(page.projects.back().id));
  }
  return page;
}

Result<ListedProject> show_project(const access::Principal& who, StoredData& data,
                                   ProjectId project) {
  if (const Result<void> may = permit(who, access::Action::see_projects); !may)
    return tl::unexpected(may.error());
  const Result<std::vector<store::ProjectLine>> lines =
      seen_by(who, data)->store->project_lines_after(
          {.project = project, .region = {}, .words = {}}, store::kNoProject, 1);
  if (!lines) return tl::unexpected(lines.error());
  if (lines->empty())
    return fail(ErrorCode::not_found, fmt::format("没有项目 {}；请核对编号", number(project)));
  return listed(lines->front());
}

Result<ProjectId> project_id_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value > 0)
    return ProjectId{value};
  return fail(ErrorCode::usage,
              fmt::format("「{}」不是项目编号；编号是一串数字", printable(shortened(text, 40))));
}

}  // namespace qingxin::app
