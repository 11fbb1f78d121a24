// SPDX-License-Identifier: Apache-2.0
#include "app/look_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/permit.h"
#include "base/hash.h"
#include "base/text.h"

namespace qingxin::app {

namespace {

constexpr int kAtOnce = 1000;
constexpr int kYearLeast = 2000, kYearMost = 2200;

bool is_in(const std::optional<Date>& day, int year) {
  return day && year_of(*day) == year;
}

// Where a case stands in the draw: anybody who knows the seed and the number works it out again.
std::string lot(std::string_view seed, DossierId id) {
  return hex(sm3(fmt::format("{} {}", seed, number(id))));
}

Result<std::vector<store::KeptDossier>> cases_of(store::Store& held, const LookBackOrder& order) {
  store::DossierFilter filter;
  filter.subject = Subject::case_file;
  filter.region = order.region;
  std::vector<store::KeptDossier> cases;
  DossierId after{};
  while (true) {
    Result<std::vector<store::KeptDossier>> found =
        held.dossiers().dossiers_after(filter, after, kAtOnce);
    if (!found) return tl::unexpected(found.error());
    for (store::KeptDossier& kept : *found) {
      after = kept.id;
      if (is_in(kept.concluded, order.year) || is_in(kept.cleared, order.year))
        cases.push_back(std::move(kept));
    }
    if (std::ssize(*found) < kAtOnce) return cases;
  }
}

void draw(const LookBackOrder& order, std::vector<store::KeptDossier>& cases) {
  if (!order.sample) return;
  std::ranges::sort(cases, {}, [&](const store::KeptDossier& one) {
    return std::pair{lot(order.seed, one.id), one.id};
  });
  const auto wanted = static_cast<std::size_t>(*order.sample);
  if (cases.size() > wanted) cases.resize(wanted);
}

std::optional<casework::State> last_look_back(const Dossier& dossier) {
  std::optional<casework::State> state;
  for (const casework::StrandState& strand : dossier.strands)
    if (strand.strand == casework::Strand::look_back) state = strand.state;
  return state;
}

// Begins the task, where none is open.
Result<LookBackTask> task_of(const access::Principal& who, Moment moment, const CaseDesk& desk,
                             const LookBackOrder& order, store::KeptDossier kept) {
  DossierWork work(desk, who, moment);
  if (const Result<void> taken = work.take_up(kept.id); !taken)
    return tl::unexpected(taken.error());
  LookBackTask task{.kept = std::move(kept), .state = last_look_back(work.now())};
  if (!order.is_drawn || task.state == casework::State::look_back_drawn) return task;
  Event drawn;
  drawn.key = fmt::format("look-back-{}-{}", order.year, work.now().events.size());
  drawn.step = Step::look_back_drawn;
  const bool is_office = who.role == access::Role::office;
  drawn.by = is_office ? casework::Actor::office : casework::Actor::machine;
  const Result<void> done = is_office ? work.step(drawn) : work.step_of_machine(drawn);
  if (!done) return tl::unexpected(done.error());
  if (const Result<store::Kept> kept_now = work.keep(); !kept_now)
    return tl::unexpected(kept_now.error());
  task.state = casework::State::look_back_drawn;
  task.is_drawn_now = true;
  return task;
}

}  // namespace

Result<LookBack> look_back(const access::Principal& who, Moment moment, const CaseDesk& desk,
                           const LookBackOrder& order) {
  if (const Result<void> may = permit(who, access::Action::look_back); !may)
    return tl::unexpected(may.error());
  if (order.year < kYearLeast || order.year > kYearMost)
    return fail(ErrorCode::usage, fmt::format("年份 {} 不对，请写像 2026 这样的年份", order.year));
  if (order.sample && *order.sample < 1)
    return fail(ErrorCode::usage, fmt::format("抽 {} 件不行，请写 1 以上的整数", *order.sample));
  if (order.sample && trim(order.seed).empty())
    return fail(ErrorCode::usage,
                "抽查要写种子（任何文字，事先公布），别人凭它才能重抽出同样的一批");
  const std::unique_ptr<store::Store> held = desk.store->acting_for(who, moment.now);
  Result<std::vector<store::KeptDossier>> cases = cases_of(*held, order);
  if (!cases) return tl::unexpected(cases.error());
  LookBack back{.cases = std::ssize(*cases), .tasks = {}};
  draw(order, *cases);
  for (store::KeptDossier& kept : *cases) {
    Result<LookBackTask> task = task_of(who, moment, desk, order, std::move(kept));
    if (!task) return tl::unexpected(task.error());
    back.tasks.push_back(*std::move(task));
  }
  return back;
}

}  // namespace qingxin::app
