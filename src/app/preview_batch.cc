// SPDX-License-Identifier: Apache-2.0
#include "app/preview_batch.h"

#include <algorithm>
#include <set>

#include "app/read_stored.h"
#include "verify/settings.h"
#include "verify/verify.h"

namespace qingxin::app {

Result<verify::Report> preview_batch(const access::Principal& who, StoredData& data,
                                     const PreviewOrder& order, const law::Law& law) {
  const Result<Batch> batch = show_batch(who, data, order.batch);
  if (!batch) return tl::unexpected(batch.error());
  const Result<std::vector<store::ProjectId>> projects = data.store->projects_of(order.batch);
  if (!projects) return tl::unexpected(projects.error());
  StoredPart part{.preview = order.batch};
  Result<std::vector<store::ProjectId>> around = data.store->neighbours_of(*projects);
  if (!around) return tl::unexpected(around.error());
  part.projects = *std::move(around);
  if (part.projects.empty())
    return fail(ErrorCode::invalid_input,
                "这一批没有一行属于已知的项目，没有可以预看的；请看拒收的原因");
  const Result<FolderRead> read = read_stored(data, part, order.as_of, order.threads, law);
  if (!read) return tl::unexpected(read.error());
  verify::Settings settings{.as_of = order.as_of,
                            .first_month = {},
                            .last_month = {},
                            .region = {},
                            .rules = {},
                            .threads = order.threads,
                            .finding_key = read->finding_key};
  for (const store::ProjectId project : *projects) {
    const Result<std::string> code = data.store->code_of(project);
    if (!code) return tl::unexpected(code.error());
    settings.projects.push_back(*code);
  }
  Result<verify::Report> report = verify::verify(read->facts, read->law, settings, {});
  if (report) report->is_for_unit = true;
  return report;
}

}  // namespace qingxin::app
