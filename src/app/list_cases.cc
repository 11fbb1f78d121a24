// SPDX-License-Identifier: Apache-2.0
#include "app/list_cases.h"

#include <fmt/format.h>

#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;

bool is_authority(const casework::Reading& reading) {
  return casework::binds_authority(*casework::clock_of(reading.clock));
}

// Its clocks as they run now.
Result<ListedCase> listed(store::Store& held, Moment moment, const CaseDesk& desk,
                          store::KeptDossier kept) {
  const Result<WholeDossier> whole = held.dossiers().whole_dossier(kept.id);
  ListedCase one{.kept = std::move(kept), .next = {}, .overdue = {}, .fault = {}};
  if (!whole) {
    // One that was tampered with does not hide the others.
    if (whole.error().code == ErrorCode::unavailable) return tl::unexpected(whole.error());
    one.fault = whole.error().message;
    return one;
  }
  const casework::World world = world_of(desk, moment, one.kept.face.region_code);
  for (const casework::Reading& reading : casework::read_clocks(whole->dossier, world)) {
    if (is_authority_overdue(reading)) one.overdue.push_back(reading.clock);
    if (reading.status != casework::ClockStatus::running || !is_authority(reading)) continue;
    if (!one.next || *reading.due < *one.next->due) one.next = reading;
  }
  return one;
}

}  // namespace

bool is_authority_overdue(const casework::Reading& reading) {
  return reading.status == casework::ClockStatus::overdue && is_authority(reading);
}

Result<CasePage> list_cases(const access::Principal& who, Moment moment, const CaseDesk& desk,
                            const CaseQuery& query) {
  if (const Result<void> may = permit(who, access::Action::see_cases); !may)
    return tl::unexpected(may.error());
  if (query.limit < 1 || query.limit > kMost)
    return fail(ErrorCode::usage, fmt::format("一页 {} 条不行，请写 1 至 {}", query.limit, kMost));
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  store::DossierFilter filter = query.filter;
  if (!filter.subject) filter.subject = Subject::case_file;
  // The index narrows; what is told is read from the steps.
  if (query.is_overdue) filter.due_before = moment.today + 1;
  CasePage page;
  DossierId before = query.before;
  while (std::ssize(page.cases) <= query.limit) {
    Result<std::vector<store::KeptDossier>> found =
        held->dossiers().dossiers_before(filter, before, query.limit + 1);
    if (!found) return tl::unexpected(found.error());
    const bool is_last = std::ssize(*found) <= query.limit;
    for (store::KeptDossier& kept : *found) {
      before = kept.id;
      Result<ListedCase> one = listed(*held, moment, desk, std::move(kept));
      if (!one) return tl::unexpected(one.error());
      const bool is_asked = !query.is_overdue || !one->overdue.empty() || !one->fault.empty();
      if (is_asked) page.cases.push_back(*std::move(one));
    }
    if (is_last) break;
  }
  if (std::ssize(page.cases) > query.limit) {
    page.cases.resize(static_cast<std::size_t>(query.limit));
    page.next = page.cases.back().kept.id;
  }
  return page;
}

}  // namespace qingxin::app
