// SPDX-License-Identifier: Apache-2.0
#include "app/preview_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/permit.h"
#include "app/read_stored.h"
#include "app/tell_within.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

namespace {

// The projects that he may be told of: those in his scope, and those of which nobody else has told
// anything yet.
Result<std::vector<store::ProjectId>> told_projects(StoredData& seen, const PreviewOrder& order) {
  Result<std::vector<store::ProjectId>> projects = seen.store->projects_of(order.batch);
  if (!projects) return projects;
  std::vector<store::ProjectId> told;
  for (const store::ProjectId project : *projects) {
    if (seen.store->code_of(project)) {
      told.push_back(project);
      continue;
    }
    const Result<book::Facts> facts = seen.store->facts_of(std::span{&project, 1}, order.batch);
    if (facts) told.push_back(project);
    if (!facts && facts.error().code != ErrorCode::not_found) return tl::unexpected(facts.error());
  }
  return told;
}

Result<verify::Report> judged(StoredData& data, const PreviewOrder& order,
                              std::vector<store::ProjectId> around,
                              const verify::Settings& settings, const law::Law& law) {
  const StoredPart part{.projects = std::move(around), .preview = order.batch};
  const Result<FolderRead> read = read_stored(data, part, order.as_of, order.threads, law);
  if (!read) return tl::unexpected(read.error());
  return verify::verify(read->facts, read->law, settings, {});
}

tl::unexpected<Error> nothing_to_preview(const access::Principal& who, StoredData& data,
                                         store::BatchId batch) {
  const Result<std::vector<Reject>> rejects = rejects_of_batch(who, data, batch);
  if (!rejects) return tl::unexpected(rejects.error());
  std::string_view remedy = "它的行属于看不到的项目";
  if (!rejects->empty())
    remedy = "请看拒收的原因";
  else if (who.role == access::Role::bank)
    remedy = "银行看不到项目，预看由主管部门做";
  return fail(ErrorCode::invalid_input,
              fmt::format("这一批没有一行属于自己范围里的项目，没有可以预看的；{}", remedy));
}

}  // namespace

Result<verify::Report> preview_batch(const access::Principal& who, StoredData& data,
                                     const PreviewOrder& order, const law::Law& law) {
  if (const Result<void> may = permit(who, access::Action::preview_batch); !may)
    return tl::unexpected(may.error());
  const std::shared_ptr<StoredData> seen = seen_by(who, data);
  const Result<std::vector<store::ProjectId>> projects = told_projects(*seen, order);
  if (!projects) return tl::unexpected(projects.error());
  if (projects->empty()) return nothing_to_preview(who, data, order.batch);
  verify::Settings settings{.as_of = order.as_of,
                            .first_month = {},
                            .last_month = {},
                            .region = {},
                            .rules = {},
                            .threads = order.threads,
                            .finding_key = finding_key_of(data)};
  for (const store::ProjectId project : *projects) {
    const Result<std::string> code = data.store->code_of(project);
    if (!code) return tl::unexpected(code.error());
    settings.projects.push_back(*code);
  }
  // The regulator's verdict: with all that there is, whoever may see it.
  const Result<std::vector<store::ProjectId>> around = data.store->neighbours_of(*projects);
  if (!around) return tl::unexpected(around.error());
  Result<verify::Report> report = judged(data, order, *around, settings, law);
  if (!report) return report;
  report->is_for_unit = true;
  if (reaches_everything(who)) return report;
  // What of it follows from what he may see.
  Result<std::vector<store::ProjectId>> own = seen->store->neighbours_of(*projects);
  if (!own) return tl::unexpected(own.error());
  own->insert(own->end(), projects->begin(), projects->end());
  std::ranges::sort(*own);
  own->erase(std::ranges::unique(*own).begin(), own->end());
  Result<verify::Report> within = judged(*seen, order, *std::move(own), settings, law);
  if (!within) return within;
  return told_within(*std::move(report), *std::move(within));
}

}  // namespace qingxin::app
