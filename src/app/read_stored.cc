// SPDX-License-Identifier: Apache-2.0
#include "app/read_stored.h"

#include <algorithm>
#include <tuple>

#include "app/rule_book.h"
#include "base/hash.h"
#include "book/build_book.h"
#include "feeds/doubles.h"

namespace qingxin::app {

Result<std::vector<store::ProjectId>> all_projects(store::Store& store) {
  constexpr int kAtOnce = 10'000;
  std::vector<store::ProjectId> all;
  while (true) {
    const store::ProjectId last = all.empty() ? store::kNoProject : all.back();
    const Result<std::vector<store::ProjectId>> more = store.projects_after(last, kAtOnce);
    if (!more) return tl::unexpected(more.error());
    all.insert(all.end(), more->begin(), more->end());
    if (std::ssize(*more) < kAtOnce) return all;
  }
}

std::string finding_key_of(const StoredData& data) {
  return hex(hmac_sm3(data.master_key, "finding"));
}

Result<book::Facts> stored_facts(StoredData& data, const StoredPart& part) {
  std::vector<store::ProjectId> projects = part.projects;
  if (projects.empty()) {
    Result<std::vector<store::ProjectId>> all = all_projects(*data.store);
    if (!all) return tl::unexpected(all.error());
    projects = *std::move(all);
  }
  Result<book::Facts> facts = data.store->facts_of(projects, part.preview);
  if (!facts) return facts;
  for (const book::TableShape& shape : book::all_tables()) {
    // Of two rows about one project the later one stays: what was in force is history.
    if (shape.table != book::Table::projects) feeds::reject_doubles(*facts, shape.table);
  }
  feeds::cancel_returned(*facts);
  std::ranges::stable_sort(facts->rejected, {}, [](const book::RejectedRow& row) {
    return std::tuple(row.source.file, row.source.row, row.column, row.reason);
  });
  return facts;
}

Result<FolderRead> read_stored(StoredData& data, const StoredPart& part, std::optional<Date> as_of,
                               int threads, const law::Law& law) {
  Result<book::Facts> facts = stored_facts(data, part);
  if (!facts) return tl::unexpected(facts.error());
  const Date last = as_of.value_or(date(9999, 12, 31));
  const Result<store::World> world = data.store->world(last, part.preview);
  if (!world) return tl::unexpected(world.error());
  Result<law::Law> local_law = law_with(law, world->parameters);
  if (!local_law) return tl::unexpected(local_law.error());
  FolderRead read{*std::move(local_law), book::build(*std::move(facts), as_of, threads),
                  finding_key_of(data)};
  read.facts.parameters = world->parameters;
  if (part.projects.empty()) return read;
  // Months are those of all projects, also of those that were not read.
  read.facts.months = world->months;
  read.facts.reported = world->reported;
  return read;
}

}  // namespace qingxin::app
