// SPDX-License-Identifier: Apache-2.0
#include "app/list_cases.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"

namespace qingxin::app {

namespace {

constexpr int kMost = 1000;

bool is_authority(const casework::Reading& reading) {
  return casework::binds_authority(*casework::clock_of(reading.clock));
}

// Its clocks as they run now. One that was tampered with does not hide the others.
ListedCase listed(Moment moment, const CaseDesk& desk, store::KeptDossier kept,
                  const store::FoldedDossier& life) {
  ListedCase one{.kept = std::move(kept), .next = {}, .overdue = {}, .fault = life.fault};
  if (!one.fault.empty()) return one;
  const casework::World world = world_of(desk, moment, one.kept.face.region_code);
  for (const casework::Reading& reading : casework::read_clocks(life.dossier, world)) {
    if (is_authority_overdue(reading)) one.overdue.push_back(reading.clock);
    if (reading.status != casework::ClockStatus::running || !is_authority(reading)) continue;
    if (!one.next || *reading.due < *one.next->due) one.next = reading;
  }
  return one;
}

// As the store tells them, all at once; one that was taken away meanwhile is left out.
Result<std::vector<ListedCase>> listed(store::Store& held, Moment moment, const CaseDesk& desk,
                                       std::vector<store::KeptDossier> found) {
  std::vector<DossierId> ids;
  for (const store::KeptDossier& kept : found) ids.push_back(kept.id);
  const Result<std::vector<store::FoldedDossier>> lives = held.dossiers().folded(ids);
  if (!lives) return tl::unexpected(lives.error());
  std::vector<ListedCase> cases;
  for (store::KeptDossier& kept : found) {
    const auto life = std::ranges::lower_bound(*lives, kept.id, {}, &store::FoldedDossier::id);
    if (life != lives->end() && life->id == kept.id)
      cases.push_back(listed(moment, desk, std::move(kept), *life));
  }
  return cases;
}

// Who was asked before that day waits too long.
void narrow_to_backlog(const CaseQuery& query, Date today, store::DossierFilter& filter) {
  const auto narrow = [&](Date first_day) {
    const Instant before = china_instant(first_day, 0);
    if (!filter.opened_before || before < *filter.opened_before) filter.opened_before = before;
    filter.lacks_plan = true;
  };
  if (query.is_backlog) narrow(date(year_of(today), 1, 1));
  if (query.backlog_days) narrow(today - *query.backlog_days);
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
  narrow_to_backlog(query, moment.today, filter);
  CasePage page;
  DossierId before = query.before;
  while (std::ssize(page.cases) <= query.limit) {
    Result<std::vector<store::KeptDossier>> found =
        held->dossiers().dossiers_before(filter, before, query.limit + 1);
    if (!found) return tl::unexpected(found.error());
    const bool is_last = std::ssize(*found) <= query.limit;
    if (!found->empty()) before = found->back().id;
    Result<std::vector<ListedCase>> cases = listed(*held, moment, desk, *std::move(found));
    if (!cases) return tl::unexpected(cases.error());
    for (ListedCase& one : *cases)
      if (!query.is_overdue || !one.overdue.empty() || !one.fault.empty())
        page.cases.push_back(std::move(one));
    if (is_last) break;
  }
  if (std::ssize(page.cases) > query.limit) {
    page.cases.resize(static_cast<std::size_t>(query.limit));
    page.next = page.cases.back().kept.id;
  }
  return page;
}

}  // namespace qingxin::app
